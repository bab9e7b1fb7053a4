"""What visitors send us: questions and wishes to be called back, kept row first and never lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db import carried
from db.base import Base
from db.carried import THROWN, Carried
from visitors.people import Channel

TICKET_DIGITS = 6
SoundState = carried.SoundState


class RequestKind(StrEnum):
    """What is asked of the museum."""

    QUESTION = "question"
    CALLBACK = "callback"


class RequestState(StrEnum):
    """DRAFT waits for the visitor's word; UNCONFIRMED was cut off and is kept; SENT is ours to answer; THROWN went."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    SENT = "sent"
    THROWN = THROWN


class RequestRow(Carried, Base):
    """One request. `origin` is the carrier's own id, unique: a repeated webhook finds the row that it made."""

    __tablename__ = "requests"

    kind: Mapped[str] = mapped_column(String(20))
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitors.id", ondelete="SET NULL"), index=True)
    ticket: Mapped[str | None] = mapped_column(String(TICKET_DIGITS), unique=True)
    item: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    reply_to: Mapped[str | None] = mapped_column(Text)
    promised_for: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    picture_source: Mapped[str | None] = mapped_column(String(200))
    picture_path: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived: words, and the carrier's names for a sound (`RE…`, or a file id) and a picture."""

    origin: str
    language: str
    channel: str
    text: str = ""
    item: int | None = None
    sound: str | None = None
    seconds: float | None = None
    picture: str | None = None
    call: str | None = None
    reply_to: str | None = None


def keep(
    session: Session,
    visitor_id: int | None,
    message: Message,
    now: datetime,
    kind: RequestKind = RequestKind.QUESTION,
) -> int:
    """Write a draft; the same origin again gives the same id and changes nothing."""
    known = session.scalar(select(RequestRow.id).where(RequestRow.origin == message.origin))
    if known is not None:
        return known
    row = RequestRow(
        kind=kind, state=RequestState.DRAFT, visitor_id=visitor_id, channel=message.channel, language=message.language,
        origin=message.origin, item=message.item, text=message.text, call=message.call, reply_to=message.reply_to,
        asked_at=now, sound_source=message.sound, sound_seconds=message.seconds, picture_source=message.picture,
        sound_state=SoundState.OWED if message.sound or message.picture else SoundState.NONE,
        carrier_copy=bool(message.sound) and message.channel == Channel.PHONE,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def send(session: Session, request_id: int, visitor_id: int | None, now: datetime) -> str | None:
    """The visitor wants it sent: its ticket, the same when repeated; None where it is not the visitor's own draft."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state == RequestState.THROWN:
        return None
    if row.ticket is None:
        row.ticket = _free_ticket(session)
        row.sent_at = now
    row.state = RequestState.SENT
    session.flush()
    return row.ticket


def throw_away(session: Session, request_id: int, visitor_id: int | None) -> bool:
    """The visitor does not want it; the words go at once, the sound with the next round of the worker."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state not in {RequestState.DRAFT, RequestState.UNCONFIRMED}:
        return False
    row.state, row.text, row.reply_to, row.ticket = RequestState.THROWN, "", None, None
    return True


def adopt(session: Session, request_id: int, visitor_id: int | None, reply_to: str | None) -> None:
    """Add what a report without the caller's number could not know: whose it is, and where to answer."""
    row = session.get_one(RequestRow, request_id)
    row.visitor_id = row.visitor_id or visitor_id
    if row.state != RequestState.THROWN:
        row.reply_to = row.reply_to or reply_to


def find_origin(session: Session, origins: Sequence[str]) -> RequestRow | None:
    """The request that a carrier's message made."""
    return session.scalars(select(RequestRow).where(RequestRow.origin.in_(origins))).first()


def reword(session: Session, request_id: int, visitor_id: int | None, text: str) -> bool:
    """The visitor corrected a draft; what was sent stays as it was sent."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state != RequestState.DRAFT:
        return False
    row.text = text
    return True


def extend(session: Session, request_id: int, visitor_id: int | None, text: str) -> bool:
    """The visitor goes on writing while a draft waits; words that stand there already were only repeated."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state != RequestState.DRAFT:
        return False
    if text not in row.text:
        row.text = f"{row.text}\n\n{text}".strip()
    return True


def own(session: Session, request_id: int, visitor_id: int | None) -> RequestRow | None:
    """A request, if it is this visitor's."""
    row = session.get(RequestRow, request_id)
    return row if row is not None and visitor_id is not None and row.visitor_id == visitor_id else None


def close_call(session: Session, call: str) -> int:
    """The call is over: drafts nobody confirmed are kept as unconfirmed, so that staff see them; how many."""
    wanted = select(RequestRow).where(RequestRow.call == call, RequestRow.state == RequestState.DRAFT)
    drafts = session.scalars(wanted).all()
    for row in drafts:
        row.state = RequestState.UNCONFIRMED
        row.ticket = row.ticket or _free_ticket(session)
        session.flush()
    return len(drafts)


def newest(session: Session, limit: int = 50) -> list[RequestRow]:
    """The latest requests that staff may see, newest first."""
    wanted = select(RequestRow).where(RequestRow.state.in_([RequestState.SENT, RequestState.UNCONFIRMED]))
    return list(session.scalars(wanted.order_by(RequestRow.id.desc()).limit(limit)))


def find_ticket(session: Session, ticket: str) -> RequestRow | None:
    """The request with this ticket."""
    return session.scalars(select(RequestRow).where(RequestRow.ticket == ticket)).first()


def _free_ticket(session: Session) -> str:
    """Six random digits nobody else has; the first is never 0, as with every number one can key."""
    while True:
        ticket = str(secrets.randbelow(9 * 10 ** (TICKET_DIGITS - 1)) + 10 ** (TICKET_DIGITS - 1))
        if find_ticket(session, ticket) is None:
            return ticket
