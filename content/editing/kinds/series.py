"""A trail or a serial."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content.catalogue import SeriesKind
from content.editing.kinds.fields import is_slug, known_items, need_all
from content.editing.kinds.positions import find_position
from content.editing.sheet import Data, Made, Remark, Sheet, Use
from content.editing.view import View
from content.packs.house_rows import write_series_row
from content.packs.shapes import LONGEST_SERIES, WEEKDAYS, SeriesShape
from content.tables import SeriesEntryRow, SeriesRow, SeriesTextRow

EMPTY: Data = {"kind": "trail", "guide": "", "weekdays": [], "items": [], "title": {}, "teaser": {}}


def read(session: Session, sheet: Sheet) -> Data | None:
    """The series as it counts now, with items that are not published too."""
    row = session.get(SeriesRow, sheet.key, populate_existing=True)
    if row is None:
        return None
    entries = select(SeriesEntryRow.item).where(SeriesEntryRow.series == sheet.key)
    texts = select(SeriesTextRow.language, SeriesTextRow.title, SeriesTextRow.teaser)
    words = session.execute(texts.where(SeriesTextRow.series == sheet.key)).all()
    return {
        "kind": row.kind,
        "guide": row.guide,
        "weekdays": list(row.weekdays),
        "items": list(session.scalars(entries.order_by(SeriesEntryRow.position))),
        "title": {code: title for code, title, _ in words},
        "teaser": {code: teaser for code, _, teaser in words},
    }


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """A guide, items that exist, words in every language, and weekdays exactly where it is a serial."""
    yield from is_slug(sheet.key, LONGEST_SERIES)
    if not view.has_speaker(data["guide"]):
        yield Remark("guide", "unknown_speaker" if data["guide"] else "missing", {"name": data["guide"]})
    yield from need_all(view, data, "title")
    yield from need_all(view, data, "teaser")
    yield from known_items(view, data["items"], "items")
    if not data["items"]:
        yield Remark("items", "no_items")
    yield from _check_sort(data)


def write(session: Session, sheet: Sheet, data: Data, _: Made) -> None:
    """Make the series count."""
    weekdays = [WEEKDAYS[day] for day in sorted(set(data["weekdays"]))]
    shape = SeriesShape.model_validate({**data, "weekdays": tuple(weekdays), "items": tuple(data["items"])})
    write_series_row(session, find_position(session, SeriesRow, sheet.key), sheet.key, shape)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the series away; its items stay."""
    session.execute(delete(SeriesRow).where(SeriesRow.slug == sheet.key))


def uses(_: Session, __: Sheet) -> Iterator[Use]:
    """Nothing needs a series."""
    return iter(())


def _check_sort(data: Data) -> Iterator[Remark]:
    if data["kind"] not in set(SeriesKind):
        yield Remark("kind", "not_a_choice", {"value": data["kind"]})
    if data["kind"] == SeriesKind.SERIAL and not data["weekdays"]:
        yield Remark("weekdays", "serial_needs_weekdays")
    if data["kind"] == SeriesKind.TRAIL and data["weekdays"]:
        yield Remark("weekdays", "trail_has_no_weekdays")
    if not set(data["weekdays"]) <= set(range(7)):
        yield Remark("weekdays", "not_a_weekday")
