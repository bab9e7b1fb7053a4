"""The rules of every scene: a way back, a person, few words, and a silence that leads to something good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from scenes import visiting
from scenes.places import parse
from scenes.registry import ACTS, ENTERS
from scenes.scene import Listens, Scene
from tests.scenes.museum import LANGUAGES, make_visit, make_visitor
from tests.scenes.stroll import Stroll, make_database
from visitors.people import Channel

# fmt: off
PLACES = (
    "lobby", "lobby/lost", "lobby/later", "lobby/thrown", "lobby/forgotten", "lobby/spoken", "lobby/talked",
    "lobby/empty", "choose", "people", "people/2", "moods", "moods/2", "walks", "left/guests", "left/guests/2",
    "walk/guests/1", "walk/guests/5", "walk/three-blues/2", "number", "number/unknown", "number/over",
    "item/214", "item/214~today", "item/250~mood.doubt", "item/240~hands", "item/241", "item/214/0", "item/270",
    "item/214/150~today", "item/220/12~person.ana", "after/214", "after/305~mood.calm", "after/315~walk.guests",
    "make/240/0~hands", "make/240/2", "make/240/3", "make/241/0", "make/241/1", "continue", "ask", "ask/214", "message",
    "person", "person/away", "callme", "language", "help", "privacy", "forget", "stop", "sorry", "hush", "hush/choose",
    "hush/item/214~today", "goodbye",
)
HAND_MADE = (
    "", "nowhere", "item", "item/999", "item/x", "item/214/x/y", "after/1", "make/214/0", "make/240/9", "make/240",
    "walk/guests/0", "walk/guests/6", "walk/nobody/1", "walk", "left", "left/nobody", "review/1", "review", "sent/7",
    "ticket/3", "callme/9", "LOBBY", "../etc", "item/214~", "lobby~~", "item/" + "9" * 40, "café", "today", "send/1",
)
# fmt: on
MOODS = (
    {},
    {"silences": 1},
    {"wrong": 1},
    {"wrong": 2},
    {"silences": 3},
    {"newcomer": False, "chosen": True},
)
names = count()
STAR, HASH = ("star", "étoile", "asterisco"), ("hash", "dièse", "almohadilla")


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_place_keeps_the_rules(place: str, language: str, channel: Channel) -> None:
    for mood in MOODS:
        visit = make_visit(language, channel, visitor=make_visitor(item=214, position=40), **mood)
        check(visiting.enter(place, visit))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_places_speak_their_visitors_language(place: str, language: str) -> None:
    scene = visiting.enter(place, make_visit(language, visitor=make_visitor(item=214), newcomer=False))
    said = {
        saying.language
        for saying in (*scene.says, *(choice.spoken for choice in scene.choices if choice.spoken))
    }
    assert scene.language == language
    assert said <= ({language} if place not in {"language", "item/270"} else set(LANGUAGES))


@pytest.mark.parametrize("place", HAND_MADE)
def test_unknown_places_lead_kindly_to_lobby(place: str) -> None:
    scene = visiting.enter(place, make_visit())
    assert scene.place == "lobby"
    assert scene.says[0].text.startswith("I can't find that")


@pytest.mark.parametrize("target", HAND_MADE)
def test_acting_on_nonsense_harms_nobody(target: str, stroll: Callable[..., Stroll]) -> None:
    check(stroll().go(target))


@given(text=st.text(max_size=60))
def test_any_text_is_a_safe_place(text: str) -> None:
    check(visiting.enter(text, make_visit()))


@pytest.mark.parametrize("place", [place for place in PLACES if place != "goodbye"])
def test_star_leads_back_to_the_lobby(place: str, stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.enter(place)
    seen = [walker.press("*").place for _ in range(5)]
    assert "lobby" in seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [place for place in PLACES if not place.startswith(("goodbye", "hush"))])
def test_silence_leads_to_content_soon(place: str, language: str, stroll: Callable[..., Stroll]) -> None:
    walker = stroll(language=language)
    scene = walker.enter(place)
    for _ in range(8):
        if scene.number or scene.place.startswith("make/"):
            return
        scene = walker.wait()
    pytest.fail(f"silence at {place} led to {scene.place}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_reachable_keeps_the_rules(language: str, stroll: Callable[..., Stroll]) -> None:
    for channel in Channel:
        walker = stroll(language=language, channel=channel, name=f"{channel}")
        reached = {scene.place for scene in explore(walker)}
        heads = {place.partition("/")[0] for place in reached}
        assert heads >= {
            "lobby",
            "choose",
            "people",
            "walks",
            "item",
            "ask",
            "person",
            "help",
            "language",
            "forget",
        }


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for many short strolls."""
    folder: Path = tmp_path_factory.mktemp("strolls")
    made = make_database(folder)
    yield made
    made.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from([*"1234567890*#", "wait", "wait"]), max_size=25),
    language=st.sampled_from(LANGUAGES),
    channel=st.sampled_from(list(Channel)),
)
def test_random_walks_never_go_wrong(
    shared: Database, steps: list[str], language: str, channel: Channel
) -> None:
    walker = Stroll(shared, f"walker {next(names)}", language, channel)
    for step in steps:
        scene = walker.wait() if step == "wait" else walker.press(step)
        check(scene)
        assert not scene.ends


