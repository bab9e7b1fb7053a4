"""From values to a page: templates in the person's language, dates as they write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import dates
from flask import Flask, flash, render_template, request, url_for

from desk.navigation import navigation
from desk.parts import house
from desk.person import language, me, t

STATIC = Path(__file__).with_name("static")
LOCALES = {"en": "en_GB"}  # "en" alone writes days as the United States do


def render(template: str, /, **values: object) -> str:
    """A page of the desk; `desk/` and `.html` are understood."""
    return render_template(f"desk/{template}.html", **values)


def say_done(key: str, /, *, undo: str = "", **values: object) -> None:
    """Tell on the next page that something is done; `undo` is the address that takes it back by POST."""
    flash({"words": t(key, **values), "undo": undo}, "done")  # type: ignore[arg-type]


def say_wrong(words: str) -> None:
    """Tell on the next page what could not be done, and why."""
    flash({"words": words, "undo": ""}, "wrong")  # type: ignore[arg-type]


def say_note(words: str) -> None:
    """Tell on the next page what could be better; nothing stands in the way."""
    flash({"words": words, "undo": ""}, "note")  # type: ignore[arg-type]


def is_part() -> bool:
    """Whether a page asks for a part of itself, to put it in place."""
    return bool(request.headers.get("HX-Request"))


def day(value: date | datetime) -> str:
    """A day as one writes it: 3 May 2026; a moment's day is that of the museum's zone."""
    shown = value.astimezone(house().settings.zone) if isinstance(value, datetime) else value
    return dates.format_date(shown, "long", LOCALES.get(language(), language()))


def moment(value: datetime) -> str:
    """A day and a time of day in the museum's zone."""
    time = dates.format_time(value.astimezone(house().settings.zone), "HH:mm", locale=language())
    return f"{day(value)}, {time}"


def ago(value: datetime) -> str:
    """How long ago: 3 hours ago; from the house's clock, not the machine's."""
    passed = value - house().clock.now()
    return dates.format_timedelta(min(passed, timedelta(0)), add_direction=True, locale=language())


def weekday(number: int) -> str:
    """A weekday's name; 0 is Monday."""
    return str(dates.get_day_names("wide", context="stand-alone", locale=language())[number])


def attach(app: Flask) -> None:
    """Give the desk's templates their words."""
    app.jinja_env.filters.update(day=day, moment=moment, ago=ago)
    app.jinja_env.globals.update(asset=asset, weekday=weekday)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def values_for_all() -> dict[str, Any]:
    """What every template of the desk knows."""
    museum = house().settings.museum_name or t("layout.museum")
    return {"t": t, "me": me, "language": language(), "museum": museum, "navigation": navigation}


def asset(name: str) -> str:
    """The address of a file of ours, which changes with the file, so that browsers may keep it."""
    return url_for("desk.static", filename=name, v=_fingerprint(name))


@cache
def _fingerprint(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]
