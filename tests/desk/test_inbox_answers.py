"""Answering at the desk: drafts, voices, the look before sending, taking back, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from app.house import House
from content.editing import drafts
from content.editing.sheet import item_sheet, text_sheet
from content.tables import RecordingRow
from outbox.tables import DeliveryRow, Reason, State
from staff.roles import Role
from tests.actors.museum import TurnedClock
from tests.actors.staff import Staff
from tests.content.sounds import record
from tests.desk import post
from visitors import answer_drafts, answers
from visitors.answers_table import AnswerRow
from visitors.consents import ConsentRow, MayPlay
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState

WORDS = "It combs the sea with long brushes."
TOKEN = "a1" * 16


@pytest.fixture
def number(house: House, editor: Staff) -> int:
    """A question that is in the editor's hands."""
    number = post.ask(house)
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/claim")
    return number


def write(editor: Staff, number: int, text: str = WORDS, way: str = "") -> str:
    return editor.send(f"/desk/inbox/{number}/answer", {"text": text, "way": way}).text


def find(house: House, number: int) -> tuple[RequestRow, list[AnswerRow], list[DeliveryRow]]:
    with house.database.reads() as session:
        owed = session.query(DeliveryRow).order_by(DeliveryRow.id).all()
        return session.get_one(RequestRow, number), answers.of_request(session, number), owed


def test_answer_is_looked_at_and_sent(house: House, editor: Staff, number: int) -> None:
    page = write(editor, number)
    assert "What they will hear" in page
    assert WORDS in page
    assert "Hello, this is" in page
    sent = editor.send(f"/desk/inbox/{number}/send").text
    assert "Sent: we ring" in sent
    assert "leaves in a moment" in sent
    request, given, owed = find(house, number)
    assert (request.state, [one.text for one in given]) == (RequestState.ANSWERED, [WORDS])
    assert [(one.channel, one.state) for one in owed] == [("call", State.OWED)]
    assert owed[0].next_try == house.clock.now() + answer_drafts.GRACE
    with house.database.reads() as session:
        assert answer_drafts.find(session, number) is None


@pytest.mark.parametrize(
    ("channel", "wish", "chosen", "way"),
    [
        (Channel.PHONE, "", "", "call"), (Channel.PHONE, "sms", "", "sms"), (Channel.PHONE, "sms", "call", "call"),
        (Channel.PHONE, "redial", "", "redial"), (Channel.CHAT, "", "", "chat"), (Channel.CHAT, "", "sms", "chat"),
    ],
)  # fmt: skip
def test_answer_goes_as_visitor_asked(
    house: House, editor: Staff, channel: Channel, wish: str, chosen: str, way: str
) -> None:
    number = post.ask(house, channel=channel, way=wish)
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/claim")
    write(editor, number, way=chosen)
    editor.send(f"/desk/inbox/{number}/send")
    _, given, owed = find(house, number)
    assert len(given) == 1
    assert [one.channel for one in owed] == ([] if way == "redial" else [way])


def test_nobody_else_writes_or_sends(house: House, staff: Callable[..., Staff], number: int) -> None:
    ben = staff("Ben")
    ben.see(f"/desk/inbox/{number}")
    assert ben.send(f"/desk/inbox/{number}/answer", {"text": "Mine"}).status_code == 409
    assert ben.see(f"/desk/inbox/{number}/preview").status_code == 409
    assert ben.client.post(f"/desk/inbox/{number}/voice", json={"token": TOKEN, "name": "x"}).status_code in {
        400,
        409,
    }
    ben.see(f"/desk/inbox/{number}")
    assert "Write something first" in ben.send(f"/desk/inbox/{number}/send").text


def test_draft_of_other_hands_is_not_sent(
    house: House, editor: Staff, staff: Callable[..., Staff], number: int
) -> None:
    write(editor, number)
    ben = staff("Ben")
    ben.see(f"/desk/inbox/{number}")
    assert "Somebody else has taken this" in ben.send(f"/desk/inbox/{number}/send").text
    assert find(house, number)[1:] == ([], [])


def test_answer_saves_itself_and_meets_others(house: House, editor: Staff, number: int) -> None:
    page = editor.see(f"/desk/inbox/{number}").text
    seen = page.split('id="answer-form"')[1].split('name="revision" value="')[1].split('"')[0]
    header = {"X-Autosave": "1"}
    first = editor.send(
        f"/desk/inbox/{number}/answer", {"text": "One", "way": "sms", "revision": seen}, headers=header
    )
    assert first.json
    assert first.json["fields"] == {"text": "One", "way": "sms"}
    late = editor.send(f"/desk/inbox/{number}/answer", {"text": "Two", "revision": seen}, headers=header)
    assert (late.status_code, late.json and late.json["theirs"]) == (409, {"text": "One"})


