"""What was thrown away or forgotten leaves the media store too; the worker does it, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from content.media import MediaStore
from db.database import Database
from visitors.requests import RequestRow, RequestState

# An emptied row stays as long as a carrier may repeat its webhook, else the repetition would make it anew.
EMPTY_KEPT = timedelta(days=2)
EMPTY = {"state": RequestState.THROWN, "text": "", "reply_to": None, "ticket": None, "visitor_id": None}


def erase_next(database: Database, media: MediaStore) -> bool:
    """Delete the sound and picture of one request that was thrown away; whether there was one.

    What another worker has fetched for it meanwhile stays noted, and goes in the next round."""
    kept = or_(RequestRow.sound_path.is_not(None), RequestRow.picture_path.is_not(None))
    with database.reads() as session:
        row = session.scalars(select(RequestRow).where(RequestRow.state == RequestState.THROWN, kept)).first()
    if row is None:
        return False
    for path in filter(None, (row.sound_path, row.picture_path)):
        media.delete_private(path)
    with database.writes() as session:
        for column in (RequestRow.sound_path, RequestRow.picture_path):
            gone = update(RequestRow).where(RequestRow.id == row.id, column == getattr(row, column.key))
            session.execute(gone.values({column: None}))
    return True


def sweep(session: Session, now: datetime) -> None:
    """Delete the empty rows once nothing is left of them with us or the carrier."""
    empty = (
        RequestRow.sound_path.is_(None),
        RequestRow.picture_path.is_(None),
        RequestRow.carrier_copy.is_(False),
    )
    old = RequestRow.asked_at < now - EMPTY_KEPT
    session.execute(delete(RequestRow).where(RequestRow.state == RequestState.THROWN, old, *empty))


def empty(session: Session, ids: Sequence[int]) -> None:
    """Throw away requests with all that hangs on them; their sounds and the carrier's copies follow."""
    session.execute(update(RequestRow).where(RequestRow.id.in_(ids)).values(**EMPTY))
