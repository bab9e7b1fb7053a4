"""When one may ring or write, where to, and how much of it: pure, but for the clock it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from addresses.address import Address, Kind
from outbox.numbers import find_country, find_zone
from outbox.tables import Way
from settings import Settings, WrongSettings

LOOK_AHEAD = 30  # days
HOME = ZoneInfo("Europe/Paris")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Rules:
    """The hours are those where the visitor lives; a day's cost is counted from midnight in the museum's `zone`."""

    begins: time = time(10)
    ends: time = time(19)
    days: frozenset[int] = frozenset(range(6))
    countries: frozenset[str] = frozenset()
    calls_per_hour: int = 60
    cost_per_day: int = 500
    call_cost: int = 10
    text_cost: int = 8
    zone: ZoneInfo = HOME

    def cost(self, way: str) -> int:
        """What one try is taken to cost, in cents: the first minute of a call, or a text; a chat costs nothing."""
        return {Way.CALL: self.call_cost, Way.SMS: self.text_cost}.get(Way(way), 0)


def read_rules(settings: Settings) -> Rules:
    """The rules of the settings; raises `WrongSettings`."""
    if settings.calls_from >= settings.calls_until:
        raise WrongSettings("CALLS_UNTIL: must be later than CALLS_FROM, or nobody is ever rung")
    own = find_country(settings.twilio_phone_number)
    return Rules(
        settings.calls_from, settings.calls_until, frozenset(WEEK.index(day) for day in settings.call_days),
        frozenset(settings.call_countries or ([own] if own else [])), settings.calls_per_hour, settings.cost_per_day,
        settings.call_cost, settings.text_cost, settings.zone,
    )  # fmt: skip


def may_reach(rules: Rules, way: str, address: Address) -> bool:
    """Whether this way leads to such an address: telephones only in the listed countries (toll fraud)."""
    if way == Way.CHAT:
        return address.kind == Kind.CHAT
    return address.kind == Kind.PHONE and find_country(address.value) in rules.countries


def find_moment(rules: Rules, way: str, address: Address, zone: str, now: datetime) -> datetime | None:
    """The first moment from now on at which one may; None where no day within a month is fit.

    A call keeps to hours, days and public holidays; a text to the hours; a chat comes at once, without its bell."""
    if way == Way.CHAT:
        return now
    place = ZoneInfo(find_zone(address.value, zone))
    today = now.astimezone(place).date()
    for day in (today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD)):
        if way == Way.SMS or _is_working_day(rules, find_country(address.value), day):
            begins, ends = (datetime.combine(day, hour, place) for hour in (rules.begins, rules.ends))
            if now < ends:
                return max(now, begins.astimezone(now.tzinfo))
    return None


def is_quiet(rules: Rules, zone: str, now: datetime) -> bool:
    """Whether it is too late or too early for a bell."""
    return not rules.begins <= now.astimezone(ZoneInfo(zone)).time() < rules.ends


def _is_working_day(rules: Rules, country: str, day: date) -> bool:
    return day.weekday() in rules.days and day not in _holidays(country, day.year)


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays of a whole country; none where they are not known."""
    try:
        return frozenset(holidays.country_holidays(country, years=year)) if country else frozenset()
    except NotImplementedError:
        return frozenset()