def test_nothing_said_is_not_sent(editor: Staff, number: int) -> None:
    assert "Write something first" in write(editor, number, "   ")


def test_undo_makes_it_a_draft_again(house: House, editor: Staff, number: int) -> None:
    write(editor, number, way="sms")
    assert f"/desk/inbox/{number}/take-back" in editor.send(f"/desk/inbox/{number}/send").text
    page = editor.send(f"/desk/inbox/{number}/take-back").text
    assert "Your answer is a draft again" in page
    assert WORDS in page
    request, given, owed = find(house, number)
    assert (request.state, given, [one.state for one in owed]) == (RequestState.SENT, [], [State.CANCELLED])
    write(editor, number)
    editor.send(f"/desk/inbox/{number}/send")
    assert [one.state for one in find(house, number)[2]] == [State.CANCELLED, State.OWED]


@pytest.mark.parametrize("state", [State.CLAIMED, State.SENDING, State.SENT, State.HEARD])
def test_what_has_left_stays_sent(house: House, editor: Staff, number: int, state: State) -> None:
    write(editor, number)
    editor.send(f"/desk/inbox/{number}/send")
    with house.database.writes() as session:
        session.query(DeliveryRow).one().state = state
    assert "It has left already" in editor.send(f"/desk/inbox/{number}/take-back").text
    assert find(house, number)[0].state == RequestState.ANSWERED


@pytest.mark.parametrize(
    ("state", "reason", "tries", "after", "words"),
    [
        (State.OWED, None, 0, timedelta(hours=20), "leaves on"),
        (State.OWED, Reason.NO_ANSWER, 2, timedelta(days=1), "tried 2 times. Nobody answered. Next try"),
        (State.SENDING, None, 1, None, "is leaving just now"),
        (State.SENT, None, 1, None, "we wait to hear"),
        (State.HEARD, None, 1, None, "Heard when we rang, 11:30."),
        (State.FAILED, Reason.NUMBER, 1, None, "could not be delivered. There is no such number"),
        (State.FAILED, Reason.UNKNOWN, 1, None, "we never ring twice"),
        (State.CANCELLED, None, 0, None, "not needed any more"),
    ],
)
def test_state_of_delivery_is_told_in_words(
    house: House, editor: Staff, number: int, state: State, reason: Reason | None, tries: int, after: timedelta | None,
    words: str,
) -> None:  # fmt: skip
    write(editor, number)
    editor.send(f"/desk/inbox/{number}/send")
    now = house.clock.now()
    with house.database.writes() as session:
        owed = session.query(DeliveryRow).one()
        owed.state, owed.reason, owed.tries = state, reason, tries
        owed.next_try, owed.ended_at = (now + after if after else None), (None if after else now)
    assert words in editor.see(f"/desk/inbox/{number}").text


@pytest.mark.parametrize(("way", "words"), [("call", "leaves on 20 May"), ("sms", "leaves on 20 May")])
def test_answer_sent_at_night_names_its_hour(
    house: House, editor: Staff, number: int, way: str, words: str
) -> None:
    assert isinstance(house.clock, TurnedClock)
    house.clock.advance(11 * 3600)
    write(editor, number, way=way)
    page = editor.send(f"/desk/inbox/{number}/send").text
    assert words in page
    assert "10:00" in page.partition(words)[2][:40]
    assert "leaves in a moment" not in page


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_reason_has_its_words(house: House, staff: Callable[..., Staff], language: str) -> None:
    ana = staff("Ana", language=language)
    for reason in Reason:
        page = ana.see(f"/desk/inbox/{post.ask(house, returned=reason)}")
        assert page.status_code == 200, reason
        assert f">{reason}<" not in page.text


def test_what_came_back_goes_another_way(house: House, editor: Staff, number: int) -> None:
    write(editor, number)
    editor.send(f"/desk/inbox/{number}/send")
    with house.database.writes() as session:
        session.query(DeliveryRow).one().state = State.FAILED
        request = session.get_one(RequestRow, number)
        request.state, request.returned = RequestState.SENT, "number"
    assert "There is no such number or chat" in editor.see(f"/desk/inbox/{number}").text
    editor.send(f"/desk/inbox/{number}/again", {"way": "redial"})
    request, given, _ = find(house, number)
    assert (request.state, request.returned, len(given)) == (RequestState.ANSWERED, None, 1)


