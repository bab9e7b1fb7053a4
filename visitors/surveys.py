"""One question a visit: who was asked, so that nobody is asked twice; what they said is only counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from visitors.people import HeardRow, VisitorRow

AFTER = 2  # items heard to their end


class SurveyRow(Base):
    """When a visitor was last asked, and whether they answered then."""

    __tablename__ = "surveys"

    visitor: Mapped[int] = mapped_column(ForeignKey(VisitorRow.id, ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime]
    answered: Mapped[bool] = mapped_column(default=False)


def is_due(session: Session, visitor_id: int, began_at: datetime) -> bool:
    """Whether the second item of a visit that began then was just heard, and nobody has asked in it."""
    row = session.get(SurveyRow, visitor_id)
    if row is not None and row.asked_at >= began_at:
        return False
    since = (HeardRow.visitor_id == visitor_id, HeardRow.heard_at >= began_at)
    return (session.scalar(select(func.count()).where(*since)) or 0) >= AFTER


def ask(session: Session, visitor_id: int, now: datetime) -> None:
    """This visitor is asked now."""
    session.merge(SurveyRow(visitor=visitor_id, asked_at=now, answered=False))
    session.flush()


def answer(session: Session, visitor_id: int) -> bool:
    """They said something; False when that was counted before, or nobody asked."""
    row = session.get(SurveyRow, visitor_id)
    if row is None or row.answered:
        return False
    row.answered = True
    session.flush()
    return True
