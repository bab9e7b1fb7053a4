"""One place for all workers where each carrier's pace is kept: in the database, so that any number of them fit in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from outbox.tables import PaceRow

LONG_FREE = timedelta(hours=1)


def take_slot(session: Session, name: str, seconds: float, now: datetime) -> datetime:
    """The next free moment of a carrier, ours from now on; the one after it comes so many seconds later."""
    _ensure(session, name)
    begins = case((PaceRow.free_at > now.timestamp(), PaceRow.free_at), else_=now.timestamp())
    taken = update(PaceRow).where(PaceRow.name == name).values(free_at=begins + seconds)
    free_at = session.execute(taken.returning(PaceRow.free_at)).scalar_one()
    return datetime.fromtimestamp(free_at - seconds, UTC)


def hold(session: Session, name: str, until: datetime) -> None:
    """Leave a carrier alone that asked for it; a longer rest that is on already stays."""
    _ensure(session, name)
    later = (PaceRow.name == name, PaceRow.free_at < until.timestamp())
    session.execute(update(PaceRow).where(*later).values(free_at=until.timestamp()))


def find_free(session: Session, name: str, now: datetime) -> datetime:
    """When a carrier may next be asked, without asking for it."""
    free_at = session.scalar(select(PaceRow.free_at).where(PaceRow.name == name)) or 0.0
    return max(now, datetime.fromtimestamp(free_at, UTC))


def lock(session: Session, name: str) -> None:
    """Let nobody else count under this name until the transaction ends."""
    _ensure(session, name)
    session.execute(select(PaceRow.name).where(PaceRow.name == name).with_for_update())


def sweep(session: Session, now: datetime) -> None:
    """Forget the pace of those who have been left alone for an hour."""
    session.execute(delete(PaceRow).where(PaceRow.free_at < (now - LONG_FREE).timestamp()))


def _ensure(session: Session, name: str) -> None:
    """Two may make the row at the same moment: the second finds it."""
    if session.scalar(select(PaceRow.name).where(PaceRow.name == name)) is not None:
        return
    try:
        with session.begin_nested():
            session.add(PaceRow(name=name, free_at=0.0))
    except IntegrityError:
        return
