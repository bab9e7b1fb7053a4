"""A picture or a voice note that comes after the words of a draft belongs to the same message."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.carried import SoundState
from visitors import requests
from visitors.requests import Message, RequestState


def enclose(session: Session, request_id: int, visitor_id: int | None, more: Message) -> bool:
    """Add what came to a draft: words, and a sound or a picture that it had not yet; the same again changes nothing.

    False where it is no draft of this visitor's, or holds another sound or picture already."""
    row = requests.own(session, request_id, visitor_id)
    if row is None or row.state != RequestState.DRAFT:
        return False
    if _differs(row.sound_source, more.sound) or _differs(row.picture_source, more.picture):
        return False
    if more.sound or more.picture:
        row.sound_source, row.picture_source = (
            row.sound_source or more.sound,
            row.picture_source or more.picture,
        )
        row.sound_seconds, row.sound_state = row.sound_seconds or more.seconds, SoundState.OWED
    return requests.extend(session, request_id, visitor_id, more.text)


def _differs(kept: str | None, came: str | None) -> bool:
    return kept is not None and came is not None and kept != came
