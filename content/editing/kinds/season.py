"""Some weeks of the year with a greeting and first stories of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content.editing.kinds.fields import is_slug, known_items, known_languages, need, read_day
from content.editing.kinds.positions import find_position
from content.editing.sheet import Data, Made, Remark, Sheet, Use
from content.editing.view import View
from content.packs.house_rows import write_season
from content.packs.season_rules import LONGEST_GREETING
from content.packs.shapes import LONGEST_LINE, SeasonShape
from content.tables import SeasonRow, SeasonTextRow

EMPTY: Data = {"name": "", "begins": "", "ends": "", "yearly": False, "items": [], "greeting": {}}
YEAR = timedelta(days=365)


def read(session: Session, sheet: Sheet) -> Data | None:
    """The season as it counts now."""
    row = session.get(SeasonRow, sheet.key, populate_existing=True)
    if row is None:
        return None
    texts = select(SeasonTextRow.language, SeasonTextRow.greeting).where(SeasonTextRow.season == sheet.key)
    return {
        "name": row.name,
        "begins": row.begins.isoformat(),
        "ends": row.ends.isoformat(),
        "yearly": row.yearly,
        "items": list(row.items),
        "greeting": dict(session.execute(texts).all()),
    }


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """Days in their order, items that exist, and greetings short enough for a caller."""
    yield from is_slug(sheet.key, LONGEST_LINE)
    yield from need(data, "name")
    if len(data["name"]) > 120:
        yield Remark("name", "too_long", {"most": 120})
    yield from _check_days(data)
    yield from known_items(view, data["items"], "items")
    yield from known_languages(view, data["greeting"], "greeting")
    for code, words in data["greeting"].items():
        if len(words.split()) > LONGEST_GREETING:
            yield Remark(
                f"greeting.{code}", "greeting_too_long", {"most": LONGEST_GREETING, "language": code}
            )
    if not data["items"] and not any(words.strip() for words in data["greeting"].values()):
        yield Remark("", "season_says_nothing")


def write(session: Session, sheet: Sheet, data: Data, _: Made) -> None:
    """Make the season count."""
    greeting = {code: words for code, words in data["greeting"].items() if words.strip()}
    days = {name: date.fromisoformat(data[name]) for name in ("begins", "ends")}
    shape = SeasonShape.model_validate({**data, **days, "items": tuple(data["items"]), "greeting": greeting})
    write_season(session, find_position(session, SeasonRow, sheet.key), sheet.key, shape)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the season away; its items stay."""
    session.execute(delete(SeasonRow).where(SeasonRow.slug == sheet.key))


def uses(_: Session, __: Sheet) -> Iterator[Use]:
    """Nothing needs a season."""
    return iter(())


def _check_days(data: Data) -> Iterator[Remark]:
    days = {name: read_day(data[name]) for name in ("begins", "ends")}
    for name, day in days.items():
        if day is None:
            yield Remark(name, "not_a_day" if data[name] else "missing", {"day": data[name]})
    begins, ends = days["begins"], days["ends"]
    if begins and ends and ends < begins:
        yield Remark("ends", "ends_before_it_begins")
    elif begins and ends and data["yearly"] and ends - begins >= YEAR:
        yield Remark("ends", "yearly_season_too_long")
