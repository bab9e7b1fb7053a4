"""How long each kind of thing is kept: found without a lock, deleted in small transactions, counted in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, inspect, select, tuple_, update
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
from visitors import answers, erasing, erasures
from visitors.answers_table import AnswerRow
from visitors.calls import CallRow
from visitors.consents import ConsentRow
from visitors.contributions import Moderation
from visitors.people import Channel, HeardRow, VisitorRow
from visitors.requests_table import DONE, OPEN, RequestKind, RequestRow, RequestState
from visitors.worries import WorryRow, WorryState

AT_ONCE = 200  # rows in a transaction: a caller who writes waits no longer than a moment
Keys = Sequence[tuple[Any, ...]]
Due = Callable[[datetime], ColumnElement[bool]]
Erase = Callable[[Session, Keys, datetime], None]


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
    now = clock.now().astimezone(settings.zone)
    gone = {rule.kind: _apply(database, rule, now) for rule in make_rules(settings)}
    return {kind: count for kind, count in gone.items() if count}


def _apply(database: Database, rule: Rule, now: datetime) -> int:
    before, total = now - timedelta(days=rule.days), 0
    while keys := _find(database, rule, before):
        with database.writes() as session:
            count = _erase(session, rule, now, keys)
            erasures.note(session, rule.kind, count, now.date())
        total += count
        if not count:  # somebody else deals with the very same ones
            return total
    return total


def _find(database: Database, rule: Rule, before: datetime) -> Keys:
    with database.reads() as session:
        return [tuple(row) for row in session.execute(_query(rule, before).limit(AT_ONCE))]


def _erase(session: Session, rule: Rule, now: datetime, keys: Keys) -> int:
    """Only what is still over: somebody may have come again since it was found."""
    still = (
        _query(rule, now - timedelta(days=rule.days))
        .where(tuple_(*_primary(rule.table)).in_(keys))
        .with_for_update()
    )
    found = [tuple(row) for row in session.execute(still)]
    if found and rule.erase:
        rule.erase(session, found, now)
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
        Rule(
            "lone calls",
            settings.retention_passing,
            CallRow,
            _older(CallRow.ended_at, CallRow.visitor_id.is_(None)),
        ),
        Rule("heard", settings.retention_heard, HeardRow, _older(HeardRow.heard_at)),
        Rule("withheld", 0, VisitorRow, _older(VisitorRow.expires_at)),
        Rule("visitors", settings.retention_visitors, VisitorRow, _older(VisitorRow.seen_at)),
    )


def _make_answers(settings: Settings) -> tuple[Rule, ...]:
    """What became an item is kept while its sender lets it be heard, a contribution while its teller lets the museum
    have it; what somebody worries about, until that is closed."""
    row = RequestRow
    worry = select(WorryRow.id).where(WorryRow.request == row.id, WorryRow.state != WorryState.CLOSED)
    free = (row.became.is_(None), ~worry.exists())
    answered = _older(row.done_at, row.state.in_(DONE), row.kind != RequestKind.CONTRIBUTION, *free)
    refused = _older(row.moderated_at, row.moderation == Moderation.REFUSED, *free)
    unanswered = _older(row.asked_at, row.state.in_(OPEN), *free)
    return (
        Rule("answered", settings.retention_answered, row, answered, _empty),
        Rule("refused", settings.retention_refused, row, refused, _empty),
        Rule("unanswered", settings.retention_unanswered, row, unanswered, _empty),
        Rule(
            "addresses",
            settings.retention_addresses,
            row,
            _older(row.done_at, *_needs_none()),
            _forget_addresses,
        ),
        Rule("worries", settings.retention_answered, WorryRow, _older(WorryRow.closed_at)),
        Rule("lone worries", 0, WorryRow, _older(WorryRow.closed_at, WorryRow.request.is_(None))),
        Rule("withdrawn", settings.retention_answered, ConsentRow, _older(ConsentRow.withdrawn_at)),
        Rule("deliveries", settings.retention_deliveries, DeliveryRow, _older(DeliveryRow.ended_at)),
    )


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


def _needs_none() -> tuple[ColumnElement[bool], ...]:
    """It was answered or closed, and nothing about it is on its way any more."""
    on_its_way = select(DeliveryRow.id).join(AnswerRow, AnswerRow.id == DeliveryRow.subject_id).where(
        AnswerRow.request == RequestRow.id, DeliveryRow.subject == answers.SUBJECT, DeliveryRow.ended_at.is_(None)
    )  # fmt: skip
    return RequestRow.reply_to.is_not(None), RequestRow.state.in_(DONE), ~on_its_way.exists()


def _empty(session: Session, keys: Keys, now: datetime) -> None:
    ids = [key[0] for key in keys]
    erasing.empty(session, session.scalars(select(RequestRow).where(RequestRow.id.in_(ids))).all(), now)


def _forget_addresses(session: Session, keys: Keys, _: datetime) -> None:
    ids = [key[0] for key in keys]
    session.execute(update(RequestRow).where(RequestRow.id.in_(ids)).values(reply_to=None))


def _throw_takes(session: Session, keys: Keys, _: datetime) -> None:
    """Their sounds go with the next rounds of the worker, the carrier's copies too."""
    thrown = [key[0] for key in keys]
    for row in session.scalars(select(TakeRow).where(TakeRow.id.in_(thrown))):
        row.state = TakeState.THROWN
