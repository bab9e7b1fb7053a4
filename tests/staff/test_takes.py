"""Takes: once for each of the carrier's recordings, settled once, gone when nobody wants them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db.carried import SoundState
from db.database import Database
from staff import takes
from staff.takes import TakeRow, TakeState
from tests.staff.office import NOON


def make_take(origin: str = "RE1", account: int = 1, at: datetime = NOON, channel: str = "phone") -> TakeRow:
    return TakeRow(
        state=TakeState.DRAFT, channel=channel, language="en", origin=origin, asked_at=at, account=account, item=214,
        sound_state=SoundState.OWED, sound_source=origin,
    )  # fmt: skip


def test_same_recording_makes_one_take(database: Database) -> None:
    with database.writes() as session:
        first = takes.keep(session, make_take())
        assert takes.keep(session, make_take()) == first
        assert takes.keep(session, make_take("RE2")) != first


def test_only_ones_own_waits_newest_first(database: Database) -> None:
    with database.writes() as session:
        for origin, account, channel in (
            ("1", 1, "phone"),
            ("2", 1, "phone"),
            ("3", 2, "phone"),
            ("4", 1, "chat"),
        ):
            takes.keep(session, make_take(origin, account, channel=channel))
        found = takes.find_waiting(session, 1, "phone")
        assert found is not None
        assert found.origin == "2"
        assert takes.own(session, found.id, 1) is found
        assert takes.own(session, found.id, 2) is None
        assert takes.own(session, 99, 1) is None


def test_lost_sound_waits_for_nobody(database: Database) -> None:
    with database.writes() as session:
        takes.keep(session, make_take("heard"))
        lost = make_take("lost")
        lost.sound_state = SoundState.LOST
        takes.keep(session, lost)
        found = takes.find_waiting(session, 1, "phone")
        assert found is not None
        assert found.origin == "heard"


def test_take_is_settled_once(database: Database) -> None:
    with database.writes() as session:
        take = takes.keep(session, make_take())
        assert takes.settle(session, take, 2, TakeState.USED) is None
        assert takes.settle(session, take, 1, TakeState.USED) is not None
        assert takes.settle(session, take, 1, TakeState.THROWN) is None
        assert takes.find_waiting(session, 1, "phone") is None


def test_month_old_and_empty_rows_go(database: Database) -> None:
    with database.writes() as session:
        takes.keep(session, make_take("old", at=NOON - timedelta(days=31)))
        takes.keep(session, make_take("young"))
        takes.sweep(session, NOON)
        assert {row.origin: row.state for row in session.scalars(select(TakeRow))} == {"young": "draft"}


def test_only_settled_sound_is_spent(database: Database) -> None:
    with database.writes() as session:
        for origin in ("1", "2", "3"):
            take = make_take(origin)
            take.sound_path = f"private/{origin}" if origin != "3" else None
            takes.keep(session, take)
        assert takes.find_spent(session) is None
        for take_id in (2, 3):
            takes.settle(session, take_id, 1, TakeState.USED)
        spent = takes.find_spent(session)
        assert spent is not None
        assert spent.origin == "2"


@pytest.mark.parametrize(
    ("age", "path", "copy", "stays"),
    [
        (timedelta(days=2), None, False, True),
        (timedelta(days=2, seconds=1), None, False, False),
        (timedelta(days=20), "private/1", False, True),
        (timedelta(days=20), None, True, True),
    ],
    ids=["may be repeated", "empty", "with us", "with the carrier"],
)
def test_row_stays_while_anybody_has_sound(
    database: Database, age: timedelta, path: str | None, copy: bool, stays: bool
) -> None:
    with database.writes() as session:
        take = make_take(at=NOON - age)
        take.sound_path, take.carrier_copy = path, copy
        takes.settle(session, takes.keep(session, take), 1, TakeState.THROWN)
        takes.sweep(session, NOON)
        assert (takes.own(session, 1, 1) is not None) is stays


def test_month_of_waiting_ends_to_the_second(database: Database) -> None:
    with database.writes() as session:
        take = make_take(at=NOON - takes.WAITS)
        take.sound_path = "private/1"
        takes.keep(session, take)
        takes.sweep(session, NOON)
        assert takes.find_waiting(session, 1, "phone") is not None
        takes.sweep(session, NOON + timedelta(seconds=1))
        assert takes.find_waiting(session, 1, "phone") is None
        assert takes.find_spent(session) is not None
