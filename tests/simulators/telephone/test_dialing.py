"""Dial: rows L1 to L8 of the interpreter's table, and who else hears what."""

import httpx
import pytest

from simulators.telephone import effects as fx
from simulators.telephone import verbs
from tests.actors.caller import Caller
from tests.simulators.telephone.hotline_double import Hotline
from tests.simulators.telephone.script import machine_at

STAFF, PORTER = "+442079460999", "+442079460998"


@pytest.fixture
def staff(client: httpx.Client) -> Caller:
    return Caller(client)


def dial(body: str) -> verbs.Dial:
    now = machine_at(body).now
    assert isinstance(now, fx.Dialing)
    return now.verb


def test_l1_the_next_verb_follows(hotline: Hotline, phone: Caller, staff: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial>{STAFF}</Dial><Say>And back again.</Say>")
    phone.dials()
    assert staff.rings(STAFF)
    staff.answers()
    phone.hears()
    assert phone.now["kind"] == staff.now["kind"] == "talk"
    staff.hangs_up()
    assert phone.hears() == "And back again."


def test_l2_the_first_to_answer_wins(
    hotline: Hotline, phone: Caller, staff: Caller, client: httpx.Client
) -> None:
    numbers = f"<Number>{STAFF}</Number><Number>{PORTER}</Number>"
    hotline.says("/hotline/answer", f"<Dial>{numbers}</Dial>")
    phone.dials()
    porter = Caller(client)
    assert staff.rings(STAFF)
    assert porter.rings(PORTER)
    porter.answers()
    staff.hears()
    assert (staff.status, porter.status) == ("canceled", "in-progress")


def test_l3_sip_is_a_party_too() -> None:
    assert dial("<Dial><Sip>sip:desk@museum.test</Sip></Dial>").parties[0].kind == "Sip"


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_l4_l5_action_hears_how_it_went(hotline: Hotline, phone: Caller, staff: Caller, method: str) -> None:
    hotline.says(
        "/hotline/answer", f"<Dial action='/done' method='{method}'>{STAFF}</Dial><Say>skipped</Say>"
    )
    hotline.says("/done", "<Say>Thank you.</Say>")
    phone.dials()
    staff.rings()
    staff.answers()
    staff.waits_seconds(42)
    staff.hangs_up()
    assert phone.hears() == "Thank you."
    done = hotline.at("/done")[0]
    assert done.method == method
    assert (done["DialCallStatus"], done["DialCallDuration"], done["DialBridged"]) == (
        "completed",
        "42",
        "true",
    )
    assert done["DialCallSid"] == staff.sid


def test_l6_caller_id_is_shown(hotline: Hotline, phone: Caller, staff: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial callerId='+12025550100'>{STAFF}</Dial>")
    phone.dials()
    staff.rings()
    assert staff._state["from"] == "+12025550100"


@pytest.mark.parametrize(("attributes", "seconds"), [("", 30), ("timeout='10'", 10)])
def test_l7_rings_as_long_as_told(attributes: str, seconds: int) -> None:
    assert dial(f"<Dial {attributes}>{STAFF}</Dial>").timeout == seconds


OUTCOMES = [("decline", "busy"), ("no-answer", "no-answer")]


@pytest.mark.parametrize(("deed", "status"), OUTCOMES)
def test_l8_outcomes_have_twilios_words(
    hotline: Hotline, phone: Caller, staff: Caller, deed: str, status: str
) -> None:
    hotline.says("/hotline/answer", f"<Dial action='/done'>{STAFF}</Dial>")
    hotline.says("/done", "<Say>Nobody is free.</Say>")
    phone.dials()
    staff.rings()
    staff._event(deed)
    assert phone.hears() == "Nobody is free."
    assert hotline.at("/done")[0]["DialCallStatus"] == status


def test_nobody_answers_in_time(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial action='/done' timeout='30'>{STAFF}</Dial>")
    hotline.says("/done", "<Say>Nobody is free.</Say>")
    phone.dials().waits()
    assert hotline.at("/done")[0]["DialCallStatus"] == "no-answer"
    assert phone._state["seconds"] == 30


WHISPER = "<Gather numDigits='1' action='/take'><Say>A visitor. Press 1 to take it.</Say></Gather><Hangup/>"


def test_who_answers_presses_to_take_it(hotline: Hotline, phone: Caller, staff: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial action='/done'><Number url='/whisper'>{STAFF}</Number></Dial>")
    hotline.says("/whisper", WHISPER)
    hotline.says("/take", "")
    phone.dials()
    staff.rings()
    staff.answers()
    assert hotline.at("/whisper")[0]["ParentCallSid"] == phone.sid
    assert "Press 1" in staff.hears()
    staff.presses("1")
    assert staff.now["kind"] == "talk"
    phone.presses("5").hangs_up()
    staff.hears()
    assert staff.is_over


def test_an_answering_machine_takes_nobody(hotline: Hotline, phone: Caller, staff: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial action='/done'><Number url='/whisper'>{STAFF}</Number></Dial>")
    hotline.says("/whisper", WHISPER)
    hotline.says("/done", "<Say>Leave a message.</Say>")
    phone.dials()
    staff.rings()
    staff.answers()
    staff.waits_for("ended")
    assert phone.hears() == "Leave a message."
    assert hotline.at("/done")[0]["DialBridged"] == "false"


def test_a_star_leaves_the_talk(hotline: Hotline, phone: Caller, staff: Caller) -> None:
    hotline.says("/hotline/answer", f"<Dial hangupOnStar='true'>{STAFF}</Dial><Say>Back.</Say>")
    phone.dials()
    staff.rings()
    staff.answers()
    phone.presses("*")
    assert phone.hears() == "Back."
