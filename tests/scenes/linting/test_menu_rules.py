"""Each rule of a menu finds its bad example, and lets a good one pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from content.catalogue import Sound
from scenes.linting import menu_rules as rules
from scenes.linting.menu_rules import RULES, Rule
from scenes.linting.walking import Stop
from scenes.scene import Choice, Listens, Saying, Scene
from scenes.visit import Visit
from tests.scenes.museum import make_visit

Spoil = Callable[[Scene], Scene]


def offer(key: str, words: str, language: str = "en") -> Choice:
    return Choice(key, "today", "", Saying(words, language))


HELLO = Saying("Hello, this is the story line.", "en")
PERSON, STORY = offer("0", "To speak to someone, press 0."), offer("1", "For a story, press 1.")
QUIET = (Choice("*", "lobby"), Choice("#", "today"), Choice("9", "lobby"))
GOOD = Scene("lobby", "en", (HELLO,), (PERSON, STORY, *QUIET))


def stop(scene: Scene, **visit: Any) -> Stop:
    return Stop(scene.place, replace(make_visit(), **visit) if visit else make_visit(), scene)


def chooses(*choices: Choice) -> Spoil:
    return lambda scene: replace(scene, choices=(*choices, *scene.choices))


def only(*choices: Choice) -> Spoil:
    return lambda scene: replace(scene, choices=choices)


def says(text: str, sound: Sound | None = None) -> Spoil:
    return lambda scene: replace(scene, says=(Saying(text, "en", sound),))


def also(text: str, language: str = "en") -> Spoil:
    return lambda scene: replace(scene, afterwards=(Saying(text, language),))


MANY = tuple(offer(str(key), f"For this, press {key}.") for key in range(2, 6))
BAD: list[tuple[Rule, Spoil, str, bool]] = [
    (rules.offers_five_at_most, chooses(*MANY), "menu-long", False),
    (rules.offers_five_at_most, lambda s: also("Pour le français, appuyez sur le 8.", "fr")(chooses(*MANY[:3])(s)),
     "menu-long", False),
    (rules.names_option_first, chooses(offer("2", "Press 2 for a walk.")), "key-first", False),
    (rules.names_option_first, chooses(offer("2", "Appuyez sur le 2 pour marcher.", "fr")), "key-first", False),
    (rules.names_option_first, also("Pulse el 8 para español.", "es"), "key-first", False),
    (rules.names_its_own_key, chooses(offer("2", "For a walk, wait a moment.")), "key-unsaid", True),
    (rules.names_its_own_key, chooses(offer("2", "For a walk, press 3.")), "key-wrong", True),
    (rules.gives_each_key_once, chooses(offer("1", "For a walk, press 1.")), "key-twice", True),
    (rules.keeps_the_same_keys, only(STORY, *QUIET), "person-missing", True),
    (rules.keeps_the_same_keys, only(PERSON, STORY, QUIET[1]), "star-missing", False),
    (rules.keeps_the_same_keys, only(PERSON, STORY, QUIET[0]), "hash-missing", False),
    (rules.offers_person_in_time, only(STORY, PERSON, *QUIET), "person-not-first", False),
    (rules.greets_briefly, says("Hello to you. " * 9), "greeting-long", False),
    (rules.greets_briefly, says("Hello.", Sound(11.0, "a", "b")), "greeting-slow", False),
    (rules.says_something, says("  "), "mute", True),
    (rules.says_something, says("Hello from {museum}."), "unfilled", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "spoil", "code", "blocks"), BAD, ids=lambda one: getattr(one, "__name__", str(one))
)
def test_rule_finds_its_bad_example(rule: Rule, spoil: Spoil, code: str, blocks: bool) -> None:
    found = list(rule(stop(spoil(GOOD))))
    assert [(one.place, one.code, one.blocks) for one in found] == [("lobby", code, blocks)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_lets_a_good_menu_pass(rule: Rule) -> None:
    assert list(rule(stop(GOOD))) == []
    assert any(rule is bad for bad, *_ in BAD)


@pytest.mark.parametrize("mood", [{"silences": 1}, {"wrong": 1}])
def test_person_comes_last_to_who_is_lost(mood: dict[str, int]) -> None:
    assert [one.code for one in rules.offers_person_in_time(stop(GOOD, **mood))] == ["person-not-last"]
    last = replace(GOOD, choices=(STORY, PERSON, *QUIET))
    assert list(rules.offers_person_in_time(stop(last, **mood))) == []


@pytest.mark.parametrize(
    ("scene", "rule"),
    [
        (replace(GOOD, place="help", choices=(PERSON, *MANY, STORY, *QUIET)), rules.offers_five_at_most),
        (replace(GOOD, place="goodbye", choices=(), ends=True), rules.keeps_the_same_keys),
        (replace(GOOD, listens=Listens.NUMBER, choices=(PERSON, *QUIET[:1])), rules.keeps_the_same_keys),
        (replace(GOOD, place="help", says=(Saying("One. " * 40, "en"),)), rules.greets_briefly),
        (replace(GOOD, says=(Saying("", "en", Sound(2.0, "a", "b")),)), rules.says_something),
        (
            replace(GOOD, choices=(PERSON, offer("2", "For Room 5, press 2."), *QUIET)),
            rules.names_its_own_key,
        ),
        (
            replace(GOOD, choices=(PERSON, offer("2", "Drücken Sie die Zwei.", "de"), *QUIET)),
            rules.names_its_own_key,
        ),
    ],
)
def test_rule_knows_its_exceptions(scene: Scene, rule: Rule) -> None:
    assert list(rule(stop(scene))) == []


def test_good_visit_is_nobodys() -> None:
    visit: Visit = make_visit()
    assert visit.visitor is None
