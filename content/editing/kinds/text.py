"""An item's words in one language, kept in versions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.bodies import parse_body, tidy_body
from content.catalogue import ItemKind
from content.editing.kinds import item
from content.editing.kinds.fields import need
from content.editing.sheet import Data, Made, Remark, Sheet, Use, item_sheet
from content.editing.versions import find_live, retire_version, write_version
from content.editing.view import View
from content.recordings import Target, retire
from content.tables import ItemRow, ItemTextRow

EMPTY: Data = {"title": "", "teaser": "", "body": "", "description": "", "credit": "", "warning": ""}


def read(session: Session, sheet: Sheet) -> Data | None:
    """The words on the line, or ready for it; None where there are none in this language."""
    row = find_live(session, sheet)
    return describe(row) if isinstance(row, ItemTextRow) else None


def describe(row: ItemTextRow) -> Data:
    """One version's words."""
    return {name: getattr(row, name) for name in EMPTY}


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """What stands in the way of these words, given what the item is."""
    if sheet.language not in view.languages:
        yield Remark("", "unknown_language", {"language": sheet.language})
    yield from need(data, "title", "teaser", "body", "credit")
    facts = view.over.get(item_sheet(sheet.number)) or item.read(view.session, item_sheet(sheet.number))
    if facts is None:
        yield Remark("", "unknown_item", {"number": sheet.key})
        return
    yield from _check_warning(data, facts)
    yield from _check_picture(data, facts)
    if facts["kind"] == ItemKind.ACTIVITY and data["body"].strip():
        yield from _check_steps(data["body"])


def write(session: Session, sheet: Sheet, data: Data, made: Made) -> None:
    """Make the words live as a new version."""
    values = {**data, "body": tidy_body(data["body"])}
    write_version(session, sheet, values, made)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the words off the line, and the recording that reads them; both stay in the history."""
    retire_version(session, sheet)
    retire(session, Target(sheet.language, item=sheet.number))


def uses(session: Session, sheet: Sheet) -> Iterator[Use]:
    """An item on the line needs words in at least one language."""
    row = session.get(ItemRow, sheet.number)
    told = select(ItemTextRow.language).where(ItemTextRow.item == sheet.number, ItemTextRow.live)
    if row is not None and row.state == "published" and set(session.scalars(told)) <= {sheet.language}:
        yield Use(item_sheet(sheet.number), "only_words", {"number": sheet.number})


def _check_warning(data: Data, facts: Data) -> Iterator[Remark]:
    if facts["sensitive"] and not data["warning"].strip():
        yield Remark("warning", "warning_missing")
    if data["warning"].strip() and not facts["sensitive"]:
        yield Remark("warning", "warning_unheard", blocks=False)


def _check_picture(data: Data, facts: Data) -> Iterator[Remark]:
    if facts["picture"] and not data["description"].strip():
        yield Remark("description", "picture_undescribed")
    if data["description"].strip() and not facts["picture"]:
        yield Remark("description", "picture_missing", blocks=False)


def _check_steps(body: str) -> Iterator[Remark]:
    found = parse_body(ItemKind.ACTIVITY, tidy_body(body))
    for name in ("text", "needed", "steps"):
        if not getattr(found, name):
            yield Remark("body", f"activity_{name}_missing")
