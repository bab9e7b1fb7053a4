"""The carrier's own lists: old records of our number go, those of the forgotten at once, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hotline.carrier import CarrierFailed, Twilio
from hotline.clearing import AGAIN, SETTLED, Clearing
from simulators.telephone.calls import Call, Opening, Troubles
from simulators.telephone.exchange import Exchange
from simulators.telephone.machine import Machine
from tests.hotline.house import ACCOUNT, ANNA, House
from tests.hotline.test_carrier import simulator, twilio  # noqa: F401 - fixtures
from tests.scenes.museum import LINE
from visitors import erasures, leftovers
from visitors.leftovers import CALL, TEXT, LeftoverRow

DAYS, STRANGER = 30, "+442079460000"


def call(exchange: Exchange, caller: str, called: str, status: str = "completed") -> str:
    made = Call(ACCOUNT, "inbound", caller, called, Machine(None), Opening(), None, Troubles())
    made.status = status
    exchange.admit(made)
    return made.sid


def text(exchange: Exchange, sender: str, to: str) -> str:
    return str(exchange.messages.add(ACCOUNT, sender, to, "Where is the key?", "inbound", "received")["sid"])


def left(exchange: Exchange) -> set[str]:
    return {one["sid"] for one in [*exchange.diary.search({}), *exchange.messages.search({})]}


def open_clearing(house: House, carrier: Twilio, days: float = 0) -> Clearing:
    """Some days after now: the practice carrier lives in our time."""
    house.clock.moment = datetime.now(UTC) + timedelta(days=days)
    clearing = Clearing(house.database, carrier, house.clock, DAYS, ZoneInfo("Europe/Paris"))
    assert not clearing.clear_next()
    house.clock.advance(SETTLED.total_seconds())
    return clearing


@pytest.fixture
def exchange(simulator: tuple[str, Exchange]) -> Exchange:  # noqa: F811
    for sid in left(simulator[1]):
        simulator[1].diary.delete(sid)
        simulator[1].messages.delete(sid)
    return simulator[1]


def test_old_records_of_our_number_go(house: House, exchange: Exchange, twilio: Twilio) -> None:  # noqa: F811
    for ours in ((ANNA, LINE.number), (LINE.number, ANNA)):
        call(exchange, *ours)
        text(exchange, *ours)
    others = {call(exchange, STRANGER, ANNA), text(exchange, ANNA, STRANGER)}
    clearing = open_clearing(house, twilio, DAYS - 1)
    assert not clearing.clear_next()
    assert len(left(exchange)) == 6
    clearing = open_clearing(house, twilio, DAYS + 2)
    assert clearing.clear_next()
    assert left(exchange) == others
    assert not clearing.clear_next()
    with house.database.reads() as session:
        today = house.clock.moment.astimezone(ZoneInfo("Europe/Paris")).date()
        log = {row.kind: row.count for row in erasures.list_erasures(session, today, today)}
    assert log == {"carrier's calls": 2, "carrier's texts": 2}


def test_list_is_asked_for_every_few_hours(house: House, exchange: Exchange, twilio: Twilio) -> None:  # noqa: F811
    clearing = open_clearing(house, twilio, DAYS + 2)
    assert not clearing.clear_next()
    late = call(exchange, ANNA, LINE.number)
    assert not clearing.clear_next()
    assert late in left(exchange)
    house.clock.advance(AGAIN.total_seconds())
    assert clearing.clear_next()
    assert left(exchange) == set()


def test_records_of_the_forgotten_go_at_once(house: House, exchange: Exchange, twilio: Twilio) -> None:  # noqa: F811
    mine, written = call(exchange, ANNA, LINE.number), text(exchange, ANNA, LINE.number)
    other = call(exchange, ANNA, LINE.number)
    clearing = open_clearing(house, twilio)
    with house.database.writes() as session:
        for _ in range(2):
            leftovers.owe(session, CALL, [mine, "CA" + "0" * 32], house.clock.moment)
        leftovers.owe(session, TEXT, [written], house.clock.moment)
    for _ in range(3):
        assert clearing.clear_next()
    assert not clearing.clear_next()
    assert left(exchange) == {other}
    with house.database.reads() as session:
        assert session.scalars(select(LeftoverRow)).all() == []


def test_call_that_is_on_goes_later(house: House, exchange: Exchange, twilio: Twilio) -> None:  # noqa: F811
    sid = call(exchange, ANNA, LINE.number, "in-progress")
    clearing = open_clearing(house, twilio)
    with house.database.writes() as session:
        leftovers.owe(session, CALL, [sid], house.clock.moment)
    pauses = []
    for _ in range(3):
        assert clearing.clear_next()
        assert not clearing.clear_next()
        with house.database.reads() as session:
            row = session.scalars(select(LeftoverRow)).one()
        pauses.append((row.next_try - house.clock.moment).total_seconds())
        house.clock.moment = row.next_try
    assert pauses == [30, 120, 600]
    exchange.calls[sid].status = "completed"
    assert clearing.clear_next()
    assert sid not in left(exchange)


class Refusing:
    """A carrier that is out of order."""

    asked = 0

    def list_old(self, kind: str, last: object) -> list[str]:
        self.asked += 1
        raise CarrierFailed("the carrier answered 500", permanent=False, status=500)

    def delete_record(self, kind: str, sid: str) -> None:
        raise CarrierFailed("the carrier answered 500", permanent=False, status=500)


def test_refusal_is_no_hot_loop(house: House) -> None:
    carrier = Refusing()
    clearing = Clearing(house.database, carrier, house.clock, DAYS, ZoneInfo("UTC"))
    assert not clearing.clear_next()
    house.clock.advance(SETTLED.total_seconds())
    for _ in range(5):
        assert not clearing.clear_next()
    assert carrier.asked == 1
    house.clock.advance(AGAIN.total_seconds())
    assert not clearing.clear_next()
    assert carrier.asked == 2


def test_two_workers_never_share(house: House) -> None:
    with house.database.writes() as session:
        leftovers.owe(session, CALL, ["CA1"], house.clock.moment)
    with house.database.writes() as session:
        first = leftovers.claim_next(session, house.clock.moment)
        assert (first.sid if first else None) == "CA1"
        assert leftovers.claim_next(session, house.clock.moment) is None
