"""Where a thing is used, and deleting what is used nowhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete as erase
from sqlalchemy.orm import Session

from content.editing import drafts
from content.editing.kinds.registry import KINDS, VERSIONED, read
from content.editing.live import Wanted, put_live
from content.editing.sheet import ITEM, Change, Made, Sheet, StillUsed, Use
from content.editing.turns import take_turn
from content.editing.view import drafts_of_item
from content.tables import ScheduleRow, SearchWordRow
from content.version import move_version


def uses(session: Session, sheet: Sheet) -> list[Use]:
    """Everything that needs this sheet; empty where it can be deleted."""
    return list(KINDS[sheet.kind].uses(session, sheet))


def delete(session: Session, sheet: Sheet, by: str, now: datetime) -> list[Change]:
    """Take a thing away with its draft; its history stays. Raises `StillUsed`.

    Of a new item the words go too: the changes hold them, so that they can be begun again."""
    take_turn(session)
    if found := uses(session, sheet):
        raise StillUsed(found)
    with session.begin_nested():
        move_version(session, now)
        belongings = drafts_of_item(session, sheet.number) if sheet.kind == ITEM else {sheet: {}}
        changes = [change for one in belongings if (change := drafts.discard(session, one))]
        if read(session, sheet) is None:
            return changes
        if sheet.kind == ITEM:
            session.execute(erase(SearchWordRow).where(SearchWordRow.item == sheet.number))
            session.execute(erase(ScheduleRow).where(ScheduleRow.item == sheet.number))
        puts = put_live(session, [Wanted(sheet, None, Made(by, now))], "delete")
    return [*changes, *(put.change for put in puts)]


def can_delete(sheet: Sheet) -> bool:
    """Whether things of this kind are ever deleted as such: the line's own words are not."""
    return sheet.kind not in VERSIONED or sheet.kind == "text"
