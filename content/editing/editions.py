"""Published states of sheets that keep no versions in their own table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.editing.kinds.registry import VERSIONED
from content.editing.sheet import Data, Made, Sheet
from content.editing.versions import find_live
from content.tables import EditionRow, ItemRow


def find_version(session: Session, sheet: Sheet) -> int:
    """The version that counts now; 0 where there is none yet."""
    if sheet.kind in VERSIONED:
        row = find_live(session, sheet)
        return row.version if row else 0
    return _last(session, sheet)


def settle_edition(session: Session, sheet: Sheet, now: Data | None, made: Made) -> int:
    """Make sure that the history ends with what counts now, also where a pack brought it; its version, or 0."""
    newest = _newest(session, sheet)
    if newest is not None and newest.data == now:
        return newest.version
    version = newest.version if newest else 0
    if now is None:
        return version
    at = made.at if newest else _began(session, sheet, made.at)
    add_edition(session, sheet, version + 1, now, at, None)
    session.flush()
    return version + 1


def keep_edition(session: Session, sheet: Sheet, after: Data | None, made: Made) -> None:
    """Write down what counts from now on."""
    add_edition(session, sheet, _last(session, sheet) + 1, after, made.at, made.by)
    session.flush()


def add_edition(
    session: Session, sheet: Sheet, version: int, data: Data | None, at: datetime, by: str | None
) -> None:
    """One line of the history."""
    row = EditionRow(kind=sheet.kind, key=sheet.key, version=version, data=data, made_at=at, made_by=by)
    session.add(row)


def _newest(session: Session, sheet: Sheet) -> EditionRow | None:
    mine = (EditionRow.kind == sheet.kind, EditionRow.key == sheet.key)
    return session.scalar(select(EditionRow).where(*mine).order_by(EditionRow.version.desc()).limit(1))


def _last(session: Session, sheet: Sheet) -> int:
    mine = (EditionRow.kind == sheet.kind, EditionRow.key == sheet.key)
    return session.scalar(select(func.max(EditionRow.version)).where(*mine)) or 0


def _began(session: Session, sheet: Sheet, otherwise: datetime) -> datetime:
    """When it came, as far as that was written down."""
    changed = select(ItemRow.changed_at).where(ItemRow.number == sheet.number)
    return (session.scalar(changed) if sheet.number else None) or otherwise
