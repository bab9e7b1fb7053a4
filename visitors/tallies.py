"""Counts of what happens, by day: statistics that follow nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class TallyRow(Base):
    """How often one thing happened on one day. `what` is its sort (see `What`), `name` what it was about.

    There is no visitor and no time of day in it, so that nobody can be found again."""

    __tablename__ = "tallies"
    __table_args__ = (Index("ix_tallies_what_day", "what", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    count: Mapped[int]


def count(session: Session, day: date, what: str, channel: str, language: str, name: str = "") -> None:
    """One more; `day` is the museum's own, `name` an item's number, a place and key, or empty."""
    key = {"day": day, "what": what, "name": name, "channel": channel, "language": language}
    matches = [getattr(TallyRow, column) == value for column, value in key.items()]
    done = session.execute(update(TallyRow).where(*matches).values(count=TallyRow.count + 1).returning(TallyRow.count))
    if done.first() is None:
        session.add(TallyRow(**key, count=1))
        session.flush()
