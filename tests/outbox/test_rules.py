"""When one may ring, where to, and how much: tables, and a search through any moment of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addresses.address import Address, Kind
from outbox import caps
from outbox.outcomes import Outcome
from outbox.rules import Rules, find_moment, is_quiet, may_reach, read_rules
from outbox.tables import Reason, State, Way
from settings import WrongSettings, make_settings
from tests.outbox.town import ANNA, BORIS, CHAT, Town

PARIS = ZoneInfo("Europe/Paris")
RULES = Rules(countries=frozenset({"FR", "US", "GB"}))
NEW_YORK = Address(Kind.PHONE, "+12025550142")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def paris(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


# now -> when a call may leave, by the clock of Paris. In 2026 8 March is a Sunday, 6 April is Easter Monday.
CALLS = [
    (paris(10, 12), paris(10, 12)),
    (paris(10, 9, 59), paris(10, 10)),
    (paris(10, 10), paris(10, 10)),
    (paris(10, 18, 59), paris(10, 18, 59)),
    (paris(10, 19), paris(11, 10)),
    (paris(7, 20), paris(9, 10)),
    (paris(8, 12), paris(9, 10)),
    (paris(28, 20), paris(30, 10)),  # the clocks change on the 29th
    (paris(4, 20, month=4), paris(7, 10, month=4)),
    (paris(30, 20, month=4), paris(2, 10, month=5)),
]  # fmt: skip


@pytest.mark.parametrize(("now", "expected"), CALLS)
def test_calls_keep_hours_days_and_holidays(now: datetime, expected: datetime) -> None:
    assert find_moment(RULES, Way.CALL, ANNA, "Europe/Paris", now.astimezone(UTC)) == expected


@pytest.mark.parametrize(
    ("way", "to", "now", "expected"),
    [
        (
            Way.CALL,
            NEW_YORK,
            paris(10, 12),
            paris(10, 15),
        ),  # ten o'clock in New York, a week before Europe's summer
        (Way.SMS, ANNA, paris(8, 12), paris(8, 12)),
        (Way.SMS, ANNA, paris(8, 22), paris(9, 10)),
        (Way.CHAT, CHAT, paris(8, 3), paris(8, 3)),
    ],
)
def test_each_way_has_its_hours(way: str, to: Address, now: datetime, expected: datetime) -> None:
    assert find_moment(RULES, way, to, "Europe/Paris", now.astimezone(UTC)) == expected


@given(now=MOMENTS, zone=st.sampled_from(["Europe/Paris", "Pacific/Apia", "America/New_York"]))
def test_any_moment_found_is_allowed(now: datetime, zone: str) -> None:
    unplaced = Address(Kind.PHONE, "+15005550006")  # a number that may be anywhere: the visitor's zone counts
    found = find_moment(RULES, Way.CALL, unplaced, zone, now)
    assert found is not None
    there = found.astimezone(ZoneInfo(zone))
    assert now <= found <= now + timedelta(days=5)
    assert time(10) <= there.time() < time(19)
    assert there.weekday() < 6
    assert find_moment(RULES, Way.CALL, unplaced, zone, found) == found


@pytest.mark.parametrize(
    ("way", "to", "allowed"),
    [
        (Way.CALL, ANNA, True),
        (Way.SMS, NEW_YORK, True),
        (Way.CALL, Address(Kind.PHONE, "+18765551234"), False),  # Jamaica shares the +1
        (Way.CALL, Address(Kind.PHONE, "+33899123456"), False),  # premium rate
        (Way.CALL, Address(Kind.PHONE, "+49301234567"), False),
        (Way.CALL, CHAT, False),
        (Way.CHAT, CHAT, True),
        (Way.CHAT, ANNA, False),
    ],
)
def test_only_listed_countries_are_reached(way: str, to: Address, allowed: bool) -> None:
    assert may_reach(RULES, way, to) is allowed


def test_night_needs_no_bell() -> None:
    assert [is_quiet(RULES, "Europe/Paris", paris(10, hour)) for hour in (9, 10, 18, 19)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_settings_become_rules() -> None:
    given_ = {"CALLS_FROM": "09:30", "CALL_DAYS": "mon,sun", "TWILIO_PHONE_NUMBER": "+33123456789"}
    account = {"TWILIO_ACCOUNT_SID": "ACx", "TWILIO_AUTH_TOKEN": "t"}
    rules = read_rules(make_settings(given_ | account))
    assert (rules.begins, rules.days, rules.countries) == (time(9, 30), frozenset({0, 6}), frozenset({"FR"}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"CALLS_FROM": "20:00"},
        {"CALL_DAYS": "monday"},
        {"CALL_COUNTRIES": "France"},
        {"CALLS_FROM": "ten"},
        {"CALLS_PER_HOUR": "-1"},
    ],
)
def test_slips_in_settings_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongSettings, match="CALL"):
        read_rules(make_settings(wrong))


def test_caps_hold_calls_back(town: Town) -> None:
    town.rules = Rules(countries=frozenset({"FR"}), calls_per_hour=2)
    for number in range(1, 5):
        town.owes(to=Address(Kind.PHONE, f"+3361234567{number}"), number=number)
    town.works()
    assert len(town.calls.taken) == 2
    assert {row.reason for row in town.rows() if row.state == State.OWED} == {Reason.CAP}
    town.clock.advance(3600)
    town.works()
    assert len(town.calls.taken) == 4


def test_money_of_a_day_runs_out(town: Town) -> None:
    town.rules = Rules(countries=frozenset({"FR"}), cost_per_day=25, call_cost=10, text_cost=8)
    town.owes(number=1)
    town.owes(Way.SMS, number=2)
    town.works()
    town.tells(town.calls.taken[0], Outcome.COMPLETED, answered_by="human")
    town.owes(to=BORIS, number=3)
    town.works()
    row = town.row(3)
    assert (row.state, row.reason) == (State.OWED, Reason.CAP)
    assert row.next_try is not None
    assert row.next_try.astimezone(PARIS).date() == date(2026, 3, 11)
    town.clock.moment = row.next_try
    town.works()
    assert town.row(3).reason == Reason.HOURS
    town.clock.advance(10 * 3600)
    town.works()
    assert len(town.calls.taken) == 2


def test_long_calls_cost_more(town: Town) -> None:
    town.owes()
    town.works()
    town.tells(town.calls.taken[0], Outcome.COMPLETED, minutes=3)  # type: ignore[arg-type]
    with town.database.reads() as session:
        assert caps.spend(session, town.rules, town.clock.now()) == 30


def test_what_would_come_too_late_fails(town: Town) -> None:
    town.clock.moment = paris(10, 18, 30).astimezone(UTC)
    town.owes(not_after=town.clock.now() + timedelta(minutes=20))
    town.clock.advance(1900)
    town.works()
    assert (town.row().state, town.row().reason) == (State.FAILED, Reason.LATE)


def test_rest_of_day_waits_for_morning(town: Town) -> None:
    town.clock.moment = paris(10, 20).astimezone(UTC)
    town.owes()
    town.works()
    assert (town.row().next_try, town.row().reason) == (paris(11, 10), Reason.HOURS)
