"""An item's facts: its kind, its speaker, for whom it is and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content.catalogue import Audience, Intent, ItemKind
from content.editing.kinds.fields import need, read_day
from content.editing.sheet import SEASON, SERIES, Data, Made, Remark, Sheet, Use, item_sheet, thread_sheet
from content.editing.view import View
from content.tables import ItemRow, SeasonRow, SeriesEntryRow, ThreadRow

EMPTY: Data = {
    "kind": "story", "speaker": "", "intent": "story", "audience": "everyone", "sensitive": False, "asks": False,
    "rights": "", "review_by": None, "sources": [], "picture": "",
}  # fmt: skip
CHOICES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(ItemKind), "intent": frozenset(Intent), "audience": frozenset(Audience)
}  # fmt: skip
LOWEST, HIGHEST = 100, 9999


def read(session: Session, sheet: Sheet) -> Data | None:
    """The facts as they count now, also of an item that is a draft or withdrawn."""
    row = session.get(ItemRow, sheet.number, populate_existing=True)
    if row is None:
        return None
    day = row.review_by.isoformat() if row.review_by else None
    return {name: getattr(row, name) for name in EMPTY} | {"review_by": day, "sources": list(row.sources)}


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """What stands in the way of these facts."""
    if not LOWEST <= sheet.number <= HIGHEST:
        yield Remark("", "not_a_number", {"number": sheet.key})
    for name, choices in CHOICES.items():
        if data[name] not in choices:
            yield Remark(name, "not_a_choice", {"value": data[name]})
    if not view.has_speaker(data["speaker"]):
        yield Remark(
            "speaker", "unknown_speaker" if data["speaker"] else "missing", {"name": data["speaker"]}
        )
    yield from need(data, "rights")
    if data["review_by"] and read_day(data["review_by"]) is None:
        yield Remark("review_by", "not_a_day", {"day": data["review_by"]})


def write(session: Session, sheet: Sheet, data: Data, made: Made) -> None:
    """Make the facts count; the item's state stays as it is, and a new item is a draft."""
    row = session.get(ItemRow, sheet.number)
    values: dict[str, Any] = {**data, "review_by": _day(data), "sources": list(data["sources"])}
    values |= {"changed_at": made.at, "changed_by": made.by}
    if row is None:
        session.add(ItemRow(number=sheet.number, state="draft", **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


def remove(session: Session, sheet: Sheet) -> None:
    """Take the item away, with its words, threads and recordings."""
    session.execute(delete(ItemRow).where(ItemRow.number == sheet.number))


def uses(session: Session, sheet: Sheet) -> Iterator[Use]:
    """Series, threads and seasons that lead to it; and callers, once it was on the line."""
    row = session.get(ItemRow, sheet.number)
    if row is not None and row.state != "draft":
        yield Use(sheet, "was_published", {"state": row.state})
    entries = select(SeriesEntryRow.series).where(SeriesEntryRow.item == sheet.number)
    for slug in session.scalars(entries.order_by(SeriesEntryRow.series)):
        yield Use(Sheet(SERIES, slug), "in_series", {"slug": slug})
    for number in session.scalars(select(ThreadRow.item).where(ThreadRow.to == sheet.number).distinct()):
        yield Use(thread_sheet(number), "thread_from", {"number": number})
    for slug, items in session.execute(select(SeasonRow.slug, SeasonRow.items)):
        if sheet.number in items:
            yield Use(Sheet(SEASON, slug), "in_season", {"slug": slug})


def uses_of_speaker(session: Session, slug: str) -> Iterator[Use]:
    """The items that somebody tells."""
    told = select(ItemRow.number).where(ItemRow.speaker == slug).order_by(ItemRow.number)
    return (Use(item_sheet(number), "tells", {"number": number}) for number in session.scalars(told))


def _day(data: Data) -> date | None:
    return read_day(data["review_by"]) if data["review_by"] else None
