"""The visitor's right to be forgotten."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from visitors.calls import CallRow
from visitors.people import HeardRow, VisitorRow
from visitors.requests import RequestRow, RequestState


def forget(session: Session, visitor_id: int) -> None:
    """Delete a visitor, what they heard and the words of all they sent; repeating it changes nothing.

    Requests stay as empty rows, thrown away, until the worker has deleted their sounds and the carrier's copies."""
    emptied = {"state": RequestState.THROWN, "text": "", "reply_to": None, "ticket": None, "visitor_id": None}
    session.execute(update(RequestRow).where(RequestRow.visitor_id == visitor_id).values(**emptied))
    session.execute(update(CallRow).where(CallRow.visitor_id == visitor_id).values(visitor_id=None))
    session.execute(delete(HeardRow).where(HeardRow.visitor_id == visitor_id))
    session.execute(delete(VisitorRow).where(VisitorRow.id == visitor_id))
