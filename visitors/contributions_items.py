"""Items that were made of somebody's own story: nothing of them stays when it was taken back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from content.media import MediaStore
from content.tables import (
    DraftRow,
    EditionRow,
    ItemTextRow,
    RecordingRow,
    SearchWordRow,
    StepRow,
)
from db.database import Database
from staff.trail import TrailRow
from visitors.requests_table import RequestKind, RequestRow, RequestState

ABOUT = ("item", "text", "thread", "release")


def erase_next(database: Database, media: MediaStore) -> bool:
    """Erase the words and recordings of one item whose story was taken back; whether there was one."""
    gone = (RequestRow.kind == RequestKind.CONTRIBUTION, RequestRow.state == RequestState.THROWN)
    with database.reads() as session:
        row = session.scalars(
            select(RequestRow).where(*gone, RequestRow.became.is_not(None)).limit(1)
        ).first()
    if row is None or row.became is None:
        return False
    with database.writes() as session:
        paths = erase_item(session, row.became)
        session.execute(update(RequestRow).where(RequestRow.id == row.id).values(became=None))
    for path in paths:
        media.delete(path)
    return True


def erase_item(session: Session, number: int) -> list[str]:
    """Nothing of what an item said stays, in no version, nor in the trail; the files that only it needed.

    The number stays taken, so that a card that names it leads to nobody else's story."""
    takes = session.scalars(select(RecordingRow).where(RecordingRow.item == number)).all()
    paths = {path for take in takes for path in (take.master, take.phone, take.slow, take.chat) if path}
    session.execute(delete(RecordingRow).where(RecordingRow.item == number))
    session.execute(delete(ItemTextRow).where(ItemTextRow.item == number))
    session.execute(delete(SearchWordRow).where(SearchWordRow.item == number))
    for table in (DraftRow, StepRow, EditionRow):
        session.execute(delete(table).where(table.kind.in_(ABOUT), table.key == str(number)))
    told = (TrailRow.kind.in_(ABOUT), TrailRow.key == str(number))
    session.execute(update(TrailRow).where(*told).values(before=None, after=None))
    return sorted(paths - _find_shared(session, paths))


def _find_shared(session: Session, paths: Iterable[str]) -> set[str]:
    """Files that another recording needs as well."""
    columns = (RecordingRow.master, RecordingRow.phone, RecordingRow.slow, RecordingRow.chat)
    wanted = list(paths)
    rows = session.execute(select(*columns).where(or_(*(column.in_(wanted) for column in columns))))
    return {path for row in rows for path in row if path}
