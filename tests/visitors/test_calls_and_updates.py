"""Calls and updates: whatever is repeated or late changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.database import Database
from tests.visitors.conftest import NOW
from visitors import calls, updates
from visitors.people import Visitor
from visitors.updates import Seen


def test_call_begins_and_ends_once(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        assert calls.begin(session, "CA1", visitor.id, "main", NOW)
        assert not calls.begin(session, "CA1", visitor.id, "main", NOW)
        assert calls.finish(session, "CA1", 61, NOW) is not None
        assert calls.finish(session, "CA1", 99, NOW) is None
        row = calls.find(session, "CA1")
        assert row is not None
        assert row.seconds == 61


def test_end_of_unknown_call_is_ignored(database: Database) -> None:
    with database.writes() as session:
        assert calls.finish(session, "CA9", 1, NOW) is None


def test_update_is_new_only_once(database: Database) -> None:
    with database.writes() as session:
        assert updates.begin(session, "bot", 7, NOW) is Seen.NEW
        updates.end(session, "bot", 7, NOW)
        assert updates.begin(session, "bot", 7, NOW) is Seen.DONE
        assert updates.begin(session, "bot", 3, NOW) is Seen.NEW
        assert updates.begin(session, "other", 7, NOW) is Seen.NEW


@pytest.mark.parametrize(("seconds", "seen"), [(0, Seen.BUSY), (29, Seen.BUSY), (30, Seen.NEW)])
def test_cut_off_update_is_taken_over(database: Database, seconds: int, seen: Seen) -> None:
    later = NOW + timedelta(seconds=seconds)
    with database.writes() as session:
        updates.begin(session, "bot", 7, NOW)
        assert updates.begin(session, "bot", 7, later) is seen
        assert updates.begin(session, "bot", 7, later) is Seen.BUSY
        updates.end(session, "bot", 7, later)
        assert updates.begin(session, "bot", 7, later + timedelta(hours=1)) is Seen.DONE


def test_old_updates_are_forgotten(database: Database) -> None:
    with database.writes() as session:
        updates.begin(session, "bot", 7, NOW)
        updates.sweep(session, NOW + timedelta(days=3))
        assert updates.begin(session, "bot", 7, NOW + timedelta(days=3)) is Seen.NEW
