"""The REST API: calls the museum makes, what it fetches and configures, and how it is refused."""

import httpx
import pytest

from tests.actors.caller import Caller
from tests.simulators.telephone.conftest import ACCOUNT, NUMBER, TOKEN
from tests.simulators.telephone.hotline_double import Hotline

GUEST = "+442079460321"
REFUSALS = {
    "no To": ({}, 21201),
    "a To that is no number": ({"To": "12"}, 21211),
    "no From": ({"To": GUEST}, 21213),
    "a From of somebody else": ({"To": GUEST, "From": GUEST}, 21210),
    "nothing to say": ({"To": GUEST, "From": NUMBER}, 21205),
}


@pytest.mark.parametrize(("form", "code"), REFUSALS.values(), ids=REFUSALS)
def test_calls_are_refused_in_twilios_words(rest: httpx.Client, form: dict[str, str], code: int) -> None:
    answer = rest.post("/Calls.json", data=form)
    body = answer.json()
    assert (answer.status_code, body["code"], body["status"]) == (400, code, 400)
    assert body["more_info"].endswith(str(code))


@pytest.mark.parametrize("auth", [None, (ACCOUNT, "wrong"), ("AC" + "b" * 32, "a-token-of-practice")])
def test_strangers_are_turned_away(client: httpx.Client, auth: tuple[str, str] | None) -> None:
    answer = client.get(f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json", auth=auth)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_the_account_is_found(client: httpx.Client) -> None:
    answer = client.get(f"/2010-04-01/Accounts/{ACCOUNT}.json", auth=(ACCOUNT, TOKEN))
    assert (answer.json()["status"], answer.json()["friendly_name"]) == ("active", "The Museum")


def test_too_many_requests_pass(client: httpx.Client, rest: httpx.Client) -> None:
    client.post("/telephone/troubles", json={"refuse_requests": 1})
    assert rest.get("/Calls.json").json()["code"] == 20429
    assert rest.get("/Calls.json").status_code == 200


def order(rest: httpx.Client, hotline: Hotline, **more: str) -> dict[str, str]:
    form = {"To": GUEST, "From": NUMBER, "Url": f"{hotline.url}/hello", "StatusCallback": f"{hotline.url}/cb"}
    events = ["initiated", "ringing", "answered", "completed"]
    answer = rest.post("/Calls.json", data=form | {"StatusCallbackEvent": events} | more)
    assert answer.status_code == 201
    return dict(answer.json())


def test_the_museum_rings_somebody(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/hello", "<Say>You asked us to call.</Say>")
    hotline.says("/cb", "")
    made = order(rest, hotline)
    assert made["status"] == "queued"
    assert phone.rings(GUEST)
    assert phone.answers().hears() == "You asked us to call."
    phone.waits_for("ended")
    told = [news["CallStatus"] for news in hotline.at("/cb")]
    assert told == ["initiated", "ringing", "in-progress", "completed"]
    assert [news["SequenceNumber"] for news in hotline.at("/cb")] == ["0", "1", "2", "3"]
    assert rest.get(f"/Calls/{made['sid']}.json").json()["status"] == "completed"
    assert hotline.at("/hello")[0]["CallStatus"] == "in-progress"


@pytest.mark.parametrize(
    ("deed", "status"), [("declines", "busy"), ("waits", "no-answer"), ("drops", "canceled")]
)
def test_nobody_takes_the_call(
    hotline: Hotline, rest: httpx.Client, phone: Caller, deed: str, status: str
) -> None:
    hotline.says("/cb", "")
    order(rest, hotline)
    phone.rings()
    getattr(phone, deed)()
    assert hotline.at("/cb")[-1]["CallStatus"] == status
    assert hotline.at("/hello") == []


def test_news_may_come_backwards(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Record recordingStatusCallback='/rec' action='/kept'/>")
    hotline.says("/rec", "")
    hotline.says("/kept", "<Say>Thanks</Say>")
    phone.dials(reversed_callbacks=True).says(3)
    phone.presses("#")
    assert hotline.at("/rec") == []
    phone.waits_for("ended")
    late = [asked.path for asked in hotline.asked if asked.path in ("/rec", "/hotline/status")]
    assert late == ["/hotline/status", "/rec"]


def test_a_machine_may_answer(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/hello", "<Say>Hello</Say>")
    hotline.says("/cb", "")
    order(rest, hotline, MachineDetection="Enable")
    phone.rings()
    phone.answers("machine_start")
    assert hotline.at("/hello")[0]["AnsweredBy"] == "machine_start"


def test_a_call_can_be_called_off(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/cb", "")
    made = order(rest, hotline)
    rest.post(f"/Calls/{made['sid']}.json", data={"Status": "canceled"})
    assert not phone.rings()
    assert hotline.at("/cb")[-1]["CallStatus"] == "canceled"
    late = rest.post(f"/Calls/{made['sid']}.json", data={"Status": "canceled"})
    assert late.json()["code"] == 21220


def test_calls_are_found_by_number(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Say>Hello</Say>")
    phone.dials("+12025550111")
    phone.dials("+12025550122")
    found = rest.get("/Calls.json", params={"From": "+12025550111"}).json()["calls"]
    assert [call["from"] for call in found] == ["+12025550111"]
    assert rest.get("/Calls/CA0.json").json()["code"] == 20404


def test_recordings_are_fetched_then_deleted(
    hotline: Hotline, rest: httpx.Client, client: httpx.Client, phone: Caller
) -> None:
    hotline.says("/hotline/answer", "<Record action='/kept'/>")
    hotline.says("/kept", "<Say>Thanks</Say>")
    phone.dials().says(3)
    client.post("/telephone/troubles", json={"late_recordings": 1})
    phone.presses("#")
    url = hotline.at("/kept")[0]["RecordingUrl"]
    assert client.get(url).status_code == 401
    assert rest.get(url).status_code == 404
    sound = rest.get(f"{url}.wav")
    assert (sound.headers["content-type"], sound.content[:4]) == ("audio/x-wav", b"RIFF")
    assert rest.get(f"{url}.json").json()["duration"] == "3"
    assert rest.delete(f"{url}.json").status_code == 204
    assert rest.get(f"{url}.wav").json()["code"] == 20404


def test_the_number_rings_where_it_is_told(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    number = rest.get("/IncomingPhoneNumbers.json", params={"PhoneNumber": NUMBER}).json()[
        "incoming_phone_numbers"
    ][0]
    changed = rest.post(
        f"/IncomingPhoneNumbers/{number['sid']}.json",
        data={"VoiceUrl": f"{hotline.url}/other", "StatusCallback": ""},
    ).json()
    assert changed["voice_url"].endswith("/other")
    hotline.says("/other", "<Say>Another door.</Say>")
    assert phone.dials().hears() == "Another door."


MESSAGES = {
    "no To": ({"From": NUMBER, "Body": "x"}, 21604),
    "no words": ({"From": NUMBER, "To": GUEST}, 21602),
    "too many words": ({"From": NUMBER, "To": GUEST, "Body": "x" * 1601}, 21617),
    "from somebody else": ({"From": GUEST, "To": GUEST, "Body": "x"}, 21606),
}


@pytest.mark.parametrize(("form", "code"), MESSAGES.values(), ids=MESSAGES)
def test_messages_are_refused_in_twilios_words(rest: httpx.Client, form: dict[str, str], code: int) -> None:
    assert rest.post("/Messages.json", data=form).json()["code"] == code


def test_messages_reach_their_reader(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/cb", "")
    form = {"From": NUMBER, "To": GUEST, "Body": "An answer waits.", "StatusCallback": f"{hotline.url}/cb"}
    assert rest.post("/Messages.json", data=form).json()["status"] == "queued"
    assert phone.reads(GUEST) == ["An answer waits."]
    assert rest.get("/Messages.json", params={"To": GUEST}).json()["messages"][0]["status"] == "delivered"
    assert [news["MessageStatus"] for news in hotline.at("/cb")] == ["sent", "delivered"]


def test_the_museum_answers_a_message(hotline: Hotline, rest: httpx.Client, phone: Caller) -> None:
    hotline.says("/hotline/sms", "<Message>Ring us for a story.</Message>")
    phone.texts("hello", from_=GUEST)
    assert hotline.at("/hotline/sms")[0]["Body"] == "hello"
    assert phone.reads(GUEST) == ["Ring us for a story."]
    phone.texts("STOP", from_=GUEST)
    refused = rest.post("/Messages.json", data={"From": NUMBER, "To": GUEST, "Body": "x"})
    assert refused.json()["code"] == 21610
    phone.texts("START", from_=GUEST)
    assert rest.post("/Messages.json", data={"From": NUMBER, "To": GUEST, "Body": "x"}).status_code == 201
