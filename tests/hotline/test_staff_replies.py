"""Staff answer a visitor from a telephone: the ticket, the message, the tone, the answer heard back, and sent."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.carried import SoundState
from staff.accounts import User
from staff.joining import find_roles
from staff.roles import Role
from staff.takes import TakeRow, TakeState
from staff.trail import TrailRow
from tests.hotline.house import House, Line
from tests.staff.office import NUMBER, PIN, employ
from visitors import answer_drafts, answers, inbox, people, requests
from visitors.people import Channel
from visitors.requests import Message, RequestRow, RequestState

OWN = "+33123456780"
RE = "RE" + "e" * 32
WORDS = "Why has the whale no teeth?"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, staff_phone_number=OWN)
    yield made
    made.close()


@pytest.fixture
def joseph(house: House) -> int:
    with house.database.writes() as session:
        made = employ(session)
    give_role(house, made, Role.ANSWERER)
    return made


def give_role(house: House, account: int, role: Role) -> None:
    with house.database.writes() as session:
        session.get_one(User, account).roles = find_roles(session, [role])


@pytest.fixture
def asked(house: House, joseph: int) -> RequestRow:
    """A question that waits, with its ticket."""
    now = house.clock.now()
    with house.database.writes() as session:
        visitor = people.meet(session, Channel.PHONE, ["v" * 64], now).id
        message = Message("q1", "en", Channel.PHONE, WORDS, reply_to="sealed")
        number = requests.keep(session, visitor, message, now)
        requests.send(session, number, visitor, now)
        return session.get_one(RequestRow, number)


def find(house: House, asked: RequestRow) -> RequestRow:
    with house.database.reads() as session:
        return session.get_one(RequestRow, asked.id)


def come_in(line: Line) -> Line:
    return line.asks("/hotline/answer", To=OWN, CallStatus="ringing").presses(NUMBER).presses(PIN)


def fetch(house: House) -> bytes:
    """What the worker does: the sound comes from the carrier."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\1" * 8000)
    with house.database.writes() as session:
        row = session.query(TakeRow).filter_by(state=TakeState.DRAFT).one()
        row.sound_path = house.media.put_private(sound.getvalue(), "take.wav")
        row.sound_state = SoundState.KEPT
    return sound.getvalue()


def speak(house: House, line: Line, asked: RequestRow) -> bytes:
    """To the message, past the tone, and on to what was recorded."""
    come_in(line).presses(asked.ticket or "")
    assert WORDS in line.said
    line.presses("1").speaks(RE)
    assert "One moment" in line.said
    sound = fetch(house)
    line.waits(2)
    assert "This is your answer" in line.said
    return sound


def test_answer_is_spoken_heard_back_and_sent(house: House, line: Line, asked: RequestRow) -> None:
    sound = speak(house, line, asked)
    line.presses("1")
    assert "It is on its way" in line.said
    request = find(house, asked)
    assert request.state == RequestState.ANSWERED
    with house.database.reads() as session:
        given = answers.live(session, asked.id)[0]
        take = session.query(TakeRow).one()
        trail = [(one.kind, one.what) for one in session.query(TrailRow)]
    assert (given.by, given.text, take.state, take.request) == ("Joseph", "", TakeState.USED, asked.id)
    assert given.sound_path != take.sound_path
    assert house.media.get_private(given.sound_path or "") == sound
    assert trail == [("request", "claim"), ("request", "answer")]
    assert (asked.ticket or "") not in line.text


def test_what_was_typed_goes_along(house: House, line: Line, asked: RequestRow) -> None:
    with house.database.writes() as session:
        old = house.media.put_private(b"old", "old.wav")
        answer_drafts.keep(session, asked.id, "Joseph", house.clock.now(), text="It combs.", sound_path=old)
    speak(house, line, asked)
    line.presses("1")
    with house.database.reads() as session:
        assert answers.live(session, asked.id)[0].text == "It combs."
        assert answer_drafts.find(session, asked.id) is None
    assert not house.media.exists(old)


@pytest.mark.parametrize(("key", "room", "state"), [("2", "answer", "thrown"), ("*", "letter", "thrown")])
def test_answer_can_be_said_again_or_dropped(
    house: House, line: Line, asked: RequestRow, key: str, room: str, state: str
) -> None:
    speak(house, line, asked)
    line.presses(key)
    said = {"answer": "Answer in English", "letter": WORDS}
    assert said[room] in line.said
    with house.database.reads() as session:
        assert session.query(TakeRow).one().state == state
    assert find(house, asked).state == RequestState.SENT


def test_broken_call_keeps_the_answer(house: House, line: Line, asked: RequestRow) -> None:
    speak(house, line, asked)
    other = Line(house, sid="CA" + "2" * 32)
    come_in(other)
    assert "An answer of yours has waited" in other.said
    other.presses("1")
    assert find(house, asked).state == RequestState.ANSWERED


def test_two_people_never_answer_the_same(house: House, line: Line, asked: RequestRow) -> None:
    with house.database.writes() as session:
        inbox.claim(session, asked.id, 99, house.clock.now())
    come_in(line).presses(asked.ticket or "")
    assert "Somebody else has it in hand" in line.said
    assert "To answer it" not in line.said
    line.asks(f"/hotline/at/staff/answer/{asked.id}/en?lang=en&pace=ordinary")
    assert "Somebody else has it in hand" in line.said


def test_taken_over_meanwhile_is_not_sent(house: House, line: Line, asked: RequestRow) -> None:
    speak(house, line, asked)
    with house.database.writes() as session:
        session.get_one(RequestRow, asked.id).claimed_by = 99
    line.presses("1")
    assert "Somebody else has it in hand" in line.said
    assert find(house, asked).state == RequestState.SENT
    with house.database.reads() as session:
        assert answers.live(session, asked.id) == []


@pytest.mark.parametrize("ticket", ["000000", "123456"])
def test_unknown_ticket_leads_to_the_menu(line: Line, asked: RequestRow, ticket: str) -> None:
    come_in(line).presses(ticket)
    assert line.place == "staff/menu"
    assert "No message for you" in line.said


def test_guest_hears_nothing_of_visitors(house: House, line: Line, asked: RequestRow, joseph: int) -> None:
    give_role(house, joseph, Role.GUEST)
    come_in(line).presses(asked.ticket or "")
    assert "No message for you" in line.said
    assert WORDS not in line.said
    line.asks(f"/hotline/at/staff/letter/{asked.id}/en?lang=en&pace=ordinary")
    assert WORDS not in line.said