def send_voice(editor: Staff, number: int, data: bytes, pieces: int = 2) -> None:
    headers = {"X-CSRFToken": editor.token}
    base, size = f"/desk/inbox/{number}/voice", -(-len(data) // pieces)
    asked = {"token": TOKEN, "name": "museline-recording.wav", "language": "en", "prompt": None}
    assert editor.client.post(base, json=asked, headers=headers).status_code == 200
    for piece in range(pieces):
        part = data[piece * size : (piece + 1) * size]
        for _ in range(2):
            assert editor.client.put(f"{base}/{TOKEN}/{piece}", data=part, headers=headers).status_code == 204
        if piece == 0:
            early = editor.client.post(f"{base}/{TOKEN}/finish", json={"pieces": pieces}, headers=headers)
            assert (early.status_code, early.json) == (409, {"missing": list(range(1, pieces))})
    done = editor.client.post(f"{base}/{TOKEN}/finish", json={"pieces": pieces}, headers=headers)
    assert done.status_code == 200


def test_voice_arrives_in_pieces_and_is_sent(
    house: House, editor: Staff, number: int, tmp_path: Path
) -> None:
    sound = record(tmp_path / "voice.wav", seconds=3).read_bytes()
    editor.see(f"/desk/inbox/{number}")
    send_voice(editor, number, sound)
    assert editor.see(f"/desk/inbox/{number}/voice/draft").data == sound
    assert "Recorded by Ana" in editor.see(f"/desk/inbox/{number}", **{"HX-Request": "true"}).text
    assert (
        "/desk/recordings" in editor.see("/desk/recordings").text
    )  # no unfinished upload of an item is shown there
    write(editor, number, "")
    editor.send(f"/desk/inbox/{number}/send")
    _, given, _ = find(house, number)
    assert given[0].sound_path is not None
    assert house.media.get_private(given[0].sound_path) == sound
    with house.database.reads() as session:
        assert session.query(RecordingRow).filter(RecordingRow.came_by == "browser").count() == 0


def test_file_is_a_voice_and_can_go(house: House, editor: Staff, number: int, tmp_path: Path) -> None:
    sound = record(tmp_path / "voice.wav", seconds=3).read_bytes()
    editor.see(f"/desk/inbox/{number}")
    page = editor.send(f"/desk/inbox/{number}/voice/file", {"file": (BytesIO(sound), "me.wav")})
    assert "Nobody hears it before you send it" in page.text
    editor.send(f"/desk/inbox/{number}/voice/away")
    assert editor.see(f"/desk/inbox/{number}/voice/draft").status_code == 404


@pytest.mark.parametrize("agreed", [False, True])
def test_answer_becomes_an_item_in_one_step(
    house: House, editor: Staff, number: int, tmp_path: Path, *, agreed: bool
) -> None:
    editor.see(f"/desk/inbox/{number}")
    send_voice(editor, number, record(tmp_path / "voice.wav", seconds=3).read_bytes())
    write(editor, number)
    editor.send(f"/desk/inbox/{number}/send")
    if agreed:
        with house.database.writes() as session:
            consent = ConsentRow(
                open_call=None, text_version=1, language="en", channel="phone", keys="1", may_play=MayPlay.OTHERS,
                name="Rosa", agreed_at=house.clock.now(),
            )  # fmt: skip
            session.add(consent)
            session.flush()
            session.get_one(RequestRow, number).consent = consent.id
    speaker = next(iter(house.shelf.catalogue.speakers))
    page = editor.send(f"/desk/inbox/{number}/item", {"title": "Brushes for teeth", "speaker": speaker}).text
    made = find(house, number)[0].became
    assert made is not None
    assert f"Item {made} is begun" in page
    with house.database.reads() as session:
        words = drafts.open(session, text_sheet(made, "en")).data
        facts = drafts.open(session, item_sheet(made)).data
        take = session.query(RecordingRow).filter_by(item=made).one()
    assert (words["title"], facts["speaker"], take.voice, take.live) == (
        "Brushes for teeth",
        speaker,
        "Ana",
        False,
    )
    assert (post.WORDS in words["body"], "Rosa" in words["credit"]) == (agreed, agreed)
    assert WORDS in words["body"]
    assert facts["rights"]
    assert "It is an item already" in editor.send(f"/desk/inbox/{number}/item").text


def test_answerer_makes_no_items(house: House, staff: Callable[..., Staff]) -> None:
    number = post.ask(house)
    person = staff("Ana", Role.ANSWERER)
    person.see(f"/desk/inbox/{number}")
    assert person.send(f"/desk/inbox/{number}/item").status_code == 403


def test_drafts_of_what_is_gone_go(house: House, editor: Staff, number: int, tmp_path: Path) -> None:
    editor.see(f"/desk/inbox/{number}")
    send_voice(editor, number, record(tmp_path / "voice.wav", seconds=3).read_bytes())
    assert not answer_drafts.sweep_next(house.database, house.media, house.clock)
    with house.database.writes() as session:
        path = str(session.get_one(answer_drafts.AnswerDraftRow, number).sound_path)
        session.get_one(RequestRow, number).state = RequestState.THROWN
    assert answer_drafts.sweep_next(house.database, house.media, house.clock)
    assert not house.media.exists(path)
    assert not answer_drafts.sweep_next(house.database, house.media, house.clock)
