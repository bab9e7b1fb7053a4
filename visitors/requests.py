"""What visitors send us: questions, wishes to be called back and stories of their own, kept row first, never lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.carried import SoundState
from visitors import inbox_words, worries
from visitors.people import Channel
from visitors.requests_table import (
    DONE,
    OPEN,
    PARTS,
    TICKET_DIGITS,
    UNSAID,
    Dictation,
    RequestKind,
    RequestRow,
    RequestState,
)

__all__ = [
    "DONE",
    "OPEN",
    "TICKET_DIGITS",
    "UNSAID",
    "Message",
    "RequestKind",
    "RequestRow",
    "RequestState",
    "SoundState",
    "adopt",
    "choose_way",
    "close_call",
    "empty",
    "extend",
    "find_origin",
    "find_ticket",
    "keep",
    "newest",
    "of_visitor",
    "own",
    "pictures",
    "reword",
    "send",
    "throw_away",
]  # fmt: skip
FOR_ANSWERS = frozenset({RequestKind.QUESTION, RequestKind.CALLBACK})
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived: words, and the carrier's names for a sound (`RE…`, or a file id) and a picture.

    `item` is what it is about: an item's number, of a contribution its consent, of a part the request."""

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
        origin=message.origin, item=message.item if kind in FOR_ANSWERS else None, text=message.text,
        consent=message.item if kind == RequestKind.CONTRIBUTION else None,
        part_of=message.item if kind in PARTS else None, call=message.call, reply_to=message.reply_to,
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
    if row is None or row.state == RequestState.THROWN or row.kind in PARTS:
        return None
    if row.state in UNSAID:
        row.state = RequestState.SENT
        row.ticket = row.ticket or _free_ticket(session)
        row.sent_at = row.sent_at or now
        for picture in pictures(session, row.id):
            picture.state = RequestState.PART
        _queue(session, row)
    return row.ticket


def throw_away(session: Session, request_id: int, visitor_id: int | None) -> bool:
    """The visitor does not want it; the words go at once, the sound with the next round of the worker."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state not in UNSAID:
        return False
    for one in (*pictures(session, row.id), row):
        empty(session, one)
    return True


def pictures(session: Session, request_id: int) -> Sequence[RequestRow]:
    """The photos that came with a request after the first, in their order."""
    mine = (RequestRow.part_of == request_id, RequestRow.kind == RequestKind.PICTURE)
    wanted = select(RequestRow).where(*mine, RequestRow.state != RequestState.THROWN)
    return session.scalars(wanted.order_by(RequestRow.id)).all()


def empty(session: Session, row: RequestRow) -> None:
    """Nothing of it is left but what the worker needs to erase its files, with us and at the carrier."""
    row.state, row.text, row.transcript, row.reply_to, row.ticket = RequestState.THROWN, "", "", None, None
    row.moderation, row.claimed_by, row.due_on, row.dictation = "", None, None, Dictation.NONE
    session.flush()
    inbox_words.index(session, row)


def choose_way(session: Session, request_id: int, visitor_id: int | None, way: str) -> bool:
    """How the visitor wants the answer; False where it is not theirs, or has been answered."""
    row = own(session, request_id, visitor_id)
    if row is None or row.state not in {*OPEN, RequestState.DRAFT}:
        return False
    row.way = way
    return True


def adopt(session: Session, request_id: int, visitor_id: int | None, reply_to: str | None) -> None:
    """Add what a report without the caller's number could not know: whose it is, and where to answer."""
    row = session.get_one(RequestRow, request_id)
    row.visitor_id = row.visitor_id or visitor_id
    if row.state != RequestState.THROWN:
        row.reply_to = row.reply_to or reply_to


def of_visitor(session: Session, visitor_id: int) -> Sequence[RequestRow]:
    """Everything a visitor sent, the oldest first."""
    return session.scalars(
        select(RequestRow).where(RequestRow.visitor_id == visitor_id).order_by(RequestRow.id)
    ).all()


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
        _keep_unconfirmed(session, row)
    return sum(row.state == RequestState.UNCONFIRMED for row in drafts)


def newest(session: Session, limit: int = 50) -> list[RequestRow]:
    """The latest requests that staff may see, newest first."""
    wanted = select(RequestRow).where(RequestRow.state.in_(OPEN))
    return list(session.scalars(wanted.order_by(RequestRow.id.desc()).limit(limit)))


def find_ticket(session: Session, ticket: str) -> RequestRow | None:
    """The request with this ticket."""
    return session.scalars(select(RequestRow).where(RequestRow.ticket == ticket)).first()


def _keep_unconfirmed(session: Session, row: RequestRow) -> None:
    """A name that nobody confirmed is no name; all else is kept, and gets a ticket."""
    if row.kind == RequestKind.NAME:
        empty(session, row)
        return
    row.state = RequestState.UNCONFIRMED
    row.ticket = row.ticket or _free_ticket(session)
    _queue(session, row)


def _queue(session: Session, row: RequestRow) -> None:
    """It is ours now: what staff find it by, what waits to be looked at, and a phrase that frightens."""
    row.due_on = row.due_on or row.promised_for
    row.dictation = Dictation.OWED if row.sound_source and not row.transcript else Dictation.NONE
    if row.kind == RequestKind.CONTRIBUTION:
        row.moderation = row.moderation or WAITING
    session.flush()
    inbox_words.index(session, row)
    worries.notice(session, row.id, row.text, row.language, row.sent_at or row.asked_at)


def _free_ticket(session: Session) -> str:
    """Six random digits nobody else has; the first is never 0, as with every number one can key."""
    while True:
        ticket = str(secrets.randbelow(9 * 10 ** (TICKET_DIGITS - 1)) + 10 ** (TICKET_DIGITS - 1))
        if find_ticket(session, ticket) is None:
            return ticket
