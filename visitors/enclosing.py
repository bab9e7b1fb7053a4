"""Pictures or a voice note that come after the words of a draft belong to the same message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.carried import SoundState
from visitors import requests
from visitors.requests import Message, RequestKind, RequestRow, RequestState

MOST_LOOKED_AT = 20  # requests of one visitor; a message is repeated within a day
MOST_PICTURES = 10  # of one message; as many as an album holds
EARLY = frozenset({RequestState.DRAFT})
LATE = frozenset({*EARLY, *requests.OPEN})


def enclose(
    session: Session, request_id: int, visitor_id: int | None, more: Message, *, late: bool = False
) -> bool:
    """Add what came to a draft: words, a sound that it had not yet, pictures; the same again changes nothing.

    `late` is the rest of an album, kept though its beginning was sent meanwhile. False where it is no draft of this
    visitor's, holds another sound already, or enough pictures."""
    row = requests.own(session, request_id, visitor_id)
    if row is None or row.state not in (LATE if late else EARLY):
        return False
    if _differs(row.sound_source, more.sound):
        return False
    if more.picture and (row.kind == RequestKind.NAME or _differs(row.picture_source, more.picture)):
        return _add_picture(session, row, more, late)
    if more.sound or more.picture:
        row.sound_source, row.picture_source = (
            row.sound_source or more.sound,
            row.picture_source or more.picture,
        )
        row.sound_seconds, row.sound_state = row.sound_seconds or more.seconds, SoundState.OWED
    return requests.extend(session, request_id, visitor_id, more.text) or late


def find_album(session: Session, visitor_id: int, albums: Sequence[str]) -> int | None:
    """The request to which pictures of an album went, by the origin of the album under every key."""
    begun = (RequestRow.origin.startswith(f"{one}:", autoescape=True) for one in albums)
    mine = select(RequestRow).where(RequestRow.visitor_id == visitor_id)
    row = session.scalars(mine.where(or_(RequestRow.origin.in_(albums), *begun)).limit(1)).first()
    return (row.part_of or row.id) if row else None


def note_joined(session: Session, request_id: int, message: int) -> None:
    """A message of the chat has gone into a request, which has its own: sent anew, that one changes nothing."""
    row = session.get_one(RequestRow, request_id)
    if str(message) not in row.joined.split():
        row.joined = f"{row.joined} {message}".strip()


def find_joined(session: Session, visitor_id: int, message: int) -> int | None:
    """The request that a message went into, whatever has become of it since."""
    grown = (RequestRow.visitor_id == visitor_id, RequestRow.joined != "")
    newest = select(RequestRow).where(*grown).order_by(RequestRow.id.desc()).limit(MOST_LOOKED_AT)
    return next((row.id for row in session.scalars(newest) if str(message) in row.joined.split()), None)


def _add_picture(session: Session, row: RequestRow, more: Message, late: bool) -> bool:
    """One more picture is a row of its own, part of the request; so are its words, where the request takes none."""
    whole = requests.own(session, row.part_of, row.visitor_id) if row.part_of else row
    if whole is None or whole.state == RequestState.THROWN:
        return False
    kept = requests.pictures(session, whole.id)
    if more.picture in {whole.picture_source, *(one.picture_source for one in kept)}:
        return True
    if not late and len(kept) + 1 >= MOST_PICTURES:
        return False
    is_open = row is whole and row.state == RequestState.DRAFT
    words = "" if is_open else more.text
    part = replace(more, text=words, item=whole.id, reply_to=None)
    number = requests.keep(session, row.visitor_id, part, whole.asked_at, RequestKind.PICTURE)
    if whole.state != RequestState.DRAFT:
        session.get_one(RequestRow, number).state = RequestState.PART
    return requests.extend(session, row.id, row.visitor_id, more.text) if is_open else True


def _differs(kept: str | None, came: str | None) -> bool:
    return kept is not None and came is not None and kept != came
