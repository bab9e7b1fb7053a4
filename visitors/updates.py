"""Updates of the chat already seen, so that each is answered once."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ColumnElement, String, UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base

KEPT = timedelta(days=2)
# Longer than anybody takes to answer one: what is still unanswered then was cut off, and may be answered anew.
CUT_OFF = timedelta(seconds=30)


class Seen(StrEnum):
    """An update is NEW to us, BUSY being answered (or cut off just now), or DONE."""

    NEW = "new"
    BUSY = "busy"
    DONE = "done"


class UpdateRow(Base):
    """One update of one bot; messages are repeated for at most 24 hours."""

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("bot", "update_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(String(32))
    update_id: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]


def begin(session: Session, bot: str, update_id: int, now: datetime) -> Seen:
    """Take an update in hand. Ids are never ordered: after a quiet week they restart."""
    try:
        with session.begin_nested():
            session.add(UpdateRow(bot=bot, update_id=update_id, seen_at=now))
    except IntegrityError:
        return _take_over(session, bot, update_id, now)
    return Seen.NEW


def end(session: Session, bot: str, update_id: int, now: datetime) -> None:
    """The update is answered, whatever became of it."""
    session.execute(update(UpdateRow).where(*_is(bot, update_id)).values(done_at=now))


def _take_over(session: Session, bot: str, update_id: int, now: datetime) -> Seen:
    """A repetition: answered before, or left by a process that died."""
    open_ = UpdateRow.done_at.is_(None)
    left = update(UpdateRow).where(*_is(bot, update_id), open_, UpdateRow.seen_at <= now - CUT_OFF)
    if session.execute(left.values(seen_at=now).returning(UpdateRow.id)).first():
        return Seen.NEW
    busy = session.scalar(select(UpdateRow.id).where(*_is(bot, update_id), open_))
    return Seen.DONE if busy is None else Seen.BUSY


def _is(bot: str, update_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return UpdateRow.bot == bot, UpdateRow.update_id == update_id


def sweep(session: Session, now: datetime) -> None:
    """Forget ids that no server repeats any more."""
    session.execute(delete(UpdateRow).where(UpdateRow.seen_at < now - KEPT))
