"""Making sheets count: checked, written, kept in the history, their drafts gone. All of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts, searching
from content.editing.editions import find_version, keep_edition, settle_edition
from content.editing.kinds.registry import KINDS, VERSIONED, complete, read, sort_sheets
from content.editing.sheet import (
    ITEM,
    SPEAKER,
    TEXT,
    Change,
    Data,
    Made,
    Refused,
    Remark,
    Sheet,
    item_sheet,
    text_sheet,
)
from content.editing.steps import note_step
from content.editing.view import View, list_languages
from content.tables import ItemRow, ItemTextRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sheet shall be from now on; None takes it away. `ends_draft` says that this is the draft itself."""

    sheet: Sheet
    data: Data | None
    made: Made
    ends_draft: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What became of it: the data and versions before and after; version 0 means that there was nothing."""

    change: Change
    before: int
    after: int


def put_live(session: Session, wanted: Sequence[Wanted], what: str) -> list[Put]:
    """Write these sheets, those that are named before those that name them. Raises `Refused`, and writes nothing.

    The caller moves the content's version and stands within a savepoint."""
    named = {one.sheet: one for one in wanted}
    view = View(session, {one.sheet: one.data for one in wanted if one.data is not None})
    remarks: list[Remark] = []
    done: list[Put] = []
    for sheet in sort_sheets(named, list_languages(session)):
        found = find_remarks(view, sheet, named[sheet].data)
        remarks += found
        if not any(remark.blocks for remark in found):
            done.append(_put(session, named[sheet], what))
    _refuse(remarks)
    touched = {put.change.sheet.number for put in done} - {0}
    _refuse([remark for number in sorted(touched) for remark in check_whole(session, number)])
    _index(session, [put.change.sheet for put in done], touched)
    return done


def find_remarks(view: View, sheet: Sheet, data: Data | None) -> list[Remark]:
    """What is to be said about these data, each with its sheet; nothing about a sheet that is taken away."""
    found = KINDS[sheet.kind].check(view, sheet, complete(sheet, data)) if data is not None else ()
    return [replace(remark, sheet=sheet) for remark in found]


def check_whole(session: Session, number: int) -> list[Remark]:
    """What keeps an item that is on the line from staying there: its parts must fit each other."""
    row = session.get(ItemRow, number, populate_existing=True)
    if row is None or row.state != "published":
        return []
    told = select(ItemTextRow.language).where(ItemTextRow.item == number, ItemTextRow.live)
    sheets = [text_sheet(number, code) for code in session.scalars(told.order_by(ItemTextRow.language))]
    if not sheets:
        return [Remark("", "no_words", {"number": number}, sheet=item_sheet(number))]
    view = View(session)
    sheets.insert(0, item_sheet(number))
    found = [remark for sheet in sheets for remark in find_remarks(view, sheet, read(session, sheet))]
    return [remark for remark in found if remark.blocks]


def _put(session: Session, one: Wanted, what: str) -> Put:
    sheet, before = one.sheet, read(session, one.sheet)
    seen, old = drafts.open(session, sheet), _version_of(session, sheet, before, one.made)
    if one.data is None:
        KINDS[sheet.kind].remove(session, sheet)
    else:
        KINDS[sheet.kind].write(session, sheet, complete(sheet, one.data), one.made)
    session.flush()
    session.expire_all()
    after = read(session, sheet)
    if sheet.kind not in VERSIONED and after != before:
        keep_edition(session, sheet, after, one.made)
    if one.ends_draft or _is_drafted_so(session, sheet, after):
        drafts.drop(session, sheet)
    now_seen = drafts.open(session, sheet)
    if now_seen.data != seen.data:
        note_step(session, sheet, seen.data, now_seen.data)
    return Put(Change(what, sheet, before, after), old, find_version(session, sheet))


def _is_drafted_so(session: Session, sheet: Sheet, data: Data | None) -> bool:
    """A draft that says what is live is none."""
    row = drafts.find(session, sheet)
    return row is not None and data is not None and complete(sheet, row.data) == data


def _version_of(session: Session, sheet: Sheet, data: Data | None, made: Made) -> int:
    """The version that counts, 0 where there is nothing; what was never edited here begins its history now."""
    if sheet.kind in VERSIONED:
        return find_version(session, sheet)
    version = settle_edition(session, sheet, data, made)
    return 0 if data is None else version


def _refuse(remarks: list[Remark]) -> None:
    if any(remark.blocks for remark in remarks):
        raise Refused(remarks)


def _index(session: Session, sheets: list[Sheet], touched: set[int]) -> None:
    numbers = {sheet.number for sheet in sheets if sheet.kind in {ITEM, TEXT}} & touched
    speakers = [sheet.key for sheet in sheets if sheet.kind == SPEAKER]
    if speakers:
        numbers |= set(session.scalars(select(ItemRow.number).where(ItemRow.speaker.in_(speakers))))
    searching.index(session, numbers)
