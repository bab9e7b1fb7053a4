"""One question a visit: after the second item, skipped by silence, counted once, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.scenes.museum import LANGUAGES, TUESDAY
from tests.scenes.stroll import Stroll
from visitors import calls
from visitors.people import Channel
from visitors.tallies import TallyRow, What

MakeStroll = Callable[..., Stroll]


@pytest.fixture
def caller(stroll: MakeStroll) -> Stroll:
    """Somebody whose call has just begun."""
    return ring(stroll())


def ring(walker: Stroll, call: str = "CA1") -> Stroll:
    with walker.database.writes() as session:
        calls.begin(session, call, walker.visit().visitor.id, "main", walker.visit().now)  # type: ignore[union-attr]
    return walker


def counted(walker: Stroll) -> dict[str, int]:
    with walker.database.reads() as session:
        rows = session.scalars(select(TallyRow).where(TallyRow.what == What.SURVEY)).all()
        return {row.name: row.count for row in rows}


def test_second_item_brings_the_question(caller: Stroll) -> None:
    assert caller.go("done/214~today").place == "after/214~today"
    scene = caller.go("done/220~today")
    assert scene.place == "survey/after/220~today"
    assert scene.says[0].text.startswith("One small question, if you like")
    assert [choice.key for choice in scene.choices if choice.spoken] == ["1", "2", "3"]


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_answer_is_counted_and_leads_on(key: str, caller: Stroll) -> None:
    caller.go("done/214~today")
    caller.go("done/220~today")
    assert caller.press(key).place == "after/220~today"
    assert counted(caller) == {"asked": 1, key: 1}
    caller.go(f"rate/{key}/after/220~today")
    assert counted(caller) == {"asked": 1, key: 1}


@pytest.mark.parametrize("key", ["", "#"])
def test_silence_skips_it(key: str, caller: Stroll) -> None:
    caller.go("done/214~today")
    caller.go("done/220~today")
    assert (caller.press(key) if key else caller.wait()).place == "after/220~today"
    assert counted(caller) == {"asked": 1}


def test_nobody_is_asked_twice_in_a_visit(caller: Stroll) -> None:
    places = [caller.go(f"done/{number}~today").place for number in (214, 220, 230, 231, 281)]
    assert [place.startswith("survey") for place in places] == [False, True, False, False, False]


def test_next_visit_asks_again(caller: Stroll) -> None:
    for number in (214, 220):
        caller.go(f"done/{number}~today")
    later = {"now": TUESDAY + timedelta(days=1)}
    with caller.database.writes() as session:
        calls.finish(session, "CA1", 600, TUESDAY)
    caller.more = later
    ring(caller, "CA2")
    places = [caller.go(f"done/{number}~today").place for number in (281, 305)]
    assert places == ["after/281~today", "survey/after/305~today"]


def test_chat_asks_on_the_way_to_the_next(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    for number in (214, 220):
        walker.go(f"item/{number}~today")
    assert walker.go("next~today").place == "survey/next~today"
    assert walker.scene.afterwards == ()
    assert walker.press("2").place.startswith("item/")
    assert counted(walker) == {"asked": 1, "2": 1}


def test_walk_goes_on_after_the_question(caller: Stroll) -> None:
    caller.go("done/214~today")
    scene = caller.go("done/311~walk.guests")
    assert scene.place == "survey/walk/guests/2"
    assert caller.wait().place == "walk/guests/2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_key_keeps_the_question(language: str, caller: Stroll) -> None:
    caller.language = language
    caller.go("done/214~today")
    caller.go("done/220~today")
    assert caller.press("6").place == "survey/after/220~today"
    assert caller.press("1").place == "after/220~today"


@pytest.mark.parametrize("deed", ["rate/1", "rate/9/lobby", "rate", "survey", "rate/1/lobby"])
def test_handmade_answers_count_nothing(deed: str, caller: Stroll) -> None:
    assert caller.go(deed).place == "lobby"
    assert counted(caller) == {}
