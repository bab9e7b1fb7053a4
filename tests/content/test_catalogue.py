"""What is published, asked by day, by number and by language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import Catalogue, Line, Prompt, Season, Sound
from content.codes import FIRST, MANY, number_of, number_prompts
from content.words import words_json
from tests.scenes.museum import LINE, make_catalogue


def season(begins: str, ends: str, yearly: bool = True, slug: str = "winter") -> Season:
    return Season(slug, date.fromisoformat(begins), date.fromisoformat(ends), yearly)


def with_seasons(*seasons: Season) -> Catalogue:
    return replace(make_catalogue(), seasons=seasons)


@pytest.mark.parametrize(
    ("begins", "ends", "yearly", "on", "off"),
    [
        ("2026-03-01", "2026-05-31", False, "2026-03-01 2026-05-31", "2026-02-28 2026-06-01 2027-04-01"),
        ("2026-03-01", "2026-05-31", True, "2026-03-01 2027-03-01 2031-05-31", "2026-06-01 2027-02-28 2025-04-01"),
        ("2026-12-01", "2027-01-06", True, "2026-12-01 2027-12-31 2028-01-06", "2027-01-07 2027-11-30"),
        ("2026-12-01", "2027-01-06", True, "2026-12-31", "2026-01-03 2026-11-30"),
        ("2026-12-24", "2026-12-24", True, "2026-12-24 2027-12-24", "2026-12-23 2027-12-25"),
        ("2026-02-20", "2026-02-28", True, "2027-02-28 2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-03-01", True, "2028-02-29 2029-03-01 2032-02-29", "2029-02-28 2029-03-02"),
        ("2027-12-30", "2028-02-29", True, "2028-02-29 2029-02-28 2029-12-30", "2029-03-01"),
        ("2026-03-02", "2027-03-01", True, "2026-03-02 2027-03-01 2028-02-29 2029-07-14", "2026-03-01"),
    ],
    ids=["once", "yearly", "over New Year", "before its first", "a day", "without 29", "from 29", "to 29", "all year"],
)  # fmt: skip
def test_season_begins_and_ends_with_its_days(
    begins: str, ends: str, yearly: bool, on: str, off: str
) -> None:
    here = season(begins, ends, yearly)
    assert [day for day in on.split() if not here.is_on(date.fromisoformat(day))] == []
    assert [day for day in off.split() if here.is_on(date.fromisoformat(day))] == []


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 363), st.integers(0, 4000))
def test_yearly_season_is_on_as_long_each_year(begins: date, length: int, later: int) -> None:
    """In any twelve months it comes and goes once, and leap days make it a day longer at most."""
    here = Season("any", begins, begins + timedelta(days=length), yearly=True)
    day = begins + timedelta(days=later)
    year = [here.is_on(day + timedelta(days=at)) for at in range(366)]
    changes = sum(one != other for one, other in pairwise(year))
    assert changes <= 3
    assert abs(sum(year) - length - 1) <= 2


def test_shortest_season_of_a_day_is_heard() -> None:
    winter, eve = season("2026-12-01", "2027-01-06"), season("2026-12-24", "2026-12-25", slug="eve")
    assert with_seasons(winter, eve).season_on(date(2030, 12, 24)) is eve
    assert with_seasons(eve, winter).season_on(date(2030, 12, 26)) is winter
    assert with_seasons(eve, winter).season_on(date(2030, 7, 1)) is None


def test_of_two_alike_the_first_is_heard() -> None:
    one, other = season("2026-12-01", "2026-12-24"), season("2026-12-01", "2026-12-24", slug="other")
    for seasons in ((one, other), (other, one)):
        assert with_seasons(*seasons).season_on(date(2026, 12, 5)) is seasons[0]


def test_unknown_number_reaches_the_first_line() -> None:
    tower: Line = replace(LINE, slug="tower", number="+33155550199")
    known = replace(make_catalogue(), lines=(LINE, tower))
    assert [known.line_for(number).slug for number in (tower.number, LINE.number, "", "+1")] == [
        "tower", LINE.slug, LINE.slug, LINE.slug
    ]  # fmt: skip


def test_missing_prompt_is_said_in_the_house_language() -> None:
    known = make_catalogue()
    bare = replace(
        known, prompts={known.house: known.prompts[known.house], "fr": {"lobby.hello": Prompt("Oui.")}}
    )
    assert bare.prompt("fr", "lobby.hello").text == "Oui."
    assert (
        bare.prompt("fr", "museum.name")
        == bare.prompt("de", "museum.name")
        == known.prompt("en", "museum.name")
    )
    with pytest.raises(KeyError):
        bare.prompt("fr", "no.such")


def test_two_words_never_share_a_number() -> None:
    """So many that some would fall on the same: the later one, in the alphabet, takes the next that is free."""
    keys = [f"choose.{number:04}.say" for number in range(3000)]
    known = replace(make_catalogue(), prompts={"en": {key: Prompt("For a story, press 1.") for key in keys}})
    numbered = number_prompts(known)
    assert sorted(numbered.values()) == keys
    assert all(FIRST <= number < FIRST + MANY for number in numbered)
    alone = {
        key: number_of(replace(known, prompts={"en": {key: Prompt("Press 1.")}}), key) for key in keys[:40]
    }
    moved = {key: number for number, key in numbered.items() if key in alone and alone[key] != number}
    assert all(numbered[number - 1] < key for key, number in moved.items() if number > FIRST)


def test_every_rendition_of_a_sound_has_its_words() -> None:
    sound = Sound(2, "a/phone.wav", "a/chat.ogg", slow="a/slow.wav")
    known = replace(make_catalogue(), items={}, prompts={"en": {"lobby.hello": Prompt("Hello.", sound)}})
    found = {
        url for url, words in words_json(known, "https://line.museum.example").items() if words == "Hello."
    }
    home = "https://line.museum.example/media/a"
    assert found == {f"{home}/phone.wav", f"{home}/chat.ogg", f"{home}/slow.wav"}
