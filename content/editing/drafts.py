"""Working copies that save themselves: two people on one sheet never lose each other's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import searching
from content.editing.editions import find_version
from content.editing.kinds.registry import VERSIONED, complete, read
from content.editing.merging import merge
from content.editing.sheet import ITEM, TEXT, Change, Data, Sheet
from content.editing.steps import last_revision, look_back, note_step
from content.editing.turns import take_turn
from content.editing.versions import find_source_version, is_stale
from content.tables import DraftRow

REVIEWED = "reviewed"
SEARCHED = {TEXT: "title", ITEM: "speaker"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet as staff see it: the draft, else what is published, else an empty form.

    `exists` says that there is a draft. `revision` is what a page gives back to `save`; it goes on counting when a
    draft is published. `published` is None where there is nothing yet. `source_version` is the version of the source
    that is live now (0 in other kinds): a page that shows the source gives it back to `save` as well.
    `is_stale` says that the source has gone on since these words were made."""

    sheet: Sheet
    data: Data
    revision: int
    exists: bool
    review: str
    changed_at: datetime | None
    changed_by: str
    published: Data | None
    is_stale: bool
    source_version: int


class Overtaken(Exception):
    """Somebody else wrote something different into the same fields; nothing was saved.

    `draft` is what stands there now, `mine` what was to be saved, `fields` where they differ (`title.fr`)."""

    def __init__(self, draft: Draft, mine: Data, fields: tuple[str, ...]) -> None:
        super().__init__(f"{draft.sheet.kind} {draft.sheet.key}: {', '.join(fields)}")
        self.draft, self.mine, self.fields = draft, mine, fields


def open(session: Session, sheet: Sheet) -> Draft:  # noqa: A001 - one opens a sheet
    """The sheet as it is to be edited; it only reads."""
    row, published = find(session, sheet), read(session, sheet)
    empty = complete(sheet, {})
    revision, source = last_revision(session, sheet), _source(session, sheet)
    if row is None:
        stale = sheet.kind in VERSIONED and is_stale(session, sheet)
        data = published if published is not None else empty
        return Draft(sheet, data, revision, False, "", None, "", published, stale, source)
    stale = sheet.kind in VERSIONED and is_stale(session, sheet, row.source_version)
    return Draft(
        sheet, complete(sheet, row.data), revision, True, row.review, row.changed_at, row.changed_by, published,
        stale, source,
    )  # fmt: skip


def save(
    session: Session,
    sheet: Sheet,
    data: Mapping[str, Any],
    revision: int,
    by: str,
    now: datetime,
    source_version: int | None = None,
) -> Draft:
    """Keep what somebody made of the sheet as it was at `revision`, merged with what others did since.

    A field left out of `data` stays as it is; one of several languages is given whole, as it was seen. Raises
    `Overtaken` where both wrote into the same field."""
    take_turn(session)
    row = find(session, sheet)
    there = open(session, sheet)
    base = look_back(session, sheet, there.data, revision)
    mine = complete(sheet, {**(base or there.data), **data})
    merged = merge(base, mine, there.data)
    if merged.fields:
        raise Overtaken(there, mine, merged.fields)
    if merged.data == there.data:
        return there
    _keep(session, there, row, merged.data, by, now, source_version)
    return open(session, sheet)


def discard(session: Session, sheet: Sheet) -> Change | None:
    """Throw a draft away; what is published stays. The change holds the words, so that they can be saved again."""
    take_turn(session)
    there = open(session, sheet)
    if not there.exists:
        return None
    drop(session, sheet)
    note_step(session, sheet, there.data, open(session, sheet).data)
    _index(session, sheet)
    return Change("discard", sheet, there.data, there.published)


def mark_reviewed(session: Session, sheet: Sheet, by: str, now: datetime) -> Change | None:
    """Say that somebody read the draft and finds it right; the next change takes that back. None without a draft."""
    take_turn(session)
    row = find(session, sheet)
    if row is None:
        return None
    before, row.review, row.changed_by, row.changed_at = row.review, REVIEWED, by, now
    session.flush()
    return Change("review", sheet, {"review": before}, {"review": REVIEWED})


def find(session: Session, sheet: Sheet) -> DraftRow | None:
    """The draft's row."""
    mine = (DraftRow.kind == sheet.kind, DraftRow.key == sheet.key, DraftRow.language == sheet.language)
    return session.scalar(select(DraftRow).where(*mine).execution_options(populate_existing=True))


def drop(session: Session, sheet: Sheet) -> None:
    """Take the row away, where there is one."""
    if row := find(session, sheet):
        session.delete(row)
        session.flush()


def _keep(
    session: Session,
    there: Draft,
    row: DraftRow | None,
    data: Data,
    by: str,
    now: datetime,
    source: int | None,
) -> None:
    sheet = there.sheet
    values: dict[str, Any] = {
        "data": data, "review": "draft", "changed_at": now, "changed_by": by,
        "source_version": there.source_version if source is None else source,
        "revision": note_step(session, sheet, there.data, data),
    }  # fmt: skip
    if row is None:
        place = {"kind": sheet.kind, "key": sheet.key, "language": sheet.language}
        session.add(DraftRow(**place, based_on=find_version(session, sheet), **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    if there.data.get(SEARCHED.get(sheet.kind, "")) != data.get(SEARCHED.get(sheet.kind, "")):
        _index(session, sheet)


def _source(session: Session, sheet: Sheet) -> int:
    return find_source_version(session, sheet) if sheet.kind in VERSIONED else 0


def _index(session: Session, sheet: Sheet) -> None:
    """An item is found by the title that somebody is writing, too."""
    if sheet.kind in SEARCHED:
        searching.index(session, [sheet.number])
