"""The queue: what each filter finds, in which order, and page after page while more comes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visitors.reception import ANA, BEN, NOW, Reception
from visitors import contributions, inbox, inbox_topics
from visitors.consents import MayPlay
from visitors.contributions import Moderation
from visitors.inbox import InboxQuery, NoSuchFilter
from visitors.people import Channel
from visitors.requests import RequestKind, RequestState

TODAY = NOW.date()
CALLBACK = RequestKind.CALLBACK


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reception]:
    """Nine requests by name, `queue.named`, and some that nobody shall see."""
    made = Reception(f"sqlite:///{tmp_path_factory.mktemp('queue')}/queue.db")
    made.does(inbox_topics.keep, "birds", {"en": "Birds"}, "", [BEN.id])
    call, other = made.opens(), made.opens()
    named = {
        "whale": made.asks("Why has the whale no teeth?"),
        "girafe": made.asks("Et la girafe ?", language="fr", channel=Channel.CHAT),
        "later": made.asks("", CALLBACK, promised_for=TODAY + timedelta(days=3)),
        "today": made.asks("", CALLBACK, promised_for=TODAY),
        "late": made.asks("Ring me", CALLBACK, promised_for=TODAY - timedelta(days=1)),
        "wren": made.asks("A wren, or a whale?"),
        "story": made.tells(call),
        "quiet": made.tells(other, MayPlay.MUSEUM, language="fr"),
        "done": made.asks("Thank you for the whale!", language="es"),
    }
    made.does(inbox_topics.assign, named["wren"], "birds")
    made.does(inbox.claim, named["late"], ANA.id, NOW)
    made.does(inbox.claim, named["wren"], BEN.id, NOW)
    made.does(inbox.close, named["done"], ANA.id, NOW)
    made.does(contributions.moderate, named["quiet"], ANA.id, Moderation.SECOND, NOW)
    made.asks("A draft about a whale", sent=False)
    made.asks("My name", RequestKind.NAME, sent=False, about=named["story"])
    thrown = made.asks("No whale at all")
    with made.database.writes() as session:
        row = inbox.find(session, thrown)
        assert row is not None
        row.state = RequestState.THROWN
    made.named = named
    made.calls = {"call": call.id, "other": other.id}
    yield made
    made.close()


OPEN = ["whale", "girafe", "later", "today", "late", "wren", "story", "quiet"]
FOUND: list[tuple[dict[str, Any], list[str]]] = [
    ({}, OPEN),
    ({"newest": True}, OPEN[::-1]),
    ({"kind": "question"}, ["whale", "girafe", "wren"]),
    ({"kind": "callback"}, ["later", "today", "late"]),
    ({"kind": "contribution"}, ["story", "quiet"]),
    ({"kind": "name", "state": "all"}, []),
    ({"language": "fr"}, ["girafe", "quiet"]),
    ({"language": "fr", "kind": "question"}, ["girafe"]),
    ({"topic": "birds"}, ["wren"]),
    ({"topic": ""}, [name for name in OPEN if name != "wren"]),
    ({"topics": ["birds", "fish"]}, ["wren"]),
    ({"state": "done"}, ["done"]),
    ({"state": "closed"}, ["done"]),
    ({"state": "answered"}, []),
    ({"state": "all"}, [*OPEN, "done"]),
    ({"mine": ANA.id}, ["late"]),
    ({"mine": ANA.id, "state": "done"}, ["done"]),
    ({"mine": 7}, []),
    ({"unclaimed": True}, ["whale", "girafe", "later", "today", "story", "quiet"]),
    ({"promised_on": TODAY}, ["late", "today"]),
    ({"promised_on": TODAY + timedelta(days=3)}, ["late", "today", "later"]),
    ({"promised_on": TODAY, "mine": ANA.id}, ["late"]),
    ({"promised_on": TODAY - timedelta(days=2)}, []),
    ({"call": "call"}, ["story"]),
    ({"call": "other"}, ["quiet"]),
    ({"moderation": "waiting"}, ["story"]),
    ({"moderation": "second"}, ["quiet"]),
    ({"words": "whale"}, ["whale", "wren"]),
    ({"words": "WHALES", "newest": True}, ["wren", "whale"]),
    ({"words": "whale teeth"}, ["whale"]),
    ({"words": "whale", "topic": "birds"}, ["wren"]),
    ({"words": "whale", "state": "all"}, ["whale", "wren", "done"]),
    ({"words": "whale", "kind": "callback"}, []),
    ({"words": "ring", "promised_on": TODAY}, ["late"]),
    ({"words": "ring", "promised_on": TODAY - timedelta(days=2)}, []),
    ({"words": "?!"}, []),
]


@pytest.mark.parametrize(("asked", "found"), FOUND)
def test_filter_finds_what_it_says(queue: Reception, asked: dict[str, Any], found: list[str]) -> None:
    given_ = {"newest": False, **asked}
    if "call" in given_:
        given_["call"] = queue.calls[given_["call"]]
    names = {number: name for name, number in queue.named.items()}
    assert [names[number] for number in queue.lists(**given_)] == found


@pytest.mark.parametrize(("asked", "found"), [one for one in FOUND if "words" not in one[0]])
def test_figure_beside_filter_agrees(queue: Reception, asked: dict[str, Any], found: list[str]) -> None:
    given_ = {**asked, **({"call": queue.calls[asked["call"]]} if "call" in asked else {})}
    assert queue.does(inbox.count, InboxQuery(**given_)) == len(found)
    assert queue.does(inbox.count, InboxQuery(**given_), 1) == min(1, len(found))


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "lost"}, {"state": "thrown"}, {"state": "draft"}, {"after": "x"}, {"after": "-4"},
        {"after": "١"}, {"after": "9" * 19}, {"after": "1.2", "promised_on": TODAY},
        {"after": "2026-05-18.x", "promised_on": TODAY}, {"after": "soon.1", "promised_on": TODAY},
        {"after": "x", "words": "whale"},
    ],
)  # fmt: skip
def test_filter_nobody_could_ask_for(queue: Reception, asked: dict[str, Any]) -> None:
    with pytest.raises(NoSuchFilter):
        queue.lists(**asked)


@pytest.mark.parametrize("name", ["draft", "name", "thrown"])
def test_what_nobody_sent_is_not_found(queue: Reception, name: str) -> None:
    last = max(queue.named.values())
    number = last + 1 + ["draft", "name", "thrown"].index(name)
    assert queue.does(inbox.find, number) is None
    assert queue.does(inbox.find, last) is not None


def turn_pages(made: Reception, size: int, arrive: Iterator[Any], **asked: Any) -> list[int]:
    """All pages; before each but the first, somebody else has sent something."""
    seen: list[int] = []
    after = ""
    for _ in range(100):
        with made.database.reads() as session:
            page = inbox.list_requests(session, InboxQuery(**asked, after=after), size)
        assert len(page.rows) <= size
        seen += [row.id for row in page.rows]
        after = page.next
        if not after:
            return seen
        next(arrive, None)
    raise AssertionError("the pages never end")


LANGUAGES = (f"x{number}" for number in range(10**6))
counts = st.lists(st.tuples(st.sampled_from(["sent", "unconfirmed"]), st.integers(0, 3)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=counts, size=st.integers(1, 5), newest=st.booleans(), way=st.sampled_from(["plain", "due", "words"])
)
def test_pages_give_each_request_once(
    queue: Reception, rows: list[tuple[str, int]], size: int, newest: bool, way: str
) -> None:
    """New ones arrive between any two pages: what was there is seen once, nothing twice."""
    language = next(LANGUAGES)

    def come(state: str, days: int) -> int:
        number = queue.asks("zebra", language=language, promised_for=TODAY + timedelta(days=days))
        with queue.database.writes() as session:
            session.get_one(inbox.RequestRow, number).state = state
        return number

    there = [come(*row) for row in rows]
    days = {number: row[1] for number, row in zip(there, rows, strict=True)}
    asked = {"plain": {}, "due": {"promised_on": TODAY + timedelta(days=3)}, "words": {"words": "zebra"}}[way]
    arrive = (come("sent", 1) for _ in range(3))
    seen = turn_pages(queue, size, arrive, language=language, newest=newest, **asked)
    assert len(seen) == len(set(seen))
    assert set(there) <= set(seen)
    known = [number for number in seen if number in days]
    if way == "due":
        assert known == sorted(there, key=lambda number: (days[number], number))
    else:
        assert known == sorted(there, reverse=newest)


@pytest.mark.parametrize("day", [None, date(2026, 6, 1)])
def test_due_day_is_set_and_taken_away(reception: Reception, day: date | None) -> None:
    number = reception.asks("", CALLBACK, promised_for=TODAY)
    assert reception.row(number).due_on == TODAY
    assert reception.does(inbox.set_due, number, day)
    assert reception.row(number).due_on == day
    assert (number in reception.lists(promised_on=date(2026, 6, 1))) is (day is not None)


def test_done_is_not_marked_any_more(reception: Reception) -> None:
    number = reception.asks()
    assert reception.does(inbox.set_sensitive, number, True)
    assert reception.row(number).sensitive
    reception.does(inbox.close, number, ANA.id, NOW)
    assert not reception.does(inbox.set_sensitive, number, False)
    assert not reception.does(inbox.set_due, number, TODAY)
