"""The last changes of a sheet, so that a page that is some changes behind can be told from what was typed into it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import Session

from content.editing.merging import changed
from content.editing.sheet import Data, Sheet
from content.tables import StepRow

KEPT = 60


def last_revision(session: Session, sheet: Sheet) -> int:
    """The revision of what is seen now; 0 while nothing was ever changed here."""
    return session.scalar(select(func.max(StepRow.revision)).where(_is_of(sheet))) or 0


def note_step(session: Session, sheet: Sheet, before: Data, after: Data) -> int:
    """Remember what stood there before this change; the new revision."""
    revision = last_revision(session, sheet) + 1
    session.execute(insert(StepRow), [_row(sheet, revision, changed(before, after))])
    session.execute(delete(StepRow).where(_is_of(sheet), StepRow.revision <= revision - KEPT))
    return revision


def note_unknown(session: Session, sheets: Collection[Sheet]) -> None:
    """Anything may have changed in these sheets, as by a pack: whoever has one open is not merged but asked."""
    rows = select(StepRow.kind, StepRow.key, StepRow.language, func.max(StepRow.revision))
    known = {
        Sheet(kind, key, language): revision
        for kind, key, language, revision in session.execute(
            rows.group_by(StepRow.kind, StepRow.key, StepRow.language)
        )
    }
    if sheets:
        session.execute(
            insert(StepRow), [_row(sheet, known.get(sheet, 0) + 1, None) for sheet in sorted(set(sheets))]
        )


def look_back(session: Session, sheet: Sheet, now: Data, revision: int) -> Data | None:
    """The data as they stood at a revision, given what stands there now; None where nobody remembers."""
    wanted = select(StepRow).where(_is_of(sheet), StepRow.revision > revision)
    steps = session.scalars(wanted.order_by(StepRow.revision.desc())).all()
    if len(steps) != last_revision(session, sheet) - revision:
        return None
    data = dict(now)
    for step in steps:
        if step.before is None:
            return None
        data |= step.before
    return data


def _row(sheet: Sheet, revision: int, before: Data | None) -> dict[str, object]:
    place = {"kind": sheet.kind, "key": sheet.key, "language": sheet.language}
    return {**place, "revision": revision, "before": before}


def _is_of(sheet: Sheet) -> ColumnElement[bool]:
    return and_(StepRow.kind == sheet.kind, StepRow.key == sheet.key, StepRow.language == sheet.language)
