"""One place for everybody's pace."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addresses.address import Address, Kind
from outbox import pacing
from outbox.tables import PaceRow, Way
from tests.outbox.town import TUESDAY, Town

STEP = 1 / 30


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    steps=st.lists(st.tuples(st.floats(0, 0.2), st.integers(1, 3)), min_size=2, max_size=30), name=st.uuids()
)
def test_slots_never_come_closer(town: Town, steps: list[tuple[float, int]], name: object) -> None:
    """Whatever the workers' clocks say, each slot lies at least as far from the one before as that one weighed."""
    taken = []
    for ahead, weight in steps:
        with town.database.writes() as session:
            now = TUESDAY + timedelta(seconds=ahead)
            taken.append((pacing.take_slot(session, str(name), STEP * weight, now), weight))
    for (before, weight), (after, _) in itertools.pairwise(taken):
        assert (after - before).total_seconds() >= STEP * weight - 1e-5


def test_idle_carrier_is_free_at_once(town: Town) -> None:
    with town.database.writes() as session:
        pacing.take_slot(session, "call", 1.0, TUESDAY)
        assert pacing.take_slot(session, "call", 1.0, TUESDAY) == TUESDAY + timedelta(seconds=1)
        later = TUESDAY + timedelta(minutes=1)
        assert pacing.take_slot(session, "call", 1.0, later) == later


def test_rest_is_kept_and_never_shortened(town: Town) -> None:
    with town.database.writes() as session:
        pacing.hold(session, "chat", TUESDAY + timedelta(seconds=20))
        pacing.hold(session, "chat", TUESDAY + timedelta(seconds=5))
        assert pacing.find_free(session, "chat", TUESDAY) == TUESDAY + timedelta(seconds=20)


def test_old_paces_are_forgotten(town: Town) -> None:
    with town.database.writes() as session:
        pacing.take_slot(session, "chat:somebody", 1.0, TUESDAY)
        pacing.sweep(session, TUESDAY + timedelta(hours=2))
        assert session.get(PaceRow, "chat:somebody") is None


def test_one_chat_gets_one_a_second(town: Town) -> None:
    for number in range(1, 6):
        town.owes(Way.CHAT, Address(Kind.CHAT, "7"), number)
    for _ in range(60):
        town.works()
        town.clock.advance(0.25)
    moments = [taken.at for taken in town.chats.taken]
    assert len(moments) == 5
    assert all((b - a).total_seconds() >= 0.999 for a, b in itertools.pairwise(moments))


def test_calls_leave_one_a_second(town: Town) -> None:
    for number in range(1, 6):
        town.owes(to=Address(Kind.PHONE, f"+3361234567{number}"), number=number)
    town.works()
    moments = [taken.at for taken in town.calls.taken]
    assert moments == [TUESDAY + timedelta(seconds=second) for second in range(5)]


def test_moments_are_aware(town: Town) -> None:
    with town.database.writes() as session:
        slot = pacing.take_slot(session, "x", 1.0, datetime(2026, 3, 10, 12, tzinfo=UTC))
    assert slot.tzinfo is not None
