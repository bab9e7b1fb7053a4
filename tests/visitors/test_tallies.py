"""Counts and what is read from them: whatever happens in whatever order, the totals are those of the events."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, inspect, select

from db.base import Base
from db.database import Database
from visitors import reports, tallies
from visitors.tallies import TallyRow, What

MONDAY = date(2026, 5, 18)
SUNDAY = MONDAY + timedelta(days=6)
Event = tuple[date, What, str, str, str]


def record(database: Database, *events: Event) -> None:
    for day, what, channel, language, name in events:
        with database.writes() as session:
            tallies.count(session, day, what, channel, language, name)


def report(database: Database, first: date = MONDAY, last: date = SUNDAY) -> reports.Report:
    with database.reads() as session:
        return reports.read_report(session, first, last)


def test_same_thing_is_one_row(database: Database) -> None:
    record(database, *[(MONDAY, What.HEARD, "phone", "en", "214")] * 3)
    with database.reads() as session:
        rows = session.scalars(select(TallyRow)).all()
    assert [(row.what, row.name, row.count) for row in rows] == [("heard", "214", 3)]


def test_counts_know_no_visitor_and_no_hour() -> None:
    columns = {column.key for column in inspect(TallyRow).columns}
    assert columns == {"day", "what", "name", "channel", "language", "count"}


def test_longest_word_fits_its_column() -> None:
    assert max(map(len, What)) <= 20


def test_day_without_anybody_is_shown(database: Database) -> None:
    record(database, (MONDAY, What.CALLS, "phone", "en", ""), (SUNDAY, What.CHATS, "chat", "fr", ""))
    days = report(database).days
    assert [(day.calls, day.chats) for day in days] == [(1, 0), *[(0, 0)] * 5, (0, 1)]
    assert [day.day for day in days][::6] == [MONDAY, SUNDAY]


def test_who_heard_nothing_has_left(database: Database) -> None:
    record(
        database, *[(MONDAY, What.CALLS, "phone", "en", "")] * 3, (MONDAY, What.FINISHED, "phone", "en", "")
    )
    group = report(database).groups[0]
    assert (group.visits, group.finished, group.left) == (3, 1, 2)


def test_call_over_midnight_leaves_nobody_owing(database: Database) -> None:
    record(database, (MONDAY, What.FINISHED, "chat", "en", ""))
    assert report(database).groups[0].left == 0


def test_stops_stand_with_their_item(database: Database) -> None:
    record(
        database,
        *[(MONDAY, What.HEARD, "phone", "en", "214")] * 2,
        (MONDAY, What.HEARD, "chat", "fr", "305"),
        *[(MONDAY, What.STOPPED, "phone", "en", "214/3")] * 2,
        (MONDAY, What.STOPPED, "phone", "en", "999/1"),
    )
    heard = report(database).heard
    assert [(one.number, one.times) for one in heard] == [(214, 2), (305, 1)]
    assert heard[0].stops == (0, 0, 0, 2, 0, 0, 0, 0, 0, 0)
    assert sum(heard[1].stops) == 0


def test_keys_that_fail_come_worst_first(database: Database) -> None:
    record(
        database,
        (MONDAY, What.WRONG, "phone", "en", "choose 9"),
        *[(MONDAY, What.WRONG, "phone", "fr", "lobby 6")] * 2,
    )
    assert report(database).wrong == (("lobby 6", 2), ("choose 9", 1))


def test_other_days_are_left_out(database: Database) -> None:
    record(
        database,
        (MONDAY - timedelta(days=1), What.CALLS, "phone", "en", ""),
        (MONDAY, What.ASKED, "chat", "en", "question"),
    )
    found = report(database)
    assert (found.calls, found.asked) == (0, 1)


def test_spreadsheet_gets_every_count(database: Database) -> None:
    record(
        database,
        *[(MONDAY, What.CALLS, "phone", "fr", "")] * 2,
        (SUNDAY, What.WRONG, "phone", "en", "lobby ,"),
    )
    with database.reads() as session:
        text = reports.write_csv(session, MONDAY, SUNDAY)
    assert text.startswith("\ufeffday,what,name,channel,language,count\r\n")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    assert rows[1:] == [
        ["2026-05-18", "calls", "", "phone", "fr", "2"],
        ["2026-05-24", "wrong", "lobby ,", "phone", "en", "1"],
    ]


EVENTS = st.tuples(
    st.integers(0, 6).map(lambda ahead: MONDAY + timedelta(days=ahead)),
    st.sampled_from(
        [What.CALLS, What.CHATS, What.FINISHED, What.HEARD, What.STOPPED, What.WRONG, What.ASKED]
    ),
    st.sampled_from(["phone", "chat"]),
    st.sampled_from(["en", "fr"]),
    st.sampled_from(["214", "305"]),
).map(lambda one: (*one[:4], _name(one[1], one[4])))


def _name(what: What, number: str) -> str:
    return {What.HEARD: number, What.STOPPED: f"{number}/4", What.WRONG: "lobby 6"}.get(what, "")


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, max_size=30))
def test_totals_are_those_of_the_events(events: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/tallies.db")
        Base.metadata.create_all(database.engine)
        record(database, *events)
        found = report(database)
        database.close()
    counted = Counter(what for _, what, *_ in events)
    assert (found.calls, found.chats) == (counted[What.CALLS], counted[What.CHATS])
    assert sum(day.finished for day in found.days) == found.finished == counted[What.FINISHED]
    assert sum(one.times for one in found.heard) == found.items == counted[What.HEARD]
    assert sum(count for _, count in found.wrong) == counted[What.WRONG]
    assert found.asked == counted[What.ASKED]
    known = {one.number for one in found.heard}
    stopped = sum(what == What.STOPPED and int(name[:3]) in known for _, what, _, _, name in events)
    assert sum(sum(one.stops) for one in found.heard) == stopped


@pytest.mark.parametrize("days", [1, 7, 365])
def test_reading_takes_the_same_few_queries(database: Database, days: int) -> None:
    record(database, *[(MONDAY, What.HEARD, "phone", "en", str(number)) for number in range(200, 230)])
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    found = report(database, MONDAY, MONDAY + timedelta(days=days - 1))
    assert len([query for query in asked if query.startswith("SELECT")]) == 7
    assert len(found.days) == days
    assert len(found.heard) == 20
