"""Topics: what a request is about, and who here answers it."""

from __future__ import annotations

import pytest

from tests.visitors.reception import ANA, BEN, Reception
from visitors import inbox_topics

TITLE = {"en": "The tea room", "fr": "Le salon de thé"}


def keep(reception: Reception, slug: str = "tea", *accounts: int) -> None:
    reception.does(inbox_topics.keep, slug, TITLE, "somebody from the tea room", accounts)


def test_topic_is_kept_once_and_changed(reception: Reception) -> None:
    keep(reception, "tea", BEN.id, ANA.id, BEN.id)
    keep(reception, "birds")
    keep(reception, "tea", BEN.id)
    with reception.database.reads() as session:
        found = {row.slug: (row.title, row.role, row.accounts) for row in inbox_topics.list_topics(session)}
    assert list(found) == ["birds", "tea"]
    assert found["tea"] == (TITLE, "somebody from the tea room", [BEN.id])


def test_people_know_their_topics(reception: Reception) -> None:
    keep(reception, "tea", ANA.id, BEN.id)
    keep(reception, "birds", BEN.id)
    keep(reception, "all")
    with reception.database.reads() as session:
        assert [inbox_topics.of_account(session, who) for who in (ANA.id, BEN.id, 7)] == [
            ["tea"],
            ["birds", "tea"],
            [],
        ]


@pytest.mark.parametrize(
    ("slug", "there", "done"),
    [("tea", True, True), ("", True, True), ("fish", True, False), ("tea", False, False)],
)
def test_topic_is_assigned_where_both_exist(reception: Reception, slug: str, there: bool, done: bool) -> None:
    keep(reception)
    number = reception.asks()
    assert reception.does(inbox_topics.assign, number if there else number + 1, slug) is done
    assert reception.row(number).topic == (slug if done else "")


def test_requests_outlive_their_topic(reception: Reception) -> None:
    keep(reception)
    keep(reception, "birds")
    first, second = reception.asks(), reception.asks()
    reception.does(inbox_topics.assign, first, "tea")
    reception.does(inbox_topics.assign, second, "birds")
    for _ in range(2):
        reception.does(inbox_topics.remove, "tea")
    assert [reception.row(number).topic for number in (first, second)] == ["", "birds"]
    with reception.database.reads() as session:
        assert [row.slug for row in inbox_topics.list_topics(session)] == ["birds"]
