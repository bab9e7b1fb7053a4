"""What the counts say about some days: how many came, what they heard, where they stopped, which keys failed."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from visitors.people import Channel
from visitors.tallies import TallyRow, What

PARTS = 10  # stretches of an item in which people stop
MOST = 20
VISITS = {What.CALLS: Channel.PHONE, What.CHATS: Channel.CHAT}
BYTE_ORDER_MARK = "\ufeff"  # by it a spreadsheet reads accents rightly


@dataclass(frozen=True, slots=True)
class Day:
    """One day's visits, and how many of them heard something to its end."""

    day: date
    calls: int = 0
    chats: int = 0
    finished: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The visits of one channel in one language. Whoever has heard nothing to its end has left before."""

    channel: str
    language: str
    visits: int
    finished: int
    heard: int

    @property
    def left(self) -> int:
        """Visits in which nothing was heard to its end; those that are still going on among them."""
        return max(0, self.visits - self.finished)


@dataclass(frozen=True, slots=True)
class Heard:
    """How often an item was heard to its end, and in which of its ten parts people stopped."""

    number: int
    times: int
    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """How often something was said to the question of a visit, `name` being the key, by which channel."""

    name: str
    channel: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about a stretch of days, the last one included."""

    days: tuple[Day, ...]
    groups: tuple[Group, ...]
    heard: tuple[Heard, ...]
    wrong: tuple[tuple[str, int], ...]
    asked: int
    opinions: tuple[Opinion, ...] = ()

    @property
    def calls(self) -> int:
        """All calls."""
        return sum(day.calls for day in self.days)

    @property
    def chats(self) -> int:
        """All chats, one for each person and day."""
        return sum(day.chats for day in self.days)

    @property
    def finished(self) -> int:
        """Visits in which something was heard to its end."""
        return sum(group.finished for group in self.groups)

    @property
    def items(self) -> int:
        """Items heard to their end."""
        return sum(group.heard for group in self.groups)


def read_report(session: Session, first: date, last: date) -> Report:
    """From the first day to the last, seven queries however many they are."""
    within = TallyRow.day.between(first, last)
    return Report(
        read_days(session, first, last), _groups(session, within), _heard(session, within),
        tuple(_names(session, What.WRONG, within)), sum(count for _, count in _names(session, What.ASKED, within)),
        _opinions(session, within),
    )  # fmt: skip


def read_days(session: Session, first: date, last: date) -> tuple[Day, ...]:
    """Each day, those on which nobody came as well."""
    total = func.sum(TallyRow.count)
    wanted = select(TallyRow.day, TallyRow.what, total).where(
        TallyRow.day.between(first, last), TallyRow.what.in_([What.CALLS, What.CHATS, What.FINISHED])
    )
    counted: dict[date, dict[str, int]] = defaultdict(dict)
    for day, what, count in session.execute(wanted.group_by(TallyRow.day, TallyRow.what)):
        counted[day][what] = int(count)
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return tuple(Day(day, **counted.get(day, {})) for day in days)


def write_csv(session: Session, first: date, last: date) -> str:
    """The counts themselves, for a spreadsheet: one line for each day and thing, commas between (RFC 4180)."""
    wanted = select(
        TallyRow.day, TallyRow.what, TallyRow.name, TallyRow.channel, TallyRow.language, TallyRow.count
    )
    columns = ("day", "what", "name", "channel", "language", "count")
    rows = session.execute(
        wanted.where(TallyRow.day.between(first, last)).order_by(*TallyRow.__table__.primary_key)
    )
    text = StringIO(BYTE_ORDER_MARK, newline="")
    text.seek(len(BYTE_ORDER_MARK))
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(tuple(row) for row in rows)
    return text.getvalue()


def _groups(session: Session, within: ColumnElement[bool]) -> tuple[Group, ...]:
    columns = (TallyRow.channel, TallyRow.language, TallyRow.what)
    wanted = select(*columns, func.sum(TallyRow.count)).where(
        within, TallyRow.what.in_([*VISITS, What.FINISHED, What.HEARD])
    )
    counted: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for channel, language, what, count in session.execute(wanted.group_by(*columns)):
        counted[channel, language]["visits" if what in VISITS else what] = int(count)
    groups = [
        Group(channel, language, of["visits"], of[What.FINISHED], of[What.HEARD])
        for (channel, language), of in counted.items()
    ]
    return tuple(
        sorted(groups, key=lambda group: (-group.visits, -group.heard, group.channel, group.language))
    )


def _opinions(session: Session, within: ColumnElement[bool]) -> tuple[Opinion, ...]:
    columns = (TallyRow.name, TallyRow.channel)
    wanted = select(*columns, func.sum(TallyRow.count)).where(within, TallyRow.what == What.SURVEY)
    rows = session.execute(wanted.group_by(*columns).order_by(*columns))
    return tuple(Opinion(name, channel, int(count)) for name, channel, count in rows)


def _heard(session: Session, within: ColumnElement[bool]) -> tuple[Heard, ...]:
    """The items heard most, with the stops of these."""
    found = list(_names(session, What.HEARD, within))
    names = [f"{number}/{part}" for number, _ in found for part in range(PARTS)]
    stops = dict(_names(session, What.STOPPED, within & TallyRow.name.in_(names), len(names)))
    return tuple(
        Heard(int(number), times, tuple(stops.get(f"{number}/{part}", 0) for part in range(PARTS)))
        for number, times in found
    )


def _names(
    session: Session, what: What, within: ColumnElement[bool], most: int = MOST
) -> Iterable[tuple[str, int]]:
    """What was counted most of a sort, by its name."""
    total = func.sum(TallyRow.count)
    wanted = select(TallyRow.name, total).where(within, TallyRow.what == what).group_by(TallyRow.name)
    rows: Sequence[tuple[str, int]] = [
        (name, int(count))
        for name, count in session.execute(wanted.order_by(total.desc(), TallyRow.name).limit(most))
    ]
    return rows
