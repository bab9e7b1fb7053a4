"""Who has a page open, so that two editors see each other."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from staff.people import Person

GONE_AFTER = timedelta(seconds=45)


class PresenceRow(Base):
    """One person at one page; the page says so every fifteen seconds."""

    __tablename__ = "presences"

    page: Mapped[str] = mapped_column(String(120), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    seen_at: Mapped[datetime]


def arrive(session: Session, page: str, who: Person, now: datetime) -> tuple[str, ...]:
    """Note that somebody is at a page, and tell the names of the others who are."""
    session.execute(delete(PresenceRow).where(PresenceRow.seen_at < now - GONE_AFTER))
    mine = (PresenceRow.page == page, PresenceRow.account == who.id)
    known = update(PresenceRow).where(*mine).values(seen_at=now, name=who.name).returning(PresenceRow.account)
    if session.execute(known).first() is None:
        session.add(PresenceRow(page=page, account=who.id, name=who.name, seen_at=now))
        session.flush()
    others = select(PresenceRow.name).where(PresenceRow.page == page, PresenceRow.account != who.id)
    return tuple(session.scalars(others.order_by(PresenceRow.name)))
