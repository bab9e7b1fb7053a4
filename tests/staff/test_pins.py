"""PINs: refused where one would guess them, hashed, tried five times, then at rest."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from argon2 import extract_parameters

from db.database import Database
from staff import pins
from staff.accounts import User
from staff.pins import WeakPin, check_pin, find_weakness, set_pin
from tests.staff.office import NOON, NUMBER, PIN

WRONG = "190304"


def tries(database: Database, pin: str = PIN, now: datetime = NOON, number: str = NUMBER) -> bool:
    with database.writes() as session:
        return check_pin(session, number, pin, now) is not None


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("000000", "plain"), ("121212", "plain"), ("112211", "plain"), ("123456", "row"), ("987654", "row"),
        ("901234", "row"), ("135791", "row"), ("123123", "pattern"), ("12345", "shape"), ("1234567", "shape"),
        ("474747", "plain"), ("123412", ""),
        ("12345x", "shape"), ("", "shape"), ("١٢٣٤٥٧", "shape"), ("280617", ""), ("112358", ""),
    ],
)  # fmt: skip
def test_pins_one_would_guess_are_refused(pin: str, code: str) -> None:
    assert find_weakness(pin) == code


def test_weak_pin_changes_nothing(database: Database) -> None:
    with database.writes() as session, pytest.raises(WeakPin) as refused:
        set_pin(session, 1, "123456")
    assert refused.value.code == "row"
    assert "123456" not in str(refused.value)
    assert tries(database)


def test_pin_opens_and_is_kept_as_hash(database: Database) -> None:
    assert tries(database)
    with database.reads() as session:
        hashed = session.get_one(User, 1).pin_hash or ""
    assert hashed.startswith("$argon2id$")
    assert PIN not in hashed


@pytest.mark.parametrize("number", ["4712", "471", "0", "", "x", "99999", "४७११"])
def test_wrong_numbers_open_nothing(database: Database, number: str) -> None:
    assert not tries(database, number=number)


def test_five_wrong_tries_rest_twice_as_long_each_time(database: Database) -> None:
    now = NOON
    for minutes in (15, 30, 60):
        for _ in range(5):
            assert not tries(database, WRONG, now)
        assert not tries(database, PIN, now + timedelta(minutes=minutes, seconds=-1))
        now += timedelta(minutes=minutes)
    assert tries(database, PIN, now)
    for _ in range(4):
        tries(database, WRONG, now)
    assert tries(database, PIN, now)


def test_rest_never_lasts_longer_than_a_day(database: Database) -> None:
    with database.writes() as session:
        session.get_one(User, 1).pin_tries = 999
        check_pin(session, NUMBER, WRONG, NOON)
    assert not tries(database, PIN, NOON + timedelta(hours=23))
    assert tries(database, PIN, NOON + timedelta(days=1))


def test_new_pin_ends_the_rest(database: Database) -> None:
    for _ in range(5):
        tries(database, WRONG)
    with database.writes() as session:
        set_pin(session, 1, "112358")
    assert tries(database, "112358")
    assert not tries(database, PIN)


def test_closed_account_and_account_without_pin_stay_shut(database: Database) -> None:
    with database.writes() as session:
        session.get_one(User, 1).active = False
        session.get_one(User, 2).pin_hash = None
    assert not tries(database)
    assert not tries(database, number="4800")


def test_nobody_costs_as_much_as_somebody(database: Database) -> None:
    """Where there is no such number, a hash of the same cost is compared."""
    with database.reads() as session:
        hashed = session.get_one(User, 1).pin_hash or ""
    assert extract_parameters(pins.NOBODYS) == extract_parameters(hashed)
    assert not tries(database, "nobody", number="4712")
