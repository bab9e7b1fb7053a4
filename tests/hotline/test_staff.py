"""The telephone's door for staff: a number of their own, no place without a PIN, a way out everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from content.tables import RecordingRow
from hotline.sounds import TAKE, Sounds
from staff.takes import TakeRow
from tests.hotline.house import House, Line
from tests.staff.office import NUMBER, PIN, employ

OWN = "+33123456780"
RE = "RE" + "e" * 32


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, staff_phone_number=OWN)
    with made.database.writes() as session:
        employ(session)
    yield made
    made.close()


def come_in(line: Line) -> Line:
    return line.asks("/hotline/answer", To=OWN, CallStatus="ringing").presses(NUMBER).presses(PIN)


def test_own_number_asks_who_one_is(line: Line) -> None:
    line.asks("/hotline/answer", To=OWN, CallStatus="ringing")
    assert line.place == "staff/number"
    assert line.presses(NUMBER).place == f"staff/pin/{NUMBER}"
    assert line.presses(PIN).place == "staff/menu"
    assert "Hello, Joseph." in line.said


def test_ordinary_number_knows_the_sequence(line: Line) -> None:
    assert line.dials().presses("5").presses(f"0{NUMBER}").place == f"staff/pin/{NUMBER}"


@pytest.mark.parametrize("digits", ["04", "047110", "0471", "14711"])
def test_other_numbers_are_callers_own(line: Line, digits: str) -> None:
    assert line.dials().presses("5").presses(digits).place == "number"


@pytest.mark.parametrize(
    "place",
    ["staff/menu", "staff/menu/hello", "staff/item/214/en", "staff/hear/214/en", "staff/record/214/en", "staff/take/1",
     "staff/moment/1", "staff/keep/1", "staff/undo/214/en/1", "staff", "staff/nonsense"],
)  # fmt: skip
def test_no_place_opens_without_a_pin(line: Line, place: str) -> None:
    line.asks(f"/hotline/at/{place}?lang=en&pace=ordinary")
    assert line.place == "staff/number"
    line.asks(f"/hotline/at/{place}?on=key&lang=en&pace=ordinary", Digits="1")
    assert line.place == "staff/number"


def test_pin_opens_its_own_call_only(house: House, line: Line) -> None:
    come_in(line)
    other = Line(house, sid="CA" + "2" * 32)
    assert other.asks("/hotline/at/staff/menu?lang=en&pace=ordinary").place == "staff/number"


def test_silence_leads_out_of_every_room(line: Line) -> None:
    come_in(line)
    assert line.waits(10).place == "staff/menu"
    assert line.waits(10).place == "lobby"


@pytest.mark.parametrize(("key", "place"), [("*", "lobby"), ("0", "person"), ("9", "staff/menu")])
def test_keys_mean_the_same_here(line: Line, key: str, place: str) -> None:
    assert come_in(line).presses(key).place.startswith(place)


@pytest.mark.parametrize("number", ["999", "90000", "1", "12345678", "123456789012"])
def test_unknown_number_is_told(line: Line, number: str) -> None:
    come_in(line).presses(number)
    assert line.place == "staff/menu"
    assert "I don't know that number" in line.said


def test_recording_without_a_pin_makes_nothing(house: House, line: Line) -> None:
    line.dials()
    for address in ("/hotline/recordings?place=staff/record/214/en&lang=en",):
        assert line.tells_recorded(RE, address=address).status_code == 204
    line.asks(
        "/hotline/at/staff/record/214/en?on=voice&lang=en", RecordingSid=RE, RecordingDuration="9", Digits="#"
    )
    assert line.place == "staff/number"
    with house.database.reads() as session:
        assert session.scalars(select(TakeRow)).all() == []
        assert session.scalars(select(RecordingRow)).all() == []
    assert house.rows() == []


def test_sound_of_a_take_needs_its_own_token(house: House) -> None:
    sounds = Sounds(house.settings.secret_key, house.database, house.media)
    assert sounds.read_token(sounds.make_token(3, TAKE)) == (TAKE, 3)
    assert house.client.get(f"/hotline/audio/{sounds.make_token(3, TAKE)}").status_code == 404
