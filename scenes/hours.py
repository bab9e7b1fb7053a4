"""When somebody is there: opening hours, holidays, and the next time one can be reached."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from content.catalogue import Line

TO_RING_BACK = timedelta(hours=1)  # what is promised for today must be possible today
LOOK_AHEAD = 60  # days; a longer closure is answered without naming a day


def is_open(line: Line, now: datetime) -> bool:
    """Whether somebody is there at this moment of the line's zone."""
    if is_closed_on(line, now.date()):
        return False
    return any(one.weekday == now.weekday() and one.opens <= now.time() < one.closes for one in line.hours)


def find_opening(line: Line, now: datetime) -> datetime | None:
    """The next moment at which somebody comes, in the line's zone; None where no day within two months is open."""
    days = [now.date() + timedelta(days=ahead) for ahead in range(LOOK_AHEAD)]
    moments = [moment for day in days for moment in _openings_on(line, day, now)]
    return next((moment for moment in moments if moment > now), None)


def promise_day(line: Line, now: datetime) -> date | None:
    """The day on which somebody rings back: today where somebody is there for another hour, else when we open again."""
    opening = now if is_open(line, now) and is_open(line, now + TO_RING_BACK) else find_opening(line, now)
    return opening.date() if opening else None


def is_closed_on(line: Line, day: date) -> bool:
    """Whether this is a public holiday of the line's region, or a day on which the museum is closed."""
    return day in line.closed or day in _holidays(line.region, day.year)


def _openings_on(line: Line, day: date, now: datetime) -> list[datetime]:
    if is_closed_on(line, day):
        return []
    times = sorted(one.opens for one in line.hours if one.weekday == day.weekday())
    return [datetime.combine(day, opens, now.tzinfo) for opens in times]


@lru_cache(maxsize=64)
def _holidays(region: str, year: int) -> frozenset[date]:
    """Public holidays of `FR` or `US-CA`; none where the region is empty or unknown."""
    country, _, part = region.partition("-")
    try:
        known = holidays.country_holidays(country, subdiv=part or None, years=year) if country else ()
        return frozenset(known)
    except (NotImplementedError, KeyError):
        return frozenset()
