"""The catalogue as it would be if drafts were live: heard and read in the preview, and nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from content.editing.kinds.registry import KINDS, complete, sort_sheets
from content.editing.sheet import ITEM, TEXT, THREAD, Made, Sheet
from content.editing.view import list_languages
from content.published.catalogue import load_catalogue
from content.tables import DraftRow, ItemRow
from content.version import read_version
from db.database import Database
from settings import Settings

KEPT = 8
Key = tuple[object, ...]
_ready: dict[Key, Catalogue] = {}
_lock = Lock()


def rehearse(database: Database, settings: Settings, sheets: Iterable[Sheet]) -> Catalogue:
    """Everything published, with the drafts of these sheets laid over it; their items count as published.

    What can't be written as it stands, such as an item of somebody unknown, stays as it is published."""
    return _rehearse(database, settings, tuple(sorted(set(sheets))))


def rehearse_all(database: Database, settings: Settings) -> Catalogue:
    """The same with every draft there is."""
    return _rehearse(database, settings, None)


def _rehearse(database: Database, settings: Settings, sheets: tuple[Sheet, ...] | None) -> Catalogue:
    with database.reads() as session:
        key: Key = (
            str(database.engine.url),
            settings.languages,
            settings.time_zone,
            sheets,
            *_stamp(session),
        )
    with _lock:
        if key not in _ready:
            made = _make(database, settings, sheets)
            if len(_ready) >= KEPT:
                _ready.pop(next(iter(_ready)))
            _ready[key] = made
        return _ready[key]


def _stamp(session: Session) -> Key:
    """Moves with each publication and with each change of a draft."""
    drafts = select(func.count(), func.sum(DraftRow.revision), func.max(DraftRow.changed_at))
    return (read_version(session), *session.execute(drafts).one())


def _make(database: Database, settings: Settings, sheets: tuple[Sheet, ...] | None) -> Catalogue:
    """Written within a transaction that is always taken back."""
    with database.reads() as session:
        try:
            rows = {Sheet(row.kind, row.key, row.language): row for row in session.scalars(select(DraftRow))}
            wanted = rows.keys() if sheets is None else set(sheets)
            for sheet in sort_sheets(wanted, list_languages(session)):
                _write(session, sheet, rows.get(sheet))
            return load_catalogue(session, settings)
        finally:
            session.rollback()


def _write(session: Session, sheet: Sheet, row: DraftRow | None) -> None:
    try:
        with session.begin_nested():
            if row is not None:
                made = Made(row.changed_by, row.changed_at, row.review)
                KINDS[sheet.kind].write(session, sheet, complete(sheet, row.data), made)
            if sheet.kind in {ITEM, TEXT, THREAD} and (item := session.get(ItemRow, sheet.number)):
                item.state = "published"
            session.flush()
    except (SQLAlchemyError, LookupError, ValueError):
        session.expire_all()
