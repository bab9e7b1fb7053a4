"""One question a visit, after the second finished item; what is said is counted and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.visitors.reception import NOW, Reception
from visitors import listening, surveys
from visitors.surveys import SurveyRow

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def hear(reception: Reception, who: int, *items: int, at: datetime = NOW) -> None:
    for item in items:
        reception.does(listening.finish, who, item, at)


def is_due(reception: Reception, who: int, began: datetime = NOW) -> bool:
    return reception.does(surveys.is_due, who, began)


@pytest.mark.parametrize(
    ("items", "due"),
    [((), False), ((214,), False), ((214, 214), False), ((214, 305), True), ((214, 305, 410), True)],
)
def test_second_finished_item_asks(reception: Reception, items: tuple[int, ...], due: bool) -> None:
    who = reception.visits()
    hear(reception, reception.visits("otto"), 214, 305, 410)
    hear(reception, who, *items)
    assert is_due(reception, who) is due


def test_items_of_earlier_visits_do_not_count(reception: Reception) -> None:
    who = reception.visits()
    hear(reception, who, 214, 305, at=NOW - MINUTE)
    hear(reception, who, 410)
    assert not is_due(reception, who)
    hear(reception, who, 214, at=NOW + MINUTE)
    assert is_due(reception, who)


def test_nobody_is_asked_twice_in_a_visit(reception: Reception) -> None:
    who = reception.visits()
    hear(reception, who, 214, 305)
    reception.does(surveys.ask, who, NOW + MINUTE)
    hear(reception, who, 410, at=NOW + 2 * MINUTE)
    assert not is_due(reception, who)


@pytest.mark.parametrize("answered", [True, False])
def test_next_visit_may_ask_again(reception: Reception, answered: bool) -> None:
    who = reception.visits()
    reception.does(surveys.ask, who, NOW)
    if answered:
        reception.does(surveys.answer, who)
    hear(reception, who, 214, 305, at=NOW + DAY)
    assert is_due(reception, who, NOW + DAY)
    reception.does(surveys.ask, who, NOW + DAY)
    assert reception.does(surveys.answer, who)


def test_answer_counts_once_and_only_when_asked(reception: Reception) -> None:
    who, other = reception.visits(), reception.visits("otto")
    reception.does(surveys.ask, who, NOW)
    assert [reception.does(surveys.answer, one) for one in (who, who, other, 99)] == [
        True,
        False,
        False,
        False,
    ]


def test_row_does_not_know_what_was_said() -> None:
    assert set(SurveyRow.__table__.columns.keys()) == {"visitor", "asked_at", "answered"}
