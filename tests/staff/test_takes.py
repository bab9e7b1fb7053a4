"""Takes: once for each of the carrier's recordings, settled once, gone when nobody wants them."""

from __future__ import annotations

from datetime import datetime, timedelta

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
        assert takes.own(session, found.id, 2) is None


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
