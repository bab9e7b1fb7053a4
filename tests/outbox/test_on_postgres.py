"""Several workers share the work on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from addresses.address import Address, Kind
from db.base import Base
from db.clock import SystemClock
from outbox import pacing
from outbox.carrier import DeliveryFailed, Pace
from outbox.dispatch import Dispatcher
from outbox.outcomes import Outcome
from outbox.post import Post
from outbox.tables import State, Way
from tests.content.cluster import Cluster
from tests.outbox.town import Clock, Town

pytestmark = pytest.mark.postgres
MANY = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as running:
        yield running


@pytest.fixture
def town(cluster: Cluster) -> Iterator[Town]:
    made = Town(cluster.url)
    yield made
    Base.metadata.drop_all(made.database.engine)
    made.close()


def people(count: int) -> list[Address]:
    return [Address(Kind.PHONE, f"+336{number:08}") for number in range(10_000_000, 10_000_000 + count)]


def work_together(town: Town, way: str, workers: int) -> None:
    """Threads with their own dispatchers, until nothing is due any more."""
    post = Post(town.carriers, town.keys, town.rules, town.words)
    start = threading.Barrier(workers)

    def work() -> None:
        dispatcher = Dispatcher(post, town.database, town.clock, time.sleep)
        start.wait()
        for _ in range(MANY * 3):
            if not dispatcher.dispatch_next(way):
                return

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.parametrize("way", [Way.CALL, Way.CHAT])
def test_workers_never_bring_the_same(town: Town, way: Way) -> None:
    carrier = town.carriers[way]
    carrier.pace = Pace(way, 0.0)
    kind = Kind.CHAT if way == Way.CHAT else Kind.PHONE
    for number, person in enumerate(people(MANY), 1):
        town.owes(way, Address(kind, person.value), number)
    work_together(town, way, 4)
    counted = Counter(taken.errand.delivery for taken in carrier.taken)
    assert len(counted) == MANY
    assert set(counted.values()) == {1}


def test_cap_holds_for_all_workers(town: Town) -> None:
    town.calls.pace = Pace("call", 0.0)
    town.rules = type(town.rules)(countries=frozenset({"FR"}), calls_per_hour=7)
    for number, person in enumerate(people(20), 1):
        town.owes(Way.CALL, person, number)
    work_together(town, Way.CALL, 4)
    assert len(town.calls.taken) == 7


def test_pace_holds_for_all_workers(town: Town) -> None:
    slots: list[datetime] = []

    def take() -> None:
        for _ in range(25):
            with town.database.writes() as session:
                slots.append(pacing.take_slot(session, "chat", 1 / 30, datetime.now(UTC)))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    slots.sort()
    assert len(slots) == 100
    assert all((b - a).total_seconds() >= 1 / 30 - 1e-5 for a, b in itertools.pairwise(slots))


def test_callbacks_and_receipts_race_fairly(town: Town) -> None:
    """The carrier tells the end of a call from another connection before its receipt is written."""
    town.calls.pace = Pace("call", 0.0)
    people_ = people(10)
    for number, person in enumerate(people_, 1):
        town.owes(Way.CALL, person, number)
    town.calls.after = lambda: town.tells(town.calls.taken[-1], Outcome.NO_ANSWER)
    work_together(town, Way.CALL, 1)
    assert {(row.state, row.reason) for row in town.rows()} == {(State.OWED, "no-answer")}


def test_cut_off_calls_are_asked_about_once(town: Town) -> None:
    town.calls.pace, town.calls.blind = Pace("call", 0.0), True
    for number, person in enumerate(people(20), 1):
        town.owes(Way.CALL, person, number)
    town.calls.troubles = [DeliveryFailed("timeout", unsure=True) for _ in range(20)]
    work_together(town, Way.CALL, 3)
    assert isinstance(town.clock, Clock)
    town.clock.moment += timedelta(minutes=5)
    work_together(town, Way.CALL, 3)
    assert {(row.state, row.reason) for row in town.rows()} == {(State.FAILED, "unknown")}
    assert len(town.calls.taken) == 20
    assert Counter(one.id for one in town.words.endings) == Counter(range(1, 21))


def test_real_clock_works_as_well(town: Town) -> None:
    town.owes(Way.CHAT, Address(Kind.CHAT, "1"), not_before=datetime(2026, 1, 1, tzinfo=UTC),
              not_after=datetime.now(UTC) + timedelta(days=1))  # fmt: skip
    post = Post(town.carriers, town.keys, town.rules, town.words)
    assert Dispatcher(post, town.database, SystemClock()).dispatch_next(Way.CHAT)
    assert town.row().state == State.SENT
