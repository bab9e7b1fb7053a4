"""How long each kind of thing is kept: found without a lock, deleted in small transactions, counted in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, inspect, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.base import Base
from db.clock import Clock
from db.database import Database
from outbox.tables import DeliveryRow, PaceRow
from settings import Settings
from staff.links import LinkCodeRow, LinkTryRow, StaffCallRow
from staff.presence import PresenceRow
from staff.takes import TakeRow, TakeState
from staff.trail import TrailRow
from visitors import erasing, erasures
from visitors.calls import CallRow
from visitors.people import Channel, HeardRow, VisitorRow
from visitors.requests import RequestRow, RequestState

AT_ONCE = 200  # rows in a transaction: a caller who writes waits no longer than a moment
Keys = Sequence[tuple[Any, ...]]
Due = Callable[[datetime], ColumnElement[bool]]
Erase = Callable[[Session, Keys], None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind: after how many days, which rows are over by then, and how they go (None: the rows are deleted)."""

    kind: str
    days: int
    table: type[Base]
    due: Due
    erase: Erase | None = None


def make_rules(settings: Settings) -> tuple[Rule, ...]:
    """Every kind that has an end, with the days that the museum has set."""
    return (*_make_visitors(settings), *_make_answers(settings), *_make_staff(settings))


def retain(database: Database, settings: Settings, clock: Clock) -> dict[str, int]:
    """Delete all whose time is over, and log it; how many of each kind went."""
    today = clock.now().astimezone(settings.zone).date()
    gone = {
        rule.kind: _apply(database, rule, clock.now() - timedelta(days=rule.days), today)
        for rule in make_rules(settings)
    }
    return {kind: count for kind, count in gone.items() if count}


def _apply(database: Database, rule: Rule, before: datetime, today: date) -> int:
    total = 0
    while keys := _find(database, rule, before):
        with database.writes() as session:
            count = _erase(session, rule, before, keys)
            erasures.note(session, rule.kind, count, today)
        total += count
        if not count:  # somebody else deals with the very same ones
            return total
    return total


def _find(database: Database, rule: Rule, before: datetime) -> Keys:
    with database.reads() as session:
        return [tuple(row) for row in session.execute(_query(rule, before).limit(AT_ONCE))]


def _erase(session: Session, rule: Rule, before: datetime, keys: Keys) -> int:
    """Only what is still over: somebody may have come again since it was found."""
    still = _query(rule, before).where(tuple_(*_primary(rule.table)).in_(keys)).with_for_update()
    found = [tuple(row) for row in session.execute(still)]
    if found and rule.erase:
        rule.erase(session, found)
    elif found:
        session.execute(delete(rule.table).where(tuple_(*_primary(rule.table)).in_(found)))
    return len(found)


def _query(rule: Rule, before: datetime) -> Select[Any]:
    return select(*_primary(rule.table)).where(rule.due(before))


def _primary(table: type[Base]) -> tuple[Any, ...]:
    return tuple(inspect(table).primary_key)


def _older(column: InstrumentedAttribute[Any], *more: ColumnElement[bool]) -> Due:
    def due(before: datetime) -> ColumnElement[bool]:
        is_older: ColumnElement[bool] = column < before
        for condition in more:
            is_older &= condition
        return is_older

    return due


def _make_visitors(settings: Settings) -> tuple[Rule, ...]:
    unsent = (RequestRow.state == RequestState.DRAFT, RequestRow.channel == Channel.CHAT)
    return (
        Rule("drafts", settings.retention_drafts, RequestRow, _older(RequestRow.asked_at, *unsent), _empty),
        Rule("calls", settings.retention_calls, CallRow, _older(CallRow.began_at)),
        Rule("heard", settings.retention_heard, HeardRow, _older(HeardRow.heard_at)),
        Rule("withheld", 0, VisitorRow, _older(VisitorRow.expires_at)),
        Rule("visitors", settings.retention_visitors, VisitorRow, _older(VisitorRow.seen_at)),
    )


def _make_answers(settings: Settings) -> tuple[Rule, ...]:
    return (Rule("deliveries", settings.retention_deliveries, DeliveryRow, _older(DeliveryRow.ended_at)),)


def _make_staff(settings: Settings) -> tuple[Rule, ...]:
    passing = settings.retention_passing
    return (
        Rule("trail", settings.retention_trail, TrailRow, _older(TrailRow.at)),
        Rule("takes", settings.retention_takes, TakeRow,
             _older(TakeRow.asked_at, TakeRow.state == TakeState.DRAFT), _throw_takes),
        Rule("presences", passing, PresenceRow, _older(PresenceRow.seen_at)),
        Rule("codes", passing, LinkCodeRow, _older(LinkCodeRow.expires_at)),
        Rule("code tries", passing, LinkTryRow, _older(LinkTryRow.since)),
        Rule("staff calls", passing, StaffCallRow, _older(StaffCallRow.until)),
        Rule("paces", passing, PaceRow, lambda before: PaceRow.free_at < before.timestamp()),
    )  # fmt: skip


def _empty(session: Session, keys: Keys) -> None:
    erasing.empty(session, [key[0] for key in keys])


def _throw_takes(session: Session, keys: Keys) -> None:
    """Their sounds go with the next rounds of the worker, the carrier's copies too."""
    thrown = [key[0] for key in keys]
    for row in session.scalars(select(TakeRow).where(TakeRow.id.in_(thrown))):
        row.state = TakeState.THROWN
