"""Calls and updates: whatever is repeated or late changes nothing."""

from __future__ import annotations

from datetime import timedelta

from db.database import Database
from tests.visitors.conftest import NOW
from visitors import calls, updates
from visitors.people import Visitor


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
        assert updates.note(session, "bot", 7, NOW)
        assert not updates.note(session, "bot", 7, NOW)
        assert updates.note(session, "bot", 3, NOW)
        assert updates.note(session, "other", 7, NOW)


def test_old_updates_are_forgotten(database: Database) -> None:
    with database.writes() as session:
        updates.note(session, "bot", 7, NOW)
        updates.sweep(session, NOW + timedelta(days=3))
        assert updates.note(session, "bot", 7, NOW + timedelta(days=3))
