"""Open calls: what is asked, for whom, until when, and every version of what people agreed to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.visitors.reception import NOW, Reception
from visitors import contributions_calls
from visitors.contributions_calls import CHILDREN, CallForm, ConsentTextRow, OpenCallRow, WrongCall
from visitors.requests import RequestKind, RequestRow, RequestState

TODAY = NOW.date()
WORDS = {"en": "We keep it.", "fr": "Nous le gardons."}


def form(**changes: Any) -> CallForm:
    return CallForm(**{"title": WORDS, "prompt": WORDS, "consent": WORDS, **changes})


def begin(reception: Reception, **changes: Any) -> int:
    return reception.does(contributions_calls.begin, form(**changes), "Ana", NOW).id


def change(reception: Reception, call: int, **changes: Any) -> int:
    return reception.does(contributions_calls.change, call, form(**changes), NOW).consent_version


def read(reception: Reception, call: int, version: int, language: str = "en") -> str:
    return reception.does(contributions_calls.read_consent, call, version, language)


def list_open(reception: Reception, language: str = "", day: date = TODAY) -> list[int]:
    return [call.id for call in reception.does(contributions_calls.list_open, day, language)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"longest": 9}, "longest"), ({"longest": 181}, "longest"), ({"audience": "cats"}, "audience"),
        ({"longest": 10}, ""), ({"longest": 180, "audience": CHILDREN}, ""),
    ],
)  # fmt: skip
def test_impossible_call_is_refused(reception: Reception, changes: dict[str, Any], code: str) -> None:
    if code:
        with pytest.raises(WrongCall, match=code):
            begin(reception, **changes)
        assert reception.rows(OpenCallRow) == []
    else:
        assert begin(reception, **changes)


@pytest.mark.parametrize(
    ("changes", "version"),
    [
        ({}, 1), ({"title": {"en": "Other"}}, 1), ({"prompt": {"en": "Other"}}, 1), ({"deadline": TODAY}, 1),
        ({"consent": {**WORDS, "en": " We keep it. "}}, 1), ({"consent": {**WORDS, "es": ""}}, 1),
        ({"consent": {**WORDS, "en": "We show it."}}, 2), ({"consent": {**WORDS, "es": "Lo guardamos."}}, 2),
        ({"consent": {"en": "We keep it."}}, 2),
    ],
)  # fmt: skip
def test_other_consent_is_a_new_version(reception: Reception, changes: dict[str, Any], version: int) -> None:
    call = begin(reception)
    assert change(reception, call, **changes) == version
    assert change(reception, call, **changes) == version


def test_every_version_stays_readable(reception: Reception) -> None:
    call = begin(reception)
    change(reception, call, consent={"en": "We show it.", "fr": "Nous le montrons."})
    change(reception, call, consent=WORDS)
    assert [read(reception, call, version) for version in (1, 2, 3, 4)] == [
        "We keep it.",
        "We show it.",
        "We keep it.",
        "",
    ]
    assert read(reception, call, 2, "fr") == "Nous le montrons."
    assert read(reception, call, 1, "es") == ""


def test_number_given_again_has_its_own_words(reception: Reception) -> None:
    """A database may give the number of a deleted call to the next one."""
    call = begin(reception)
    assert reception.does(contributions_calls.delete, call)
    assert reception.rows(ConsentTextRow) == []
    again = begin(reception, consent={"en": "We show it."})
    assert read(reception, again, 1) == "We show it."


def test_answered_call_is_not_deleted(reception: Reception) -> None:
    call = reception.opens()
    reception.agrees(call)
    assert not reception.does(contributions_calls.delete, call.id)
    assert [row.id for row in reception.rows(OpenCallRow)] == [call.id]
    assert reception.does(contributions_calls.delete, call.id + 1)


@pytest.mark.parametrize(
    ("changes", "opens"),
    [({}, True), ({"consent": {}}, False), ({"consent": {"en": "  "}}, False),
     ({"title": {"en": "A"}, "prompt": {"fr": "B"}}, False), ({"title": {"en": "A"}}, True)],
)  # fmt: skip
def test_call_opens_when_one_language_is_whole(
    reception: Reception, changes: dict[str, Any], opens: bool
) -> None:
    call = begin(reception, **changes)
    assert list_open(reception) == []
    if opens:
        reception.does(contributions_calls.set_open, call, True, NOW)
    else:
        with pytest.raises(WrongCall, match="incomplete"):
            reception.does(contributions_calls.set_open, call, True, NOW)
    assert list_open(reception) == ([call] if opens else [])
    reception.does(contributions_calls.set_open, call, False, NOW)
    assert list_open(reception) == []


def test_calls_are_told_soonest_end_first(reception: Reception) -> None:
    ends = [None, TODAY + timedelta(days=9), TODAY, TODAY - timedelta(days=1)]
    endless, later, today, over = (reception.opens(deadline=day).id for day in ends)
    assert list_open(reception) == [today, later, endless]
    assert list_open(reception, day=TODAY - timedelta(days=1)) == [over, today, later, endless]
    assert [row.id for row in reception.does(contributions_calls.list_all)] == [over, today, later, endless]


@pytest.mark.parametrize(("language", "found"), [("", 2), ("en", 2), ("fr", 1), ("es", 0)])
def test_nobody_is_asked_what_they_cannot_read(reception: Reception, language: str, found: int) -> None:
    reception.opens()
    reception.does(contributions_calls.set_open, begin(reception), True, NOW)
    assert len(list_open(reception, language)) == found


def test_answers_are_counted_but_drafts(reception: Reception) -> None:
    call, other, lonely = reception.opens(), reception.opens(), reception.opens()
    thrown, _, _ = (reception.tells(call) for _ in range(3))
    reception.tells(other)
    reception.asks("…", RequestKind.CONTRIBUTION, about=reception.agrees(call), sent=False)
    with reception.database.writes() as session:
        session.get_one(RequestRow, thrown).state = RequestState.THROWN
    ids = [call.id, other.id, lonely.id]
    assert reception.does(contributions_calls.count_answers, ids) == {call.id: 2, other.id: 1}
    assert reception.does(contributions_calls.count_answers, []) == {}


def test_longest_and_audience_reach_the_visit(reception: Reception) -> None:
    call = reception.opens(CHILDREN, longest=60)
    assert (call.longest, call.is_for_children, call.consent_version) == (60, True, 1)
    assert (call.speaks("en"), call.speaks("fr")) == (True, False)
