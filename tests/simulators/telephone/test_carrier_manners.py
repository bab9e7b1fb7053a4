"""What the real carrier does besides TwiML: fallback, repeats, late news, live updates, hang-ups."""

import threading
from collections.abc import Iterator

import httpx
import pytest
from flask import Response

from simulators.telephone.transport import FetchError, Transport
from tests.actors.caller import Caller
from tests.simulators.telephone.hotline_double import Hotline

MENU = "<Gather numDigits='1' action='/key'><Say>Press a key</Say></Gather>"
FAULTS = {
    "a server's error": ("/hotline/answer", Response(status=500), "11200"),
    "a page that is missing": ("/hotline/answer", Response(status=404), "11200"),
    "a redirect without end": (
        "/hotline/answer",
        Response(status=302, headers={"Location": "/hotline/answer"}),
        "11215",
    ),
}


@pytest.mark.parametrize(("path", "answer", "code"), FAULTS.values(), ids=FAULTS)
def test_faults_lead_to_the_fallback(
    hotline: Hotline, phone: Caller, path: str, answer: Response, code: str
) -> None:
    hotline.answers[path] = answer
    assert phone.dials().hears() == "Something went wrong here."
    asked = hotline.at("/hotline/fallback")[0]
    assert asked["ErrorCode"] == code
    assert asked["ErrorUrl"].startswith(hotline.url)


def test_a_second_fault_ends_the_call(hotline: Hotline, phone: Caller) -> None:
    hotline.answers["/hotline/answer"] = hotline.answers["/hotline/fallback"] = Response(status=500)
    phone.dials()
    assert phone.is_over
    assert len(phone.problems()) == 2


def _never(patience: threading.Event) -> Iterator[bytes]:
    patience.wait(2)
    yield b"<Response/>"


def test_a_slow_museum_is_given_up(hotline: Hotline) -> None:
    patience = threading.Event()
    hotline.answers["/slow"] = Response(_never(patience))
    transport = Transport("t", httpx.Timeout(0.05))
    with pytest.raises(FetchError) as error:
        transport.ask(f"{hotline.url}/slow", "POST", [], [])
    patience.set()
    assert error.value.code == 11205


SOUNDS = {
    "a missing sound": (Response(status=404), "11200"),
    "a sound the carrier cannot play": (Response(b"OggS", mimetype="audio/ogg"), "13420"),
}


@pytest.mark.parametrize(("answer", "code"), SOUNDS.values(), ids=SOUNDS)
def test_sounds_are_fetched_and_checked(hotline: Hotline, phone: Caller, answer: Response, code: str) -> None:
    hotline.says("/hotline/answer", "<Play>/a.wav</Play><Say>never</Say>")
    hotline.answers["/a.wav"] = answer
    assert phone.dials().hears() == "Something went wrong here."
    assert hotline.at("/hotline/fallback")[0]["ErrorCode"] == code


