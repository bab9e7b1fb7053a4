"""Visitors: met once, known again under old keys, forgotten after a day when their number was withheld."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.database import Database
from tests.visitors.conftest import NOW
from visitors import people
from visitors.people import Channel, Visitor


def test_meeting_twice_makes_one_visitor(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        again = people.meet(session, Channel.PHONE, ["a" * 64], NOW + timedelta(days=3))
        assert again.id == visitor.id
        assert people.count(session) == 1


def test_rotation_rekeys_at_next_contact(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        people.meet(session, Channel.PHONE, ["b" * 64, "a" * 64], NOW)
    with database.reads() as session:
        found = people.find(session, ["b" * 64])
        assert found is not None
        assert found.id == visitor.id
        assert people.find(session, ["a" * 64]) is None


def test_language_and_place_are_remembered(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        people.choose_language(session, visitor.id, "fr")
        people.stand_at(session, visitor.id, "after/214~mood.calm", 77)
    with database.reads() as session:
        found = people.find(session, ["a" * 64])
    assert found is not None
    assert (found.language, found.place, found.message) == ("fr", "after/214~mood.calm", 77)


@pytest.mark.parametrize(("withheld", "hours", "gone"), [(True, 25, 1), (True, 23, 0), (False, 9999, 0)])
def test_withheld_visitor_goes_after_a_day(database: Database, withheld: bool, hours: int, gone: int) -> None:
    with database.writes() as session:
        people.meet(session, Channel.PHONE, ["c" * 64], NOW, withheld=withheld)
    with database.writes() as session:
        assert people.sweep(session, NOW + timedelta(hours=hours)) == gone


def test_unreachable_visitor_returns_by_contact(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        people.mark_unreachable(session, ["a" * 64])
    with database.writes() as session:
        people.meet(session, Channel.PHONE, ["a" * 64], NOW)
        row = session.get(people.VisitorRow, visitor.id)
        assert row is not None
        assert row.reachable
