"""What is served, in which order: nothing twice until all was heard, and nobody surprised by what needs care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from scenes.lists import episode_of_the_day, home_of, next_of, next_unheard, numbers_of
from tests.scenes.museum import ITEMS, LANGUAGES, TUESDAY, make_catalogue, make_visit
from tests.scenes.stroll import Stroll

MONDAY = TUESDAY - timedelta(days=1)
LISTS = (
    ("today", {214, 220, 270, 305, 311, 312, 313, 314, 315}),
    ("staff", {214, 220, 270, 305, 311, 312, 313, 314, 315}),
    ("smile", {230, 231}),
    ("hands", {240, 241}),
    ("person.ana", {214, 220, 1400}),
    ("person.grace", {240, 241}),
    ("mood.calm", {270, 305}),
    ("mood.doubt", {250}),
    ("walk.three-blues", {281, 282, 283}),
    ("walk.guests", {311, 312, 313, 314, 315}),
    ("person.nobody", set()),
    ("nonsense", set()),
)


@pytest.mark.parametrize(("name", "numbers"), LISTS)
def test_lists_hold_their_items(name: str, numbers: set[int]) -> None:
    assert set(numbers_of(make_catalogue(), "en", name)) == numbers


@pytest.mark.parametrize(("name", "numbers"), LISTS)
def test_lists_leave_out_untranslated_items(name: str, numbers: set[int]) -> None:
    assert set(numbers_of(make_catalogue(), "fr", name)) == numbers - {270}


def test_children_come_after_everybody_else() -> None:
    assert numbers_of(make_catalogue(), "en", "smile") == (230, 231)
    assert numbers_of(make_catalogue(), "en", "person.ana")[-1] == 1400


def test_staff_take_turns_in_telling() -> None:
    items = {item.number: item for item in ITEMS}
    first = [items[number].speaker.slug for number in numbers_of(make_catalogue(), "en", "staff")[:3]]
    assert len(set(first)) == 3


def test_unknown_lists_leave_nothing_behind() -> None:
    before = len(make_catalogue()._lists)
    for name in ("person.zzz", "walk.zzz", "zzz"):
        numbers_of(make_catalogue(), "en", name)
    assert len(make_catalogue()._lists) == before


def test_another_day_opens_with_another_story() -> None:
    days = [make_visit(now=TUESDAY + timedelta(days=ahead)) for ahead in range(9)]
    assert {next_unheard(day, "today") for day in days} == set(numbers_of(make_catalogue(), "en", "today"))


def test_oldest_favourite_comes_again_first() -> None:
    visit = make_visit(load_heard=lambda: frozenset({230, 231}))
    assert next_of(visit, "smile", (231, 230)) == 231
    assert next_of(visit, "smile", (230, 231)) == 230


def test_serial_opens_its_weekdays() -> None:
    assert episode_of_the_day(make_visit()) is None
    found = episode_of_the_day(make_visit(now=MONDAY))
    assert found is not None
    assert found[1] == 281


def test_episode_with_warning_waits_to_be_asked() -> None:
    visit = make_visit(now=MONDAY, load_heard=lambda: frozenset({281}))
    assert episode_of_the_day(visit) is None


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("today", "lobby"),
        ("", "lobby"),
        ("person.ana", "people"),
        ("mood.calm", "moods"),
        ("walk.x", "walks"),
        ("smile", "choose"),
    ],
)
def test_star_leads_home_from_lists(name: str, home: str) -> None:
    assert home_of(name) == home


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["today", "smile", "hands", "person.ana", "mood.story"])
def test_nothing_comes_twice_before_all_was_heard(
    name: str, language: str, stroll: Callable[..., Stroll]
) -> None:
    walker, numbers = stroll(language=language), numbers_of(make_catalogue(), language, name)
    first = [hear(walker, f"pick~{name}") for _ in numbers]
    assert sorted(first) == sorted(numbers)
    again = [hear(walker, f"pick~{name}") for _ in numbers]
    assert again == first


def test_finished_list_goes_on_with_other_stories(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    heard = [hear(walker, "next~smile") for _ in range(2 + len(numbers_of(make_catalogue(), "en", "today")))]
    assert heard[:2] == [230, 231]
    assert set(heard[2:]) == set(numbers_of(make_catalogue(), "en", "today"))


def test_silent_caller_hears_the_whole_day(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    scenes = [walker.wait() for _ in range(40)]
    played = [scene.number for scene in scenes if scene.number]
    day = numbers_of(make_catalogue(), "en", "today")
    assert sorted(played[: len(day)]) == sorted(day)


def hear(walker: Stroll, deed: str) -> int:
    """Follow a deed to its item and hear it to the end, a minute later each time."""
    walker.more["now"] = walker.more.get("now", TUESDAY) + timedelta(minutes=1)
    number = int(walker.go(deed).place.split("/")[1].split("~")[0])
    walker.go(f"skip/{number}")
    return number
