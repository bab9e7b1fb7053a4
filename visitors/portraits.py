"""What we have of one visitor, in numbers: to be told on the telephone, and in the chat before the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from visitors.calls import CallRow
from visitors.people import HeardRow, VisitorRow
from visitors.requests_table import RequestKind, RequestRow, RequestState

TOLD = (RequestKind.QUESTION, RequestKind.CALLBACK)


@dataclass(frozen=True, slots=True)
class Portrait:
    """Since when we know somebody, and how many of each; `has_address` says that a number or chat is locked away."""

    since: datetime
    heard: int = 0
    calls: int = 0
    sent: int = 0
    stories: int = 0
    has_address: bool = False


def draw(session: Session, visitor_id: int) -> Portrait | None:
    """What is kept of a visitor; None for somebody we do not know."""
    row = session.get(VisitorRow, visitor_id)
    if row is None:
        return None
    mine = (RequestRow.visitor_id == visitor_id) & (RequestRow.state != RequestState.THROWN)
    return Portrait(
        row.met_at,
        _count(session, HeardRow.visitor_id == visitor_id),
        _count(session, CallRow.visitor_id == visitor_id),
        _count(session, mine & RequestRow.kind.in_(TOLD)),
        _count(session, mine & (RequestRow.kind == RequestKind.CONTRIBUTION)),
        _count(session, mine & RequestRow.reply_to.is_not(None)) > 0,
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(which)) or 0
