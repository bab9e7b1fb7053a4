"""Private notes of staff beside a request; no visitor ever hears them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.sealed import Sealed
from visitors.requests_table import RequestRow


class NoteRow(Base):
    """One note; the name is kept beside the account, so that it stays readable when that is gone."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[int] = mapped_column(ForeignKey(RequestRow.id, ondelete="CASCADE"), index=True)
    account: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Sealed)
    at: Mapped[datetime]


def add(session: Session, request_id: int, account: int, by: str, text: str, now: datetime) -> NoteRow:
    """Write a note down."""
    row = NoteRow(request=request_id, account=account, by=by, text=text.strip(), at=now)
    session.add(row)
    session.flush()
    return row


def remove(session: Session, note_id: int, account: int) -> str | None:
    """Take one's own note back; its words, so that it can be written again. None where it is another's."""
    row = session.get(NoteRow, note_id)
    if row is None or row.account != account:
        return None
    text = row.text
    session.delete(row)
    session.flush()
    return text


def drop(session: Session, request_id: int) -> None:
    """Nothing stays of what staff noted about a request."""
    session.execute(delete(NoteRow).where(NoteRow.request == request_id))


def of_request(session: Session, request_id: int) -> list[NoteRow]:
    """The notes about a request, the oldest first."""
    return list(session.scalars(select(NoteRow).where(NoteRow.request == request_id).order_by(NoteRow.id)))
