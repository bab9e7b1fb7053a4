"""Slower: what 8 offers, what it costs, and what is said at either pace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.catalogue import Sound
from scenes import visiting
from scenes.visit import Visit
from tests.scenes.museum import make_catalogue, make_visit
from visitors.people import Channel

SLOW_SOUND = Sound(
    200.0, "abc/phone.wav", "abc/chat.ogg", slow="def/slow.wav", pauses=((12.0, 1.5), (40.0, 2.0))
)


def furnish(pace: str = "slow", **more: object) -> Visit:
    """A visit to a museum whose item 214 has a slow rendition."""
    catalogue = make_catalogue()
    item = catalogue.items[214]
    words = {code: replace(one, sound=SLOW_SOUND) for code, one in item.words.items()}
    items = {**catalogue.items, 214: replace(item, words=words)}
    visit = make_visit(chosen=True, pace=pace, catalogue=replace(catalogue, items=items, _lists={}))
    return replace(visit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "pace", "target"),
    [
        ("item/214/35~mood.calm", "ordinary", "slow/214~mood.calm"),
        ("item/214/35", "slow", "even/214"),
        ("item/214~today", "ordinary", "slow/214~today"),
        ("walk/guests/2", "slow", "even/312~walk.guests"),
    ],
)
def test_eight_offers_the_other_pace(place: str, pace: str, target: str) -> None:
    assert visiting.enter(place, furnish(pace)).target("8") == target


def test_chat_has_no_pace() -> None:
    scene = visiting.enter("item/214/0", furnish(channel=Channel.CHAT))
    assert scene.target("8") is None


def test_slow_rendition_plays_where_there_is_one() -> None:
    scene = visiting.enter("item/214/35", furnish())
    assert (scene.says[-1].slow, scene.start, tuple(scene.pauses)) == (True, 35, SLOW_SOUND.pauses)
    ordinary = visiting.enter("item/214/35", furnish("ordinary"))
    assert (ordinary.says[-1].slow, tuple(ordinary.pauses)) == (False, ())


def test_recording_without_slow_rendition_stays_as_it_is() -> None:
    scene = visiting.enter("item/214/35", make_visit(chosen=True, pace="slow"))
    assert (scene.says[-1].slow, tuple(scene.pauses)) == (False, ())


def test_carriers_voice_waits_after_each_sentence() -> None:
    scene = visiting.enter("item/220/12", make_visit(chosen=True, pace="slow"))
    assert all(saying.slow for saying in scene.says)
    assert len(tuple(scene.pauses)) == 7
    assert 8 < scene.start <= 12


@pytest.mark.parametrize(("pace", "words"), [("slow", "Slower"), ("ordinary", "usual pace")])
def test_new_pace_is_answered_with_a_word(pace: str, words: str) -> None:
    scene = visiting.enter("item/214/35", furnish(pace, repaced=True))
    assert words in scene.says[0].text
    assert scene.before == 1
    assert visiting.enter("item/214/35", furnish(pace)).before == 0


@pytest.mark.parametrize(
    ("target", "pace"), [("slow/214/3", "slow"), ("even/214", "ordinary"), ("item/214", "slow")]
)
def test_following_a_pace_changes_the_visit(target: str, pace: str) -> None:
    assert visiting.follow(target, furnish()).pace == pace
    assert visiting.costs(target)
