"""How many calls an hour, and how much money a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outbox import pacing
from outbox.rules import Rules
from outbox.tables import AttemptRow, Way

HOUR = timedelta(hours=1)
LOCK = "caps"


def find_room(session: Session, rules: Rules, way: str, now: datetime) -> datetime:
    """When there is room for one more: now, or a later moment."""
    if rules.cost(way) and spend(session, rules, now) + rules.cost(way) > rules.cost_per_day:
        return _midnight(rules, now, 1)
    if way != Way.CALL:
        return now
    recent = (AttemptRow.channel == Way.CALL, AttemptRow.began_at > now - HOUR)
    calls = session.scalars(select(AttemptRow.began_at).where(*recent)).all()
    return now if len(calls) < rules.calls_per_hour else min(calls, default=now) + HOUR


def lock(session: Session, way: str) -> None:
    """Let nobody else count until the transaction ends; a chat is neither counted nor paid."""
    if way != Way.CHAT:
        pacing.lock(session, LOCK)


def spend(session: Session, rules: Rules, now: datetime) -> int:
    """Cents that today's calls and texts are taken to cost."""
    today = AttemptRow.began_at >= _midnight(rules, now, 0)
    return session.scalar(select(func.coalesce(func.sum(AttemptRow.cents), 0)).where(today)) or 0


def _midnight(rules: Rules, now: datetime, days: int) -> datetime:
    """Midnight in the museum, so many days from today's."""
    day = now.astimezone(rules.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), rules.zone).astimezone(UTC)
