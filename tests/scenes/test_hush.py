"""The long quiet, languages, and places as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import Language
from scenes import visiting
from scenes.places import parse, write
from tests.scenes.museum import make_catalogue, make_visit
from tests.scenes.stroll import Stroll
from visitors.people import Channel

QUIET = 45 * 60


@pytest.mark.parametrize(
    "place", ["lobby", "choose", "item/214~today", "after/214", "make/240/1~hands", "walk/guests/2"]
)
def test_long_quiet_is_asked_between_items(place: str) -> None:
    scene = visiting.enter(place, make_visit(quiet=QUIET))
    assert scene.place == f"hush/{place}"
    assert {scene.target(key) for key in "123456789*#"} == {place}
    assert visiting.enter(place, make_visit(quiet=QUIET - 1)).place == place


@pytest.mark.parametrize("place", ["item/214/0~today", "ask", "message", "person", "goodbye", "continue"])
def test_nobody_is_interrupted(place: str) -> None:
    assert not visiting.enter(place, make_visit(quiet=QUIET * 2)).place.startswith("hush")


def test_chat_is_never_hushed() -> None:
    assert visiting.enter("lobby", make_visit(channel=Channel.CHAT, quiet=QUIET * 9)).place == "lobby"


def test_two_silences_end_with_goodbye(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.enter("after/214", quiet=QUIET)
    assert walker.wait().place == "hush/after/214"
    assert walker.wait().ends
    assert walker.scene.says[0].text.startswith("Then I'll say goodbye")


def test_any_key_goes_on(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.enter("after/214~today", quiet=QUIET)
    assert walker.press("7").place == "after/214~today"


def test_zero_still_finds_a_person(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.enter("lobby", quiet=QUIET)
    assert walker.press("0").place == "person"


def test_choosing_a_language_is_remembered(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("language")
    scene = walker.press("2")
    assert (scene.place, scene.language, scene.says[0].text) == ("lobby", "fr", "Avec plaisir, en français.")
    assert walker.visitor is not None
    assert walker.visitor.language == "fr"


def test_languages_speak_for_themselves() -> None:
    scene = visiting.enter("language", make_visit())
    spoken = [
        (choice.target, choice.spoken.language, choice.label) for choice in scene.choices if choice.spoken
    ]
    assert spoken == [
        ("speak/en", "en", "English"),
        ("speak/fr", "fr", "Français"),
        ("speak/es", "es", "Español"),
    ]


def test_fourth_language_needs_a_second_page() -> None:
    full = make_catalogue()
    german = Language("de", "Deutsch", "de-DE", "voice-de")
    visit = make_visit(catalogue=replace(full, languages={**full.languages, "de": german}, _lists={}))
    first, second = visiting.enter("language", visit), visiting.enter("language/2", visit)
    assert first.target("4") == "language/2"
    assert (second.target("1"), second.target("4")) == ("speak/de", "language/1")
    assert len(visiting.enter("lobby", visit).afterwards) == 2


def test_only_offered_languages_are_followed() -> None:
    visit = make_visit()
    assert visiting.follow("speak/fr", visit).language == "fr"
    assert visiting.follow("speak/xx", visit) is visit
    assert visiting.follow("lobby", visit) is visit


@pytest.mark.parametrize(
    ("text", "head", "parts", "of"),
    [
        ("lobby", "lobby", (), ""),
        ("item/214/30~person.ana", "item", ("214", "30"), "person.ana"),
        ("hush/make/240/3~hands", "hush", ("make", "240", "3"), "hands"),
    ],
)
def test_places_are_taken_apart(text: str, head: str, parts: tuple[str, ...], of: str) -> None:
    place = parse(text)
    assert place is not None
    assert (place.head, place.parts, place.of, place.text) == (head, parts, of, text)


@given(st.text(max_size=60))
def test_places_come_back_as_written(text: str) -> None:
    place = parse(text)
    assert place is None or place.text == text


def test_long_list_is_left_out_of_a_place() -> None:
    assert write("item", 1400, 1200, of="walk." + "x" * 28) == "item/1400/1200~walk." + "x" * 28
    assert write("item", 1400, 1200, of="walk." + "x" * 40) == "item/1400/1200"
