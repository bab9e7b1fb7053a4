"""A telephone line: its number, hours, and greeting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from content.editing.kinds.fields import is_slug, known_languages, read_day, read_number
from content.editing.kinds.positions import find_position
from content.editing.sheet import Data, Made, Remark, Sheet, Use
from content.editing.view import View
from content.packs.house_rows import write_line
from content.packs.shapes import LONGEST_LINE, WEEKDAYS, LineShape
from content.tables import ClosingRow, GreetingRow, LineRow, OpeningRow

EMPTY: Data = {
    "language": "", "number": "", "region": "", "staff_phone": "", "hours": [], "closed": [], "greeting": {}
}  # fmt: skip
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
REGION = re.compile(r"([A-Z]{2}(-[A-Z0-9]{1,3})?)?")
NUMBERS = ("number", "staff_phone")


def read(session: Session, sheet: Sheet) -> Data | None:
    """The line as it counts now."""
    row = session.get(LineRow, sheet.key, populate_existing=True)
    if row is None:
        return None
    hours = select(OpeningRow).where(OpeningRow.line == sheet.key)
    closed = select(ClosingRow.day).where(ClosingRow.line == sheet.key).order_by(ClosingRow.day)
    greetings = select(GreetingRow.language, GreetingRow.text).where(GreetingRow.line == sheet.key)
    return {
        **{name: getattr(row, name) for name in ("language", "number", "region", "staff_phone")},
        "hours": [
            {"weekday": one.weekday, "opens": f"{one.opens:%H:%M}", "closes": f"{one.closes:%H:%M}"}
            for one in session.scalars(hours.order_by(OpeningRow.weekday, OpeningRow.opens))
        ],
        "closed": [day.isoformat() for day in session.scalars(closed)],
        "greeting": dict(session.execute(greetings).all()),
    }


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """A language that is spoken here, numbers that can be rung, and hours that make sense."""
    yield from is_slug(sheet.key, LONGEST_LINE)
    if data["language"] not in view.languages:
        yield Remark("language", "unknown_language", {"language": data["language"]})
    for name in NUMBERS:
        if data[name].strip() and read_number(data[name], data["region"]) is None:
            yield Remark(name, "not_a_telephone_number")
    if not REGION.fullmatch(data["region"]):
        yield Remark("region", "not_a_region", {"region": data["region"]})
    for day in data["closed"]:
        if read_day(day) is None:
            yield Remark("closed", "not_a_day", {"day": day})
    yield from known_languages(view, data["greeting"], "greeting")
    yield from _check_hours(data)
    yield from _check_number_is_free(view, sheet, data)


def write(session: Session, sheet: Sheet, data: Data, _: Made) -> None:
    """Make the line count; numbers are kept in E.164."""
    numbers = {name: read_number(data[name], data["region"]) or "" for name in NUMBERS}
    hours: dict[str, list[str]] = defaultdict(list)
    for one in data["hours"]:
        hours[WEEKDAYS[one["weekday"]]].append(f"{one['opens']}-{one['closes']}")
    shape = LineShape.model_validate(
        {
            **data, **numbers,
            "hours": {day: ", ".join(spans) for day, spans in hours.items()},
            "closed": tuple(date.fromisoformat(day) for day in data["closed"]),
            "greeting": {code: words for code, words in data["greeting"].items() if words.strip()},
        }
    )  # fmt: skip
    write_line(session, find_position(session, LineRow, sheet.key), sheet.key, shape)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the line away."""
    session.execute(delete(LineRow).where(LineRow.slug == sheet.key))


def uses(session: Session, sheet: Sheet) -> Iterator[Use]:
    """The last line must stay: without one nobody answers."""
    if session.scalar(select(func.count()).select_from(LineRow).where(LineRow.slug != sheet.key)) == 0:
        yield Use(sheet, "last_line", {"slug": sheet.key})


def _check_hours(data: Data) -> Iterator[Remark]:
    spans: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in data["hours"]:
        values = {"opens": one["opens"], "closes": one["closes"]}
        sane = TIME.fullmatch(one["opens"]) and TIME.fullmatch(one["closes"]) and one["weekday"] in range(7)
        if not sane or one["opens"] >= one["closes"]:
            yield Remark("hours", "not_hours", values)
        elif any(one["opens"] < closes and opens < one["closes"] for opens, closes in spans[one["weekday"]]):
            yield Remark("hours", "hours_overlap", values)
        else:
            spans[one["weekday"]].append((one["opens"], one["closes"]))


def _check_number_is_free(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    number = read_number(data["number"], data["region"]) or ""
    others = select(LineRow.slug).where(LineRow.number == number, LineRow.slug != sheet.key).limit(1)
    if number and (taken := view.session.scalar(others)):
        yield Remark("number", "number_taken", {"slug": taken})
