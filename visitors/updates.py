"""Updates of the chat already seen, so that each is answered once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, String, UniqueConstraint, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base

KEPT = timedelta(days=2)


class UpdateRow(Base):
    """One update of one bot; messages are repeated for at most 24 hours."""

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("bot", "update_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(String(32))
    update_id: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime] = mapped_column(index=True)


def note(session: Session, bot: str, update_id: int, now: datetime) -> bool:
    """True the first time an update is seen; ids are never ordered: after a quiet week they restart."""
    try:
        with session.begin_nested():
            session.add(UpdateRow(bot=bot, update_id=update_id, seen_at=now))
    except IntegrityError:
        return False
    return True


def sweep(session: Session, now: datetime) -> None:
    """Forget ids that no server repeats any more."""
    session.execute(delete(UpdateRow).where(UpdateRow.seen_at < now - KEPT))