def check(scene: Scene) -> None:
    """Every rule that holds for one scene wherever it is."""
    place, keys = parse(scene.place), [choice.key for choice in scene.choices]
    assert place is not None
    assert place.head in ENTERS
    assert scene.place.isascii()
    assert len(scene.place) <= 48
    assert len(keys) == len(set(keys))
    assert "*" in keys
    assert "0" in keys or scene.ends
    assert scene.says or any(choice.spoken for choice in scene.choices)
    assert count_spoken(scene) <= 5
    for target in [*(choice.target for choice in scene.choices), scene.silence]:
        check_target(target)
    for choice in scene.choices:
        named = {"*": STAR, "#": HASH}.get(choice.key, (choice.key,))
        assert choice.spoken is None or any(name in choice.spoken.text for name in named)
    assert all("{" not in saying.text for saying in (*scene.says, *scene.afterwards))
    assert scene.wait >= 1


def check_target(target: str) -> None:
    """A target is a place or a deed that exists and fits into a button."""
    found = parse(target)
    assert found is not None, target
    assert found.head in ENTERS or found.head in ACTS
    assert len(target) <= 48
    assert target.isascii()


def count_spoken(scene: Scene) -> int:
    """Options that are heard; one key said in two languages is one option."""
    return sum(choice.spoken is not None for choice in scene.choices) + bool(scene.afterwards)


def explore(walker: Stroll) -> list[Scene]:
    """Follow every key and silence from the lobby, breadth first, each target once."""
    waiting, known, scenes = ["lobby"], {"lobby"}, []
    while waiting and len(scenes) < 250:
        target = waiting.pop(0)
        if target == "forget/yes" or target.startswith("speak/"):
            continue
        scene = walker.go(target)
        check(scene)
        scenes.append(scene)
        following = [*(choice.target for choice in scene.choices), scene.silence]
        waiting += [one for one in dict.fromkeys(following) if one not in known]
        known.update(following)
    return scenes


def test_person_comes_first_then_last() -> None:
    spoken = [choice.key for choice in visiting.enter("lobby", make_visit()).choices if choice.spoken]
    assert spoken == ["0", "1", "2", "3"]
    for mood in ({"silences": 1}, {"wrong": 1}):
        later = visiting.enter("choose", make_visit(**mood))
        assert [choice.key for choice in later.choices if choice.spoken][-1] == "0"


def test_two_wrong_keys_bring_help() -> None:
    for place in ("lobby", "choose", "people", "after/214"):
        scene = visiting.enter(place, make_visit(wrong=2))
        spoken = {choice.target for choice in scene.choices if choice.spoken}
        assert {"help", "person"} <= spoken
        assert scene.says[0].text == "That key does nothing here."


def test_alike_visits_share_one_scene() -> None:
    visit = make_visit()
    assert visiting.enter("lobby", visit) is visiting.enter("lobby", replace(visit, quiet=9))
    assert visiting.enter("lobby", visit) is not visiting.enter("lobby", replace(visit, newcomer=False))


def test_no_scene_but_goodbye_hangs_up() -> None:
    ending = [place for place in PLACES if visiting.enter(place, make_visit()).ends]
    assert ending == ["goodbye"]


def test_listening_scenes_are_what_they_claim() -> None:
    kinds = {"ask": Listens.VOICE, "message": Listens.VOICE, "number": Listens.NUMBER, "person": Listens.RING}
    assert {place: visiting.enter(place, make_visit()).listens for place in kinds} == kinds
