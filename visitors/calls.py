"""Telephone calls, one row each: who, on which line, from when to when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class CallRow(Base):
    """One call by the carrier's id. It holds no number; `heard` says that something was heard to its end in it."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitors.id", ondelete="SET NULL"))
    line: Mapped[str] = mapped_column(String(40))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seconds: Mapped[int | None]
    heard: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


def begin(session: Session, sid: str, visitor_id: int | None, line: str, now: datetime) -> bool:
    """A call has come in; False when this webhook was a repetition."""
    if find(session, sid) is not None:
        return False
    session.add(CallRow(sid=sid, visitor_id=visitor_id, line=line, began_at=now))
    session.flush()
    return True


def find(session: Session, sid: str) -> CallRow | None:
    """The call with this id."""
    return session.scalars(select(CallRow).where(CallRow.sid == sid)).first()


def find_open(session: Session, visitor_id: int) -> CallRow | None:
    """The call that a visitor is in."""
    wanted = select(CallRow).where(CallRow.visitor_id == visitor_id, CallRow.ended_at.is_(None))
    return session.scalars(wanted.order_by(CallRow.id.desc()).limit(1)).first()


def mark_heard(call: CallRow) -> bool:
    """Something was heard to its end; False where that was known of this call."""
    known, call.heard = call.heard, True
    return not known


def is_first(session: Session, sid: str, visitor_id: int) -> bool:
    """Whether this visitor has never called before this call; a repeated webhook gets the same answer."""
    other = select(CallRow.id).where(CallRow.visitor_id == visitor_id, CallRow.sid != sid)
    return session.scalar(other.limit(1)) is None


def has_followed(session: Session, call: CallRow) -> bool:
    """Whether the visitor of this call has called again since."""
    later = select(CallRow.id).where(CallRow.visitor_id == call.visitor_id, CallRow.id > call.id)
    return call.visitor_id is not None and session.scalar(later.limit(1)) is not None


def finish(session: Session, sid: str, seconds: int | None, now: datetime) -> CallRow | None:
    """The call is over; None when it is unknown or this was told before."""
    row = find(session, sid)
    if row is None or row.ended_at is not None:
        return None
    row.ended_at, row.seconds = now, seconds
    return row
