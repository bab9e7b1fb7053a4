"""Record, Redirect, Say, Play, Hangup and Reject: rows R, D, S, P, H and J of the interpreter's table."""

import pytest

from simulators.telephone import effects as fx
from simulators.telephone import twiml, verbs, voices
from tests.simulators.telephone.script import END, HOME, SILENCE, course, machine_at, outcome, recorded

LATER = "<Say>later</Say>"
KEPT = "RecordingUrl=http://carrier/RE1 RecordingSid=RE1 RecordingDuration=12"
COURSES = {
    "R2 no action posts to the current document": ("<Record/>", [recorded(12.9)], f"POST /doc {KEPT}"),
    "R3 action and its method": ("<Record action='/a' method='GET'/>", [recorded(12.9)], f"GET /a {KEPT}"),
    "R6 maxLength": ("<Record maxLength='30'/>", [], "record 30 5"),
    "R7 timeout": ("<Record timeout='10'/>", [], "record 3600 10"),
    "R9 later verbs are skipped once recorded": (f"<Record/>{LATER}", [recorded(12)], f"POST /doc {KEPT}"),
    "R9 later verbs run when nothing was said": (f"<Record/>{LATER}", [SILENCE], "say later"),
    "a hang-up still reaches the action": ("<Record/>", [recorded(12, "hangup")], f"POST /doc {KEPT} Digits=hangup"),
    "D1 absolute": ("<Redirect>http://else.test/a?b=1</Redirect>", [], "POST http://else.test/a?b=1"),
    "D2 relative": ("<Redirect>/next</Redirect>", [], "POST /next"),
    "D3 by GET": ("<Redirect method='GET'>/next</Redirect>", [], "GET /next"),
    "D4 nothing after it runs": (f"<Redirect>/next</Redirect>{LATER}", [], "POST /next"),
    "D5 empty is an error": (f"<Redirect> </Redirect>{LATER}", [], "ended: an application error has occurred"),
    "P1 a sound": ("<Play>/a.wav</Play>", [], "play /a.wav"),
    "H1 hanging up stops": (f"<Hangup/>{LATER}", [], "ended: the museum hung up"),
    "J1 rejected": (f"<Reject/>{LATER}", [], "ended: the call was rejected"),
    "J2 busy": (f"<Reject reason='busy'/>{LATER}", [], "ended: the call was rejected"),
    "a late Reject is passed over": (f"{LATER}<Reject/><Say>still here</Say>", [END], "say still here"),
    "the document runs out": ("<Pause length='2'/>", [END], "ended: the museum had nothing more to say"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "events", "expected"), COURSES.values(), ids=COURSES)
def test_verbs_lead_where_twilio_leads(body: str, events: list[fx.Event | str], expected: str) -> None:
    assert outcome(body, *events) == expected


def record(attributes: str = "") -> verbs.Record:
    found = twiml.parse(f"<Response><Record {attributes}/></Response>".encode(), HOME).verbs[0]
    assert isinstance(found, verbs.Record)
    return found


def test_r1_defaults_of_a_recording() -> None:
    usual = record()
    assert (usual.max_length, usual.timeout, usual.beep) == (3600, 5, True)
    assert set(usual.finish_on_key) == set("1234567890*#")


def test_r4_recording_callback_by_get() -> None:
    found = record("recordingStatusCallback='/cb' recordingStatusCallbackMethod='GET'")
    assert (found.callback, found.callback_method) == ("http://museum.test/cb", "GET")


@pytest.mark.parametrize(("text", "beep"), [("true", True), ("false", False)])
def test_r5_the_beep_can_be_silenced(text: str, beep: bool) -> None:
    assert record(f"playBeep='{text}'").beep is beep


def test_r8_only_some_keys_finish() -> None:
    assert record("finishOnKey='123456789'").finish_on_key == "123456789"


SAYINGS = {
    "S1 defaults": ("", ("man", "en-US")),
    "S2 a voice": ("voice='woman'", ("woman", "en-US")),
    "S3 a neural voice": ("voice='Polly.Lea-Neural'", ("Polly.Lea-Neural", "fr-FR")),
    "S4 the language picks a voice": ("language='fr-FR'", ("Polly.Lea", "fr-FR")),
    "S5 the default's own language keeps it": ("language='en-US'", ("man", "en-US")),
}


def say(attributes: str, text: str = "Hola, buen día") -> verbs.Say:
    found = twiml.parse(f"<Response><Say {attributes}>{text}</Say></Response>".encode(), HOME).verbs[0]
    assert isinstance(found, verbs.Say)
    return found


@pytest.mark.parametrize(("attributes", "expected"), SAYINGS.values(), ids=SAYINGS)
def test_say_picks_voice_and_language(attributes: str, expected: tuple[str, str]) -> None:
    found = say(attributes)
    assert (found.voice, found.language) == expected
    assert found.language in voices.languages_of(found.voice) or found.voice in voices.BASIC


@pytest.mark.parametrize("verb", ["Say", "Play"])
@pytest.mark.parametrize(("loop", "times"), [("5", 5), ("0", 1000), ("x", 1)])
def test_s6_s7_p2_p3_loops(verb: str, loop: str, times: int) -> None:
    heard = course(f"<{verb} loop='{loop}'>/a</{verb}>", *[END] * times)
    assert len(heard) == times + 1
    assert len(set(heard[:-1])) == 1


def test_s8_accents_stay_and_loops_are_billed() -> None:
    found = say("loop='3'")
    assert found.text == "Hola, buen día"
    assert voices.billed_characters(found) == 14 * 3


LIMITS = {
    "a basic voice": ("voice='man'", "a" * 4097, 13521),
    "Polly": ("voice='Polly.Amy'", "a" * 3001, 13521),
    "Google": ("voice='Google.en-GB-Standard-A'", "a" * 4501, 13521),
    "accents weigh six": ("voice='Polly.Tatyana'", "ж" * 751, 13521),
    "a voice of another language": ("voice='Polly.Amy' language='fr-FR'", "a", 13511),
    "a voice nobody knows": ("voice='Polly.Nobody'", "a", 13512),
    "just short enough": ("voice='Polly.Amy'", "a" * 3000, None),
}


@pytest.mark.parametrize(("attributes", "text", "code"), LIMITS.values(), ids=LIMITS)
def test_say_knows_the_limits_of_voices(attributes: str, text: str, code: int | None) -> None:
    machine = machine_at(f"<Say {attributes}>{text}</Say>{LATER}")
    assert [note.code for note in machine.notes] == ([code] if code else [])
    assert (outcome(f"<Say {attributes}>{text}</Say>{LATER}") == "say later") is bool(code)


def test_breaks_take_their_time() -> None:
    spoken = say("voice='Polly.Amy'", "one <break time='700ms'/> two <break time='1s'/>")
    assert spoken.breaks == pytest.approx(1.7)
    assert voices.seconds_of(spoken) == pytest.approx(2 * 60 / 140 + 1.7, abs=0.01)


def test_tones_are_no_sound_file() -> None:
    assert machine_at("<Play digits='1w2'/>").now == fx.Prompt(verbs.Play("", 1, "1w2"))
