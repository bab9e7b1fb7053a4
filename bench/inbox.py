"""The inbox with a million requests beside one with a thousand: any page, any filter, any word, and the desk's page."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from flask.testing import FlaskClient

from app.factory import create_app
from app.house import House
from bench.desk_pages import EMAIL, PASSWORD, TYPED, sign_in
from bench.inbox_filling import ME, RARE, TODAY, find_place, open_inbox
from bench.server import is_installed, serving
from staff.joining import hash_password, join
from staff.roles import Role
from visitors.inbox import PAGE, InboxQuery, list_requests

FEW, MANY = 1_000, 1_000_000
ROUNDS, TURNS = 7, 10
MOST_GROWTH = 1.5
LAST = {FEW: 3, MANY: 1_000}  # a thousand requests have no thousandth page
OPEN = InboxQuery()
ASKED: Mapping[str, InboxQuery] = {
    "newest first": OPEN,
    "longest waiting first": replace(OPEN, newest=False),
    "done": InboxQuery(state="done"),
    "all": InboxQuery(state="all"),
    "questions": replace(OPEN, kind="question"),
    "call-backs": InboxQuery(state="all", kind="callback"),
    "in French": replace(OPEN, language="fr"),
    "about clocks": InboxQuery(state="all", topic="clocks"),
    "about nothing": InboxQuery(state="all", topic=""),
    "of my topics": InboxQuery(state="all", topics=("mill", "toys")),
    "mine": replace(OPEN, mine=ME),
    "done by me": InboxQuery(state="done", mine=ME),
    "nobody's": replace(OPEN, unclaimed=True, newest=False),
    "promised for today": InboxQuery(state="all", promised_on=TODAY),
    "stories to listen to": InboxQuery(state="all", moderation="waiting"),
    "questions in French": InboxQuery(state="all", kind="question", language="fr"),
    "questions about the mill": InboxQuery(state="all", kind="question", topic="mill"),
    "promised, in French": InboxQuery(state="all", promised_on=TODAY, language="fr"),
    "a word of all": replace(OPEN, words="museum"),
    "a common word": InboxQuery(state="all", words="snails"),
    "a rare word": InboxQuery(state="all", words=RARE),
    "two common words": InboxQuery(state="all", words="museum snails"),
    "common and rare": InboxQuery(state="all", words=f"museum {RARE}"),
    "no such word": replace(OPEN, words="museum xylophone"),
    "a word, in French": replace(OPEN, words="museum", language="fr"),
    "a word, done by me": InboxQuery(state="done", words="museum", mine=ME),
    "a word, in nobody's hands": replace(OPEN, words="museum", mine=1_000_000),
}
PAGES: Mapping[str, dict[str, str]] = {
    "page: what waits longest": {},
    "page: the newest": {"order": "newest"},
    "page: done": {"view": "done"},
    "page: mine": {"view": "mine"},
    "page: call-backs": {"kind": "callback"},
    "page: a common word": {"words": "museum"},
}
FIRST: Mapping[int, str] = {}
Ask = Callable[["Inbox"], int]


@dataclass(frozen=True)
class Inbox:
    """One museum, its number of requests, and somebody at its desk."""

    house: House
    count: int
    desk: FlaskClient

    def list(self, query: InboxQuery, after: Mapping[int, str] = FIRST) -> int:
        """How many requests are on a page; `after` says for each museum where it begins."""
        with self.house.database.reads() as session:
            return len(list_requests(session, replace(query, after=after.get(self.count, ""))).rows)

    def find_last(self, *, newest: bool) -> str:
        """Where the thousandth page begins, or one far behind."""
        return find_place(self.house.database, LAST.get(self.count, 3), PAGE, newest=newest)

    def show(self, asked: Mapping[str, str], after: Mapping[int, str] = FIRST) -> int:
        """The page, or the part of it that is added below; its status."""
        place = {"after": after[self.count]} if after else {}
        return self.desk.get(
            f"/desk/inbox?{urlencode({**asked, **place})}", headers=TYPED if after else {}
        ).status_code


def main(few: int = FEW, many: int = MANY) -> None:
    """Measure and print; nothing here can fail for being slow."""
    measure_all(("", ""), few, many)
    if is_installed():
        with serving("few", "many") as (one, other):
            measure_all((one, other), few, many)


def measure_all(urls: tuple[str, str], few: int, many: int) -> None:
    """Every page on one kind of database."""
    began, kind = time.perf_counter(), "PostgreSQL" if urls[0] else "SQLite"
    print(f"{kind}: writing {few} and {many} requests ...", flush=True)
    with ExitStack() as opened:
        small, large = (
            hire(opened.enter_context(open_inbox(count, url)), count)
            for count, url in zip((few, many), urls, strict=True)
        )
        print(f"... which took {time.perf_counter() - began:.0f} s")
        print(
            f"{'asked':<28}{'few':>9}{'many':>12}   growth (wanted: at most {MOST_GROWTH}), and on the page"
        )
        for name, ask in list_questions(small, large):
            compare(name, ask, small, large)


def hire(house: House, count: int) -> Inbox:
    """Somebody who answers, signed in."""
    with house.database.writes() as session:
        user, _ = join(session, "Ana", EMAIL, Role.EDITOR)
        user.password, user.temporary = hash_password(PASSWORD), False
    return Inbox(house, count, sign_in(create_app(house).test_client()))


def list_questions(small: Inbox, large: Inbox) -> Iterator[tuple[str, Ask]]:
    """The first page of every filter, the thousandth of the queue from both ends, and the desk's own pages."""
    yield from ((name, partial(Inbox.list, query=query)) for name, query in ASKED.items())
    for newest, order in ((True, "newest"), (False, "longest")):
        after = {one.count: one.find_last(newest=newest) for one in (small, large)}
        yield (
            f"{order} first, page 1000",
            partial(Inbox.list, query=replace(OPEN, newest=newest), after=after),
        )
        yield f"page: {order}, page 1000", partial(Inbox.show, asked={"order": order}, after=after)
    yield from ((name, partial(Inbox.show, asked=asked)) for name, asked in PAGES.items())


def compare(name: str, ask: Ask, small: Inbox, large: Inbox) -> None:
    """By turns, so that whatever else the machine does meets both; the median of medians."""
    rows = " and ".join(str(ask(inbox)) for inbox in (small, large))
    measured = [[measure(ask, inbox) for inbox in (small, large)] for _ in range(ROUNDS)]
    one, other = (statistics.median(column) for column in zip(*measured, strict=True))
    growth = statistics.median(two / first for first, two in measured)
    print(f"{name:<28}{one:6.2f} ms{other:9.2f} ms   {growth:.2f}, {rows}", flush=True)


def measure(ask: Ask, inbox: Inbox) -> float:
    """Milliseconds for one page, the median of some."""
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        ask(inbox)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
