"""Days and times of day in words, in each language."""

from __future__ import annotations

from datetime import date, datetime

from babel.core import UnknownLocaleError
from babel.dates import format_date

from scenes.durations import say_number
from scenes.sayings import text
from scenes.visit import Visit

NOON, HALF = 12, 30
WEEK = 7


def say_day(visit: Visit, day: date) -> str:
    """A day as one says it: "today", "tomorrow", "on Tuesday", "on 24 November"."""
    ahead = (day - visit.now.date()).days
    if ahead in {-1, 0, 1}:
        return text(visit, {-1: "time.yesterday", 0: "time.today", 1: "time.tomorrow"}[ahead])
    if 0 < ahead < WEEK:
        return text(visit, "time.weekday", weekday=_format(day, "EEEE", visit.language))
    pattern = text(visit, "time.first_pattern" if day.day == 1 else "time.date_pattern")
    return text(visit, "time.date", date=_format(day, pattern, visit.language))


def say_past(visit: Visit, day: date) -> str:
    """A day that was: "yesterday", "on Tuesday" within the week, then its date."""
    ago = (visit.now.date() - day).days
    if 1 < ago < WEEK:
        return text(visit, "time.weekday", weekday=_format(day, "EEEE", visit.language))
    return say_day(visit, day)


def say_moment(visit: Visit, moment: datetime) -> str:
    """Day and time: "on Tuesday at ten o'clock"."""
    return text(visit, "time.at", day=say_day(visit, moment.date()), time=say_time(visit, moment))


def say_time(visit: Visit, moment: datetime) -> str:
    """A time such as "half past nine", on the clock of twelve or of twenty-four hours, as the language has it."""
    twelve = text(visit, "time.clock") == "12"
    hour = (moment.hour - 1) % NOON + 1 if twelve else moment.hour
    names = {"hour": _say_hour(visit, hour), "minute": say_number(moment.minute, visit.language)}
    key = {0: "time.sharp", HALF: "time.half"}.get(moment.minute, "time.past")
    key = "time.past" if key == "time.half" and hour > NOON else key  # nobody says "half past fourteen"
    key = f"{key}_one" if hour == 1 else key
    return text(visit, key, **names)


def _say_hour(visit: Visit, hour: int) -> str:
    """An hour has the gender of its language's word for hour: "une", "vingt et une"."""
    words, one = say_number(hour, visit.language), say_number(1, visit.language)
    return words.removesuffix(one) + text(visit, "time.one") if words.endswith(one) else words


def _format(day: date, pattern: str, language: str) -> str:
    try:
        return format_date(day, pattern, locale=language)
    except UnknownLocaleError:
        return day.isoformat()
