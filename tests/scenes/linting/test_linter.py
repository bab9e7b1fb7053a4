"""The whole line, walked: clean as it is shipped, and each fault of the content found where it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from content.catalogue import Audience, Catalogue, Intent, ItemKind, Line, Prompt, Season, Speaker, Thread
from scenes.linting.linter import find_new_breaks, lint, survey
from scenes.linting.walking import Walk, follow_silence, walk
from scenes.linting.way_rules import count_keys, keeps_stories_near, leads_somewhere
from scenes.scene import Choice
from tests.scenes.museum import ITEMS, LANGUAGES, LINE, SAYS, SPEAKERS, make_catalogue, make_item

BLOCKED = {"key-wrong", "key-unsaid", "mute", "unfilled", "broken", "silence-empty", "lost-key", "key-twice"}


def make(**changes: Any) -> Catalogue:
    """The museum of the tests, without its two faults: a link to nothing, and an item for groups alone."""
    items = {number: item for number, item in make_catalogue().items.items() if number != 260}
    items[305] = replace(items[305], threads=(Thread(214, SAYS),))
    return replace(make_catalogue(), **({"items": items} | changes), _lists={})


def reword(changes: Mapping[str, str | None], language: str = "en") -> Catalogue:
    """The same with other prompts in one language; None takes one out."""
    prompts = dict(make_catalogue().prompts)
    words = dict(prompts[language]) | {key: Prompt(text) for key, text in changes.items() if text is not None}
    prompts[language] = {key: one for key, one in words.items() if changes.get(key, "") is not None}
    return make(prompts=prompts)


def codes(catalogue: Catalogue, languages: tuple[str, ...] = ("en",)) -> dict[str, set[str]]:
    """What was found, with its places."""
    found: dict[str, set[str]] = {}
    for one in lint(catalogue, languages, "the Museum"):
        assert one.blocks is (one.code in BLOCKED), one
        found.setdefault(one.code, set()).add(one.place)
    return found


def test_sound_line_has_nothing_to_mend() -> None:
    report = survey(make())
    assert report.findings == ()
    assert not report.blocks
    assert report.languages == 3
    assert report.menus > 40


@pytest.mark.parametrize(
    ("key", "text", "code", "place"),
    [
        ("choose.staff.say", "Press 1 to hear somebody who works here.", "key-first", "choose"),
        ("choose.staff.short", "Press 1 for somebody who works here.", "key-first", "choose"),
        ("choose.smile.say", "For something to smile about, press 3.", "key-wrong", "choose"),
        ("choose.walks.say", "There are walks as well.", "key-unsaid", "choose"),
        ("people.one.say", "{name}, {role}, is there as well.", "key-unsaid", "people"),
        ("lobby.hello", "Hello and welcome. " * 10, "greeting-long", "lobby"),
        ("lobby.hello", "Hello from {musuem}.", "broken", "lobby"),
        ("ask.say", " ", "mute", "ask"),
        ("person.closed", "{moment}", "unfilled", "person"),
        ("person.nobody", "Nobody is here, {name}.", "unfilled", "person/away"),
        ("lobby.language.say", "Press 8 for English.", "key-first", "lobby"),
        ("help.privacy.say", "Press 1 for what we keep.", "key-first", "help"),
        ("after.thread.say", "Press 1, for {reason}.", "key-first", "after/214~today"),
        ("language.this", "Press {key} for English.", "key-first", "language"),
        ("keys.more.say", "For more, press 5.", "key-wrong", "people"),
    ],
)
def test_bad_words_are_found_where_they_are_heard(key: str, text: str, code: str, place: str) -> None:
    line = replace(LINE, hours=()) if key == "person.closed" else LINE
    languages = ("fr",) if key == "lobby.language.say" else ("en",)
    found = codes(replace(reword({key: text}), lines=(line,), _lists={}), languages)
    if key == "lobby.language.say":  # heard by those on a line in another language
        line = replace(LINE, language="fr")
        found = codes(replace(reword({key: text}), lines=(line,), _lists={}), languages)
    assert place in found[code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_first_is_found_in_each_language(language: str) -> None:
    bad = {
        "en": "Press 2 to smile.",
        "fr": "Appuyez sur le 2 pour sourire.",
        "es": "Pulse el 2 para sonreír.",
    }
    found = lint(reword({"choose.smile.say": bad[language]}, language))
    assert {(one.code, one.language) for one in found} == {("key-first", language)}


def test_only_what_a_publication_breaks_holds_it_up() -> None:
    broken = reword({"choose.smile.say": "For something to smile about, press 3."})
    worse = reword({"choose.smile.say": "For something to smile about, press 3.", "ask.say": " "})
    first = reword({"choose.smile.say": "Press 2 to smile."})
    assert {one.code for one in find_new_breaks(make(), broken)} == {"key-wrong"}
    assert {(one.place, one.code) for one in find_new_breaks(broken, worse)} == {("ask", "mute")}
    assert (
        find_new_breaks(broken, make())
        == find_new_breaks(worse, broken)
        == find_new_breaks(make(), first)
        == []
    )


def test_missing_prompt_breaks_its_place_alone() -> None:
    found = codes(reword({"sorry.say": None}))
    assert found == {"broken": {"sorry"}}


def test_untranslated_prompts_are_counted() -> None:
    catalogue = reword({"sorry.say": None, "stop.say": None}, "fr")
    (found,) = lint(catalogue, ("fr",))
    assert (found.code, found.values) == ("untranslated", {"count": 2, "some": "sorry.say, stop.say"})


def test_line_with_nothing_to_tell_blocks() -> None:
    smiles = {n: item for n, item in make_catalogue().items.items() if item.kind is ItemKind.SMILE}
    found = codes(make(items=smiles, series={}))
    assert {"lobby", "sorry"} <= found["silence-empty"]


def test_own_greeting_of_a_second_line_is_measured() -> None:
    second = Line("tower", "+33123456788", "en", "Europe/Paris", greeting={"en": "Hello and welcome. " * 9})
    (found,) = lint(make(lines=(LINE, second)), ("en",))
    assert (found.code, found.values["words"]) == ("greeting-long", 27)


def test_greeting_of_a_season_is_measured() -> None:
    season = Season(
        "advent", date(2026, 12, 1), date(2026, 12, 24), greeting={"en": "Hello and welcome. " * 10}
    )
    (found,) = lint(make(seasons=(season,)), ("en",))
    assert (found.code, found.values["words"]) == ("greeting-long", 30)


def test_items_that_nothing_leads_to_are_named() -> None:
    group = make_item(260, "grace", Intent.CALM, ItemKind.ACTIVITY, audience=Audience.GROUP)
    items = dict(make().items) | {260: group}
    assert codes(make(items=items)) == {"unreachable": {"item"}}
    items[305] = replace(items[305], threads=(Thread(260, SAYS),))
    assert codes(make(items=items)) == {}


def test_item_in_other_languages_alone_is_named() -> None:
    items = dict(make().items) | {271: make_item(271, "joseph", Intent.CALM, codes=("fr",))}
    assert codes(make(items=items)) == {"not-in-house-language": {"item"}}


def test_link_to_nothing_is_named() -> None:
    items = dict(make().items)
    items[220] = replace(items[220], threads=(Thread(999, SAYS),))
    assert codes(make(items=items)) == {"thread-lost": {"item"}}


def test_walk_and_person_without_words_are_named() -> None:
    series = dict(make_catalogue().series)
    series["guests"] = replace(series["guests"], title={"en": "Guests"})
    silent = replace(SPEAKERS["ana"], role={"en": "curator"})
    found = codes(make(series=series, speakers=SPEAKERS | {"ana": silent}), ("fr",))
    assert found == {"walk-unnamed": {"walk/guests"}, "role-missing": {"people"}}


def test_long_list_of_people_is_named() -> None:
    many = {f"p{n}": Speaker(f"p{n}", f"P {n}", dict.fromkeys(LANGUAGES, "guard")) for n in range(20)}
    items = {n: replace(ITEMS[0], number=n, speaker=many[f"p{n - 400}"], threads=()) for n in range(400, 420)}
    found = codes(make(items=dict(make().items) | items, speakers=SPEAKERS | many))
    assert found == {"list-long": {"people"}}


def test_target_that_does_not_exist_blocks() -> None:
    walked = walk(make(), "en")
    first = walked.stops[0]
    for target in ("nowhere", "item/999", "walk/none/1", "NOT A PLACE"):
        scene = replace(first.scene, choices=(*first.scene.choices, Choice("6", target)))
        (found,) = leads_somewhere(replace(walked, stops=(replace(first, scene=scene),)))
        assert (found.code, found.values, found.blocks) == ("lost-key", {"key": "6", "target": target}, True)
        scene = replace(first.scene, silence=target)
        (found,) = leads_somewhere(replace(walked, stops=(replace(first, scene=scene),)))
        assert found.code == "lost-silence"


def test_deep_story_is_named() -> None:
    walked = walk(make(), "en")
    keys = count_keys(walked.stops)
    assert (keys["today"], keys["pick~staff"], keys["pick~person.ruth"], keys["pick~walk.guests"]) == (
        1,
        2,
        3,
        3,
    )
    assert list(keeps_stories_near(walked)) == []
    assert [one.code for one in keeps_stories_near(_without(walked, "7"))] == []
    deeper = _through(walked, "lobby", "choose", "help")
    assert {one.values["target"] for one in keeps_stories_near(deeper)} >= {"pick~staff", "pick~person.ruth"}


def test_silence_in_the_lobby_comes_to_a_story() -> None:
    stop = walk(make(), "en").stops[0]
    heard = follow_silence(stop, 3)
    assert [getattr(scene, "place", "") for scene in heard][-1].startswith(("item/", "walk/"))


def test_ten_thousand_items_make_no_longer_walk() -> None:
    def stops(end: int) -> int:
        items = {n: replace(ITEMS[n % len(ITEMS)], number=n, threads=()) for n in range(100, end)}
        return len(walk(make(items=items, series={}), "en").stops)

    assert stops(10_100) <= 1.1 * stops(1_100)


def _without(walked: Walk, key: str) -> Walk:
    """The same walk without a key of choosing."""
    stops = [
        replace(one, scene=replace(one.scene, choices=tuple(c for c in one.scene.choices if c.key != key)))
        if one.place == "choose" else one
        for one in walked.stops
    ]  # fmt: skip
    return replace(walked, stops=tuple(stops))


def _through(walked: Walk, place: str, target: str, other: str) -> Walk:
    """The same walk, in which a place leads to another first, and only that one to the target."""
    swaps = {place: (target, other), other: ("lobby", target)}
    stops = []
    for one in walked.stops:
        old, new = swaps.get(one.place, ("", ""))
        choices = tuple(replace(c, target=new) if c.target == old else c for c in one.scene.choices)
        stops.append(replace(one, scene=replace(one.scene, choices=choices)))
    return replace(walked, stops=tuple(stops))