def test_a_redirected_action_loses_its_digits(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", MENU)
    hotline.answers["/key"] = Response(status=301, headers={"Location": "/key/"})
    hotline.says("/key/", "<Say>moved</Say>")
    phone.dials().presses("1")
    asked = hotline.at("/key/")[0]
    assert asked.method == "GET"
    assert "Digits" not in asked
    assert asked["CallSid"] == phone.sid


def test_duplicates_are_the_same_request_twice(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", MENU)
    hotline.says("/key", "<Say>once</Say>")
    phone.dials(duplicates=True).presses("1")
    first, second = hotline.at("/key")
    assert first.form == second.form
    assert phone.hears() == "Press a key once"


def test_words_of_a_recording_are_captions(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Play>/media/tone.wav</Play>")
    hotline.words[f"{hotline.url}/media/tone.wav"] = "Once upon a time."
    assert phone.dials().hears() == "Once upon a time."


def test_a_recording_without_words_tells_its_length(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Play>/media/tone.wav</Play>")
    assert phone.dials().hears() == "(a recording, 2 s)"


ASK = "<Say>Speak now</Say><Record action='/kept' timeout='5' maxLength='30' recordingStatusCallback='/rec'/>"


@pytest.fixture
def asking(hotline: Hotline, phone: Caller) -> Caller:
    hotline.says("/hotline/answer", ASK + "<Say>I heard nothing.</Say>")
    hotline.says("/kept", "<Say>Thank you.</Say>")
    hotline.says("/rec", "")
    phone.dials().waits_for("record")
    return phone


def test_a_hang_up_keeps_what_was_said(hotline: Hotline, asking: Caller) -> None:
    asking.says(7.5)
    asking.hangs_up()
    kept = hotline.at("/kept")[0]
    assert (kept["Digits"], kept["CallStatus"], kept["RecordingDuration"]) == ("hangup", "completed", "7")
    news = hotline.at("/rec")[0]
    assert (news["RecordingSid"], news["RecordingStatus"]) == (kept["RecordingSid"], "completed")
    assert "From" not in news
    assert "CallStatus" not in news


def test_nothing_said_goes_on(hotline: Hotline, asking: Caller) -> None:
    asking.presses("#")
    assert asking.hears() == "Speak now I heard nothing."
    assert hotline.at("/kept") == hotline.at("/rec") == []


def test_a_silent_recording_may_be_saved(hotline: Hotline, asking: Caller) -> None:
    asking.dials(silent_recordings_saved=True).waits_for("record")
    asking.waits()
    assert hotline.at("/kept")[0]["RecordingDuration"] == "0"


def test_the_longest_time_ends_a_recording(hotline: Hotline, asking: Caller) -> None:
    asking.says(45)
    assert hotline.at("/kept")[0]["RecordingDuration"] == "30"
    assert asking.hears() == "Speak now Thank you."


def test_a_hang_up_anywhere_completes_the_call(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", f"<Pause/>{MENU}")
    for moment in ("pause", "say", "listen"):
        phone.dials().waits_for(moment)
        phone.hangs_up()
        assert phone.status == "completed"
    assert [news["CallStatus"] for news in hotline.at("/hotline/status")] == ["completed"] * 3
    assert hotline.at("/key") == []


@pytest.mark.parametrize(("verb", "status"), [("<Reject/>", "failed"), ("<Reject reason='busy'/>", "busy")])
def test_a_rejected_call_is_never_answered(hotline: Hotline, phone: Caller, verb: str, status: str) -> None:
    hotline.says("/hotline/answer", verb)
    phone.dials()
    news = hotline.at("/hotline/status")[0]
    assert (phone.status, news["CallDuration"]) == (status, "0")


def test_news_of_the_end_counts_the_time(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Pause length='90'/>")
    phone.dials().waits_for("ended")
    news = hotline.at("/hotline/status")[0]
    assert (news["CallDuration"], news["Duration"], news["CallbackSource"]) == (
        "90",
        "2",
        "call-progress-events",
    )


def test_u1_a_live_call_is_sent_elsewhere(hotline: Hotline, phone: Caller, rest: httpx.Client) -> None:
    hotline.says("/hotline/answer", "<Say loop='0'>Please wait.</Say>")
    hotline.says("/talk", "<Say>The talk begins.</Say>")
    phone.dials().hears()
    assert rest.post(f"/Calls/{phone.sid}.json", data={"Url": f"{hotline.url}/talk"}).status_code == 200
    assert phone.hears() == "The talk begins."
    assert hotline.at("/talk")[0]["CallStatus"] == "in-progress"


def test_u2_an_inline_document_takes_over(hotline: Hotline, phone: Caller, rest: httpx.Client) -> None:
    hotline.says("/hotline/answer", "<Say>one</Say><Say>two</Say>")
    phone.dials()
    rest.post(f"/Calls/{phone.sid}.json", data={"Twiml": "<Response><Say>instead</Say></Response>"})
    assert phone.hears() == "one instead"
    phone.waits_for("ended")
    assert "two" not in phone.transcript()


def test_a_withheld_number_is_a_number(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", MENU)
    phone.dials(withheld=True)
    assert hotline.asked[0]["From"] == "+266696687"
