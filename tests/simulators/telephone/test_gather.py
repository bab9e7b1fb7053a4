"""Gather: rows G1 to G12 of the interpreter's table."""

import pytest

from simulators.telephone import effects as fx
from simulators.telephone.twiml import TwimlError
from tests.simulators.telephone.script import END, SILENCE, course, machine_at, outcome

SAY = "<Say>later</Say>"
CASES = {
    "G1 no action posts to the current document": ("<Gather numDigits='1'/>", ["1"], "POST /doc Digits=1"),
    "G2 absolute action": (
        "<Gather numDigits='1' action='http://else.test/a'/>", ["1"], "POST http://else.test/a Digits=1",
    ),
    "G3 relative action": ("<Gather numDigits='1' action='/x'/>", ["1"], "POST /x Digits=1"),
    "G4 no input goes on to the next verb": (f"<Gather/>{SAY}", [SILENCE], "say later"),
    "G5 GET sends its digits": ("<Gather method='GET' numDigits='1'/>", ["7"], "GET /doc Digits=7"),
    "G6 timeout of its own": ("<Gather timeout='10'/>", [], "listen 10"),
    "G6 timeout by default": ("<Gather/>", [], "listen 5"),
    "G7 hash ends by default": ("<Gather/>", ["12#"], "POST /doc Digits=12"),
    "G7 empty lets hash be data": ("<Gather finishOnKey='' numDigits='2'/>", ["1#"], "POST /doc Digits=1#"),
    "G7 a star ends": ("<Gather finishOnKey='*'/>", ["1#*"], "POST /doc Digits=1#"),
    "G7 a letter means the default": ("<Gather finishOnKey='x'/>", ["1#"], "POST /doc Digits=1"),
    "G8 unlimited digits": ("<Gather/>", ["123456789"], "listen 5 123456789"),
    "G8 the fifth digit submits": ("<Gather numDigits='5'/>", ["12345"], "POST /doc Digits=12345"),
    "G9 an empty result is reported": (f"<Gather actionOnEmptyResult='true' action='/e'/>{SAY}", [SILENCE], "POST /e"),
    "G12 the finishing key first": (f"<Gather>{SAY}</Gather><Say>next</Say>", ["#"], "say next"),
    "digits are sent when silence follows": ("<Gather/>", ["12", SILENCE], "POST /doc Digits=12"),
    "inline documents may use absolute actions": (
        "<Gather action='http://museum.test/x' numDigits='1'/>", ["1"], "POST /x Digits=1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "events", "expected"), CASES.values(), ids=CASES)
def test_gather_leads_where_twilio_leads(body: str, events: list[fx.Event | str], expected: str) -> None:
    assert outcome(body, *events) == expected


def test_g10_prompts_repeat_in_order() -> None:
    body = "<Gather><Say loop='3' voice='woman'>a</Say><Say loop='5' voice='alice'>b</Say></Gather>"
    machine = machine_at(body)
    voices = []
    while isinstance(machine.now, fx.Prompt):
        voices.append(getattr(machine.now.verb, "voice", ""))
        machine.receive(END)
    assert voices == ["woman"] * 3 + ["alice"] * 5


def test_g10_nested_play_sounds_three_times() -> None:
    heard = course("<Gather><Play loop='3'>/a.wav</Play></Gather>", END, END, END)
    assert heard == ["play /a.wav"] * 3 + ["listen 5"]


def test_g11_gather_refuses_a_nested_record() -> None:
    with pytest.raises(TwimlError, match="not allowed within Gather"):
        machine_at("<Gather><Record/></Gather>")


def test_a_key_stops_the_prompt() -> None:
    assert course("<Gather><Play>/a.wav</Play><Say>b</Say></Gather>", "1") == ["play /a.wav", "listen 5 1"]


def test_without_barge_in_prompts_go_on() -> None:
    assert outcome("<Gather bargeIn='false'><Say>a</Say></Gather>", "1") == "say a"


def test_words_answer_where_listened_for() -> None:
    body = "<Gather input='dtmf speech' action='/w'><Say>hello?</Say></Gather>"
    assert outcome(body, fx.Spoke("yes", 0.8)) == "POST /w SpeechResult=yes Confidence=0.8"
    assert outcome("<Gather><Say>hello?</Say></Gather>", fx.Spoke("yes")) == "say hello?"
