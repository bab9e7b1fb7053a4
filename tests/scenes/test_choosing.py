"""Choosing: pages of people and moods, walks, and things to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scenes import visiting
from scenes.scene import Scene
from tests.scenes.museum import LANGUAGES, make_catalogue, make_visit
from tests.scenes.stroll import Stroll
from visitors.people import Channel


def targets(scene: Scene) -> dict[str, str]:
    """What is offered aloud."""
    return {choice.key: choice.target for choice in scene.choices if choice.spoken}


def test_choose_plays_three_at_once() -> None:
    scene = visiting.enter("choose", make_visit())
    assert targets(scene) == {"1": "pick~staff", "2": "pick~smile", "3": "walks", "4": "pick~hands"}
    assert [scene.target(key) for key in "567"] == ["number", "moods", "people"]


def test_silence_says_it_once_more_then_plays() -> None:
    first, second = (visiting.enter("choose", make_visit(silences=silences)) for silences in (0, 1))
    assert (first.silence, second.silence) == ("choose", "pick~staff")
    assert second.says == ()
    assert first.says


def test_nothing_empty_is_offered() -> None:
    full = make_catalogue()
    stories = {number: item for number, item in full.items.items() if number in {214, 220}}
    bare = replace(full, items=stories, series={}, _lists={})
    scene = visiting.enter("choose", make_visit(catalogue=bare))
    assert targets(scene) == {"1": "pick~staff"}
    assert targets(visiting.enter("walks", make_visit(catalogue=bare))) == {}


def test_empty_museum_says_so(stroll: Callable[..., Stroll]) -> None:
    empty = replace(make_catalogue(), items={}, series={}, _lists={})
    scene = stroll(more={"catalogue": empty}).go("today")
    assert scene.says[0].text.startswith("There is nothing to hear")


def test_people_come_three_a_page() -> None:
    first, second = visiting.enter("people", make_visit()), visiting.enter("people/2", make_visit())
    assert list(targets(first)) == ["1", "2", "3", "4"]
    assert targets(first)["4"] == "people/2"
    assert targets(second) == {"1": "pick~person.ruth", "2": "pick~person.grace", "4": "people/1"}


def test_four_people_need_no_second_page() -> None:
    full = make_catalogue()
    four = replace(full, speakers=dict(list(full.speakers.items())[:4]), _lists={})
    scene = visiting.enter("people", make_visit(catalogue=four))
    assert targets(scene)["4"] == "pick~person.ruth"


def test_people_are_named_with_their_role() -> None:
    scene = visiting.enter("people", make_visit("fr", newcomer=True))
    assert scene.choices[0].spoken is not None
    assert scene.choices[0].spoken.text == "Pour entendre Ana, curator fr, appuyez sur le 1."


@pytest.mark.parametrize("language", LANGUAGES)
def test_moods_lead_to_their_items(language: str, stroll: Callable[..., Stroll]) -> None:
    walker = stroll(language=language)
    walker.go("moods")
    assert walker.press("2").place in {"item/230~mood.smile", "item/311~mood.smile"}


def test_walk_begun_comes_first() -> None:
    fresh = visiting.enter("walks", make_visit())
    begun = visiting.enter("walks", make_visit(load_heard=lambda: frozenset({311})))
    assert targets(fresh)["1"] == "pick~walk.three-blues"
    assert targets(begun)["1"] == "pick~walk.guests"


def test_stop_says_where_one_is() -> None:
    scene = visiting.enter("walk/guests/2", make_visit())
    assert scene.says[0].text == "Stop two of five, less than a minute."
    assert scene.silence == "item/312/0~walk.guests"
    assert scene.target("2") == "left/guests"
    first = visiting.enter("walk/guests/1", make_visit())
    assert first.says[0].text == "Guests. A walk with Ruth, volunteer en."
    assert visiting.enter("walk/three-blues/1", make_visit()).target("2") is None


def test_walk_goes_on_by_itself_to_its_end(stroll: Callable[..., Stroll]) -> None:
    walker, places = stroll(), []
    walker.go("pick~walk.guests")
    for _ in range(11):
        places.append(walker.scene.place)
        walker.wait()
    stops = [place for place in places if place.startswith("walk/")]
    assert stops == [f"walk/guests/{stop}" for stop in range(1, 6)]
    assert places[-1] == "after/315~walk.guests"


def test_picked_stop_leaves_the_others_for_later(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("walk/guests/4")
    assert walker.go("skip/314~walk.guests").place == "walk/guests/5"
    assert walker.go("skip/315~walk.guests").place == "walk/guests/1"
    assert targets(walker.go("left/guests")) == {
        "1": "walk/guests/1",
        "2": "walk/guests/2",
        "3": "walk/guests/3",
    }


def test_chat_walks_with_cards(stroll: Callable[..., Stroll]) -> None:
    walker = stroll(channel=Channel.CHAT)
    scene = walker.go("pick~walk.guests")
    assert scene.card is not None
    assert scene.target("3") == "ask/311"
    assert walker.press("1").place == "walk/guests/2"
    assert walker.visit().heard == {311, 312}


def test_chat_warns_within_a_walk(stroll: Callable[..., Stroll]) -> None:
    walker = stroll(channel=Channel.CHAT)
    scene = walker.go("walk/three-blues/2")
    assert scene.card is None
    assert scene.target("1") == "item/282/0~walk.three-blues"
    assert walker.visit().heard == frozenset()


def test_making_goes_step_by_step(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("pick~hands")
    places = [walker.wait().place] + [walker.press("1").place for _ in range(4)]
    assert places == [
        "make/240/0~hands",
        "make/240/1~hands",
        "make/240/2~hands",
        "make/240/3~hands",
        "after/240~hands",
    ]
    assert walker.visit().heard == {240}


def test_things_needed_come_first() -> None:
    said = [saying.text for saying in visiting.enter("make/240/0", make_visit()).says]
    assert said[-3:] == ["This is what you need.", "A cup.", "Some wool."]


@pytest.mark.parametrize("silences", [1, 7, 44])
def test_making_waits_with_a_soft_word(silences: int) -> None:
    scene = visiting.enter("make/240/1~hands", make_visit(silences=silences))
    assert scene.says[0].text == "I'm still here. Take all the time you like."
    assert (scene.silence, scene.wait) == ("make/240/1~hands", 60)


def test_hash_leaves_the_making(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("make/240/1~hands")
    assert walker.press("#").place == "after/240~hands"
