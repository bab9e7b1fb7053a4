"""Items that were made of somebody's own story: nothing of them stays when it was taken back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from content.editing.sheet import ITEM
from content.media import MediaStore
from content.tables import (
    DraftRow,
    EditionRow,
    ItemRow,
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
    with database.reads() as session:
        paths = find_files(session, row.became)
    for path in paths:  # first, while it still stands where they are
        media.delete(path)
    with database.writes() as session:
        late = find_files(session, row.became)
        erase_item(session, row.became)
        session.execute(update(RequestRow).where(RequestRow.id == row.id).values(became=None))
    for path in late - paths:
        media.delete(path)
    return True


def find_files(session: Session, number: int) -> set[str]:
    """The files that only this item needs: recordings as they came, what was made of them, pictures of any edition."""
    takes = session.scalars(select(RecordingRow).where(RecordingRow.item == number)).all()
    sounds = {path for take in takes for path in (take.master, take.phone, take.slow, take.chat) if path}
    pictures = _find_pictures(session, number)
    return sounds - _find_heard(session, sounds, number) | pictures - _find_shown(session, pictures, number)


def erase_item(session: Session, number: int) -> None:
    """Nothing of what an item said stays, in no version, nor in the trail.

    The number stays taken, so that a card that names it leads to nobody else's story."""
    session.execute(delete(RecordingRow).where(RecordingRow.item == number))
    session.execute(delete(ItemTextRow).where(ItemTextRow.item == number))
    session.execute(delete(SearchWordRow).where(SearchWordRow.item == number))
    bare = {"picture": "", "sources": [], "rights": ""}
    session.execute(update(ItemRow).where(ItemRow.number == number).values(**bare))
    for table in (DraftRow, StepRow, EditionRow):
        session.execute(delete(table).where(table.kind.in_(ABOUT), table.key == str(number)))
    told = (TrailRow.kind.in_(ABOUT), TrailRow.key == str(number))
    session.execute(update(TrailRow).where(*told).values(before=None, after=None))


def _find_heard(session: Session, sounds: Iterable[str], number: int) -> set[str]:
    """Sounds that a recording of something else needs as well."""
    columns = (RecordingRow.master, RecordingRow.phone, RecordingRow.slow, RecordingRow.chat)
    wanted, others = list(sounds), RecordingRow.item.is_distinct_from(number)
    rows = session.execute(select(*columns).where(or_(*(column.in_(wanted) for column in columns)), others))
    return {path for row in rows for path in row if path}


def _find_pictures(session: Session, number: int) -> set[str]:
    """Every picture that the item has or had: on the line, in a draft, in an older edition."""
    found = [session.scalar(select(ItemRow.picture).where(ItemRow.number == number))]
    for table in (DraftRow, EditionRow):
        kept = select(table.data).where(table.kind == ITEM, table.key == str(number))
        found += [(data or {}).get("picture") for data in session.scalars(kept)]
    return {path for path in found if path}


def _find_shown(session: Session, pictures: Iterable[str], number: int) -> set[str]:
    """Pictures that another item shows."""
    others = (ItemRow.picture.in_(list(pictures)), ItemRow.number != number)
    return set(session.scalars(select(ItemRow.picture).where(*others)))
