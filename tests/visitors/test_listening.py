"""Listening: what is unfinished, what is heard, and where a dropped call goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from tests.visitors.conftest import NOW
from visitors import listening, people
from visitors.people import Channel, Visitor

KEYS = ["a" * 64]


def state(database: Database) -> tuple[int | None, int, frozenset[int]]:
    with database.reads() as session:
        found = people.find(session, KEYS)
        assert found is not None
        return found.item, found.position, listening.heard(session, found.id)


@pytest.mark.parametrize(
    ("position", "item", "kept", "heard"),
    [
        (0, 214, 0, frozenset()),
        (79.9, 214, 80, frozenset()),
        (80, None, 0, frozenset({214})),
        (250, None, 0, frozenset({214})),
        (-3, 214, 0, frozenset()),
    ],
)
def test_four_fifths_count_as_heard(
    database: Database, visitor: Visitor, position: float, item: int | None, kept: int, heard: frozenset[int]
) -> None:
    with database.writes() as session:
        listening.start(session, visitor.id, 214, 0, NOW)
        listening.leave(session, visitor.id, 214, position, 100, NOW)
    assert state(database) == (item, kept, heard)


def test_dropped_call_keeps_its_second(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        listening.start(session, visitor.id, 214, 20, NOW)
    with database.writes() as session:
        listening.drop(session, visitor.id, 100, NOW + timedelta(seconds=31))
    assert state(database) == (214, 51, frozenset())


def test_late_report_of_drop_changes_nothing(database: Database, visitor: Visitor) -> None:
    for seconds in (31, 3000):
        with database.writes() as session:
            if seconds == 31:
                listening.start(session, visitor.id, 214, 20, NOW)
            listening.drop(session, visitor.id, 100, NOW + timedelta(seconds=seconds))
    assert state(database) == (214, 51, frozenset())


def test_drop_near_the_end_is_heard(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        listening.start(session, visitor.id, 214, 0, NOW)
        listening.drop(session, visitor.id, 100, NOW + timedelta(hours=2))
    assert state(database) == (None, 0, frozenset({214}))


def test_finishing_another_item_keeps_this(database: Database, visitor: Visitor) -> None:
    with database.writes() as session:
        listening.start(session, visitor.id, 214, 30, NOW)
        listening.finish(session, visitor.id, 305, NOW)
    assert state(database) == (214, 30, frozenset({305}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["start", "leave", "finish", "drop"]), st.integers(0, 200)), max_size=12
    )
)
def test_any_order_keeps_a_sane_position(database: Database, steps: list[tuple[str, int]]) -> None:
    with database.writes() as session:
        visitor = people.meet(session, Channel.PHONE, KEYS, NOW)
        for name, second in steps:
            later = NOW + timedelta(seconds=second)
            if name == "start":
                listening.start(session, visitor.id, 214, second, later)
            elif name == "leave":
                listening.leave(session, visitor.id, 214, second, 100, later)
            elif name == "finish":
                listening.finish(session, visitor.id, 214, later)
            else:
                listening.drop(session, visitor.id, 100, later)
    item, position, heard = state(database)
    assert item in {None, 214}
    assert position >= 0
    assert heard <= {214}
