"""Opening hours as one reads them: neighbouring days with the same hours in one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_time

from content.catalogue import Line, Opening
from public.print.words import say

OLDEST = Locale("en", "GB")


def write_hours(line: Line, language: str, tag: str) -> tuple[str, ...]:
    """ "Tuesday to Sunday, 10:00–17:00", one for each run of days; `tag` is the language's BCP 47 tag."""
    locale = _locale(tag)
    days = [_write_day(line.hours, weekday, locale) for weekday in range(7)]
    runs = [[day for day, _ in run] for _, run in groupby(enumerate(days), key=lambda pair: pair[1])]
    return tuple(f"{_name(run, language, locale)}, {days[run[0]]}" for run in runs if days[run[0]])


def _write_day(hours: Sequence[Opening], weekday: int, locale: Locale) -> str:
    mine = sorted((one.opens, one.closes) for one in hours if one.weekday == weekday)
    spans = [[format_time(one, "short", locale=locale) for one in span] for span in mine]
    return ", ".join("–".join(span) for span in spans)


def _name(run: Sequence[int], language: str, locale: Locale) -> str:
    names = locale.days["stand-alone"]["wide"]
    first, last = names[run[0]], names[run[-1]]
    if len(run) == 1:
        return str(first)
    return f"{first}, {last}" if len(run) == 2 else say(language, "hours.days", first=first, last=last)


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return OLDEST
