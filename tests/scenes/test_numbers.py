"""Numbers, words and commands: what somebody types and what it means."""

from __future__ import annotations

import pytest

from scenes import visiting
from scenes.scene import Listens
from scenes.words import COMMANDS, TARGETS, fold, read_command
from tests.scenes.museum import LANGUAGES, make_visit, make_visitor, read_prompts
from visitors.people import Channel

CHAT = Channel.CHAT


@pytest.mark.parametrize(
    ("digits", "target"),
    [
        ("214", "item/214"),
        ("1400", "item/1400"),
        ("999", "number/unknown"),
        ("014", "number/unknown"),
        ("21", "number/unknown"),
        ("123456", "number/unknown"),
        ("12345678", "number/unknown"),
        ("", "number/unknown"),
        ("٢١٤", "item/214"),
    ],
)
def test_digits_lead_to_their_item(digits: str, target: str) -> None:
    assert visiting.look_up(digits, make_visit()) == target


def test_fifth_wrong_number_ends_the_guessing() -> None:
    assert visiting.look_up("999", make_visit(guesses=3)) == "number/unknown"
    assert visiting.look_up("999", make_visit(guesses=4)) == "number/over"
    assert visiting.look_up("214", make_visit(guesses=5)) == "number/over"


def test_after_the_guessing_comes_a_story() -> None:
    scene = visiting.enter("number", make_visit(guesses=5))
    assert scene.listens == Listens.KEY
    assert (scene.silence, scene.target("1")) == ("today", "today")


def test_chat_may_guess_for_ever() -> None:
    assert visiting.look_up("214", make_visit(channel=CHAT, guesses=9)) == "item/214"


def test_unknown_number_is_told_kindly() -> None:
    scene = visiting.enter("number/unknown", make_visit())
    assert scene.says[0].text.startswith("I don't know that number.")
    assert scene.listens == Listens.NUMBER


def test_number_is_asked_twice_then_a_story() -> None:
    assert visiting.enter("number", make_visit()).silence == "number"
    assert visiting.enter("number", make_visit(silences=1)).silence == "today"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("1", "today"),
        (" 2. ", "choose"),
        ("0", "person"),
        ("6", None),
        ("214", "item/214"),
        ("#214", "item/214"),
        ("214!", "item/214"),
        ("Number 214", "item/214"),
        ("story 214, please", "item/214"),
        ("no. 214", "item/214"),
        ("21, 4", "item/214"),
        ("99, 88, 77", "number/unknown"),
        ("number 21", None),
        ("Was it painted in 1668?", None),
        ("998", "number/unknown"),
        ("Today's story", "today"),
        ("1 today’s STORY!", "today"),
        ("Help", "help"),
        ("ayuda", "help"),
        ("une blague", "pick~smile"),
        ("Français", "speak/fr"),
        ("ESPANOL", "speak/es"),
        ("Hello!", "lobby"),
        ("/today", "today"),
        ("/START@museline_bot", "lobby"),
        ("/start item-214", "item/214"),
        ("/start item214", "item/214"),
        ("/start item-999", "number/unknown"),
        ("/start whatever", "lobby"),
        ("/unheardof", None),
        ("Who painted the sky?", None),
        ("story of my grandmother", None),
        ("", None),
    ],
)
def test_texts_mean_their_target(text: str, target: str | None) -> None:
    visit = make_visit(channel=CHAT)
    assert visiting.understand(text, visiting.enter("lobby", visit), visit) == target


def test_buttons_of_a_scene_come_before_known_words() -> None:
    visit = make_visit(channel=CHAT)
    scene = visiting.enter("after/214~today", visit)
    assert visiting.understand("the next one", scene, visit) == "next~today"
    assert visiting.understand("something near en", scene, visit) == "item/305~today"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_understands_its_own_words(language: str) -> None:
    visit = make_visit(language, CHAT, visitor=make_visitor())
    for place in ("lobby", "choose", "people", "walks", "item/214", "help", "forget", "make/240/1"):
        scene = visiting.enter(place, visit)
        for choice in scene.choices:
            if choice.label:
                assert visiting.understand(choice.label, scene, visit) == choice.target
                assert visiting.understand(f"{choice.key} {choice.label}", scene, visit) == choice.target


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described(language: str) -> None:
    prompts = read_prompts(language)
    assert [name for name in COMMANDS if not 3 <= len(prompts[f"commands.{name}"]) <= 256] == []


@pytest.mark.parametrize("name", TARGETS)
def test_every_command_leads_to_a_scene(name: str) -> None:
    target = read_command(name, "", make_visit())
    assert target is not None
    scene = visiting.enter(target, make_visit(channel=CHAT))
    assert visiting.costs(target) or scene.shows or scene.says


@pytest.mark.parametrize(("text", "folded"), [("¿Cómo?", "como"), ("  L'HISTOIRE ", "l histoire"), ("…", "")])
def test_writing_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
