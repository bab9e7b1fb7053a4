"""Many people at one PostgreSQL server: two never answer one request, and the index alone is asked."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from sqlalchemy import text

from db.base import Base
from outbox.tables import DeliveryRow, State
from staff.people import Person
from tests.content.cluster import Cluster
from tests.visitors.reception import ANA, BEN, CLEO, NOW, Reception
from visitors import answer_drafts, answers, contributions, inbox, inbox_words, tallies
from visitors.answers import NotYours
from visitors.answers_table import AnswerRow, AnswerState
from visitors.contributions import Moderation
from visitors.requests import RequestRow, RequestState
from visitors.tallies import TallyRow, What

pytestmark = pytest.mark.postgres
PEOPLE = (ANA, BEN, CLEO)
MANY = 12
T = TypeVar("T")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as running:
        yield running


@pytest.fixture
def reception(cluster: Cluster) -> Iterator[Reception]:
    made = Reception(cluster.url)
    yield made
    Base.metadata.drop_all(made.database.engine)
    made.close()


def all_at_once(work: Callable[[Person], T], people: tuple[Person, ...] = PEOPLE) -> list[T]:
    """Everybody does it at the same moment; what each was told."""
    start, told = threading.Barrier(len(people)), []

    def begin(person: Person) -> None:
        start.wait()
        told.append(work(person))

    threads = [threading.Thread(target=begin, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(told) == len(people)
    return told


def test_one_of_three_gets_the_claim(reception: Reception) -> None:
    for _ in range(MANY):
        number = reception.asks()
        told = all_at_once(lambda who, number=number: reception.does(inbox.claim, number, who.id, NOW))
        assert sorted(told) == [False, False, True]


def test_one_of_three_answers_are_written(reception: Reception) -> None:
    for _ in range(MANY):
        number = reception.asks()

        def give(who: Person, number: int = number) -> bool:
            try:
                reception.answers(number, who, f"says {who.name}")
            except NotYours:
                return False
            return True

        assert sorted(all_at_once(give)) == [False, False, True]
    live = Counter(row.request for row in reception.rows(AnswerRow) if row.state == AnswerState.LIVE)
    assert set(live.values()) == {1}
    assert len(live) == len(reception.rows(AnswerRow)) == len(reception.rows(DeliveryRow)) == MANY
    for row in reception.rows(AnswerRow):
        assert row.request
        assert reception.row(row.request).claimed_by == row.account


def test_closed_or_answered_but_never_both(reception: Reception) -> None:
    for _ in range(MANY):
        number = reception.asks()

        def finish(who: Person, number: int = number) -> bool:
            if who == ANA:
                return reception.does(inbox.close, number, who.id, NOW)
            try:
                return bool(reception.answers(number, who))
            except NotYours:
                return False

        assert sorted(all_at_once(finish, (ANA, BEN))) == [False, True]
        owed = [row for row in reception.rows(AnswerRow) if row.request == number]
        assert (reception.row(number).state == RequestState.CLOSED) is (owed == [])


def test_taken_back_or_brought_but_never_both(reception: Reception) -> None:
    """A worker takes the delivery in hand while somebody wants it back."""
    for _ in range(MANY):
        number = reception.asks()
        answer = reception.answers(number)

        def race(who: Person, number: int = number, answer: int = answer) -> str:
            if who == ANA:
                done = reception.does(answer_drafts.take_back, number, who.name, who.id, NOW)
                return "back" if done else ""
            with reception.database.writes() as session:
                wanted = "UPDATE deliveries SET state = 'sending' WHERE subject_id = :id AND state = 'owed'"
                taken: Any = session.execute(text(wanted), {"id": answer})
            return "brought" if taken.rowcount else ""

        told = "".join(all_at_once(race, (ANA, BEN)))
        row = next(one for one in reception.rows(DeliveryRow) if one.subject_id == answer)
        live = reception.answer(answer).state == AnswerState.LIVE
        assert (told, row.state, live) in [("back", State.CANCELLED, False), ("brought", State.SENDING, True)]


def test_heard_twice_at_once_counts_once(reception: Reception) -> None:
    answer = reception.answers(reception.asks())
    told = all_at_once(lambda who: reception.does(answers.heard, answer, who.name, NOW))
    assert sorted(told) == [False, False, True]


def test_story_is_judged_once(reception: Reception) -> None:
    call = reception.opens()
    for _ in range(4):
        number = reception.tells(call)
        told = all_at_once(
            lambda who, number=number: reception.does(
                contributions.moderate, number, who.id, Moderation.APPROVED, NOW
            )
        )
        assert sorted(told) == [False, False, True]


def test_taking_back_twice_at_once(reception: Reception) -> None:
    number = reception.tells(reception.opens())
    consent = reception.row(number).consent or 0
    told = all_at_once(lambda _: reception.does(contributions.withdraw, consent, NOW))
    assert sorted(told) == [False, False, True]
    assert reception.row(number).state == RequestState.THROWN


def test_counting_together_loses_nothing(reception: Reception) -> None:
    def count(_: Person) -> None:
        for _ in range(20):
            reception.does(tallies.count, NOW.date(), What.SURVEY, "phone", "en", "1")

    all_at_once(count)
    assert [row.count for row in reception.rows(TallyRow)] == [60]


@pytest.mark.parametrize(
    ("words", "asked"),
    [("Où est l'œuvre ?", "oeuvre"), ("La cigüeña", "ciguena"), ("A naïve whale", "whales naive")],
)
def test_words_are_found_here_too(reception: Reception, words: str, asked: str) -> None:
    reception.asks("Something else")
    numbers = [reception.asks(words) for _ in range(5)]
    assert sorted(reception.lists(words=asked)) == numbers
    _, *rows = reception.dumps("requests").splitlines()
    assert not any(all(word in row for row in rows) for word in ("uvre", "cig", "whale"))
    signatures = reception.dumps("request_words")
    assert not any(word in signatures for word in ("uvre", "cig", "whale"))


def fill(reception: Reception, count: int = 3000) -> None:
    """Many requests, and words as common as they are."""
    reception.asks("heron")
    mark = reception.does(inbox_words.mark, "heron")[0]
    with reception.database.writes() as session:
        session.execute(text(
            "INSERT INTO requests (kind, state, channel, language, origin, asked_at, sound_state, sound_tries,"
            " carrier_copy, text, due_on, dictation_tries, dictation)"
            " SELECT 'question', 'sent', 'phone', 'en', 'f' || n, now(), 'none', 0, false, '', current_date, 0, ''"
            " FROM generate_series(1, :count) n"), {"count": count})  # fmt: skip
        session.execute(
            text("INSERT INTO request_words SELECT :mark, id FROM requests WHERE origin LIKE 'f%'"),
            {"mark": mark},
        )
    with reception.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM requests WHERE state = 'sent' AND id > 1500 ORDER BY id LIMIT 51", "requests"),
        (
            "SELECT * FROM requests WHERE state = 'sent' AND due_on >= '2026-01-01' ORDER BY due_on, id LIMIT 51",
            "ix_requests_queue_due",
        ),
        (
            "SELECT request FROM request_words WHERE word = 'x' ORDER BY request DESC LIMIT 100",
            "pk_request_words",
        ),
    ],
)
def test_page_is_read_from_an_index(reception: Reception, query: str, index: str) -> None:
    fill(reception)
    with reception.database.reads() as session:
        plan = "\n".join(session.scalars(text(f"EXPLAIN {query}")))
    assert "Index" in plan
    assert index in plan
    assert "Sort" not in plan.replace("Presorted", "").replace("Incremental Sort", "")


def test_pages_give_each_once_while_others_write(reception: Reception) -> None:
    there = {reception.asks("heron") for _ in range(30)}
    seen: list[int] = []

    def write(_: Person) -> None:
        for _ in range(10):
            reception.asks("heron")

    def read(_: Person) -> None:
        after, words = "", "heron"
        while True:
            with reception.database.reads() as session:
                page = inbox.list_requests(session, inbox.InboxQuery(words=words, after=after), 7)
            seen.extend(row.id for row in page.rows)
            after = page.next
            if not after:
                return

    all_at_once(lambda who: read(who) if who == ANA else write(who), (ANA, BEN))
    assert len(seen) == len(set(seen))
    assert there <= set(seen)
    assert {row.id for row in reception.rows(RequestRow)} >= set(seen)
