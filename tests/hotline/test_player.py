"""Keys while a recording plays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.player import Move, at, find_position, press
from hotline.trail import Trail
from scenes.scene import Choice, Scene

KEYS = (
    Choice("*", "moods"),
    Choice("#", "skip/214~mood.calm"),
    Choice("9", "item/214/0~mood.calm"),
    Choice("0", "person"),
)
PLAYING = Scene("item/214/35~mood.calm", "en", choices=KEYS, number=214, start=35, length=200)
BEGAN = Trail("en", k=900, t=10000)
KEYED = Trail("en", k=1023)


@pytest.mark.parametrize(
    ("key", "target", "left_at"),
    [
        ("7", "item/214/48~mood.calm", None),
        ("9", "item/214/0~mood.calm", None),
        ("*", "moods", 58),
        ("#", "skip/214~mood.calm", 58),
        ("0", "person", 58),
    ],
)
def test_player_keys_lead_where_promised(key: str, target: str, left_at: float | None) -> None:
    assert press(PLAYING, key, BEGAN, 1023) == Move(target, KEYED, left_at)


def test_key_without_meaning_repeats_five_seconds() -> None:
    assert press(PLAYING, "4", BEGAN, 1023) == Move("item/214/53~mood.calm", Trail("en", wrong=1, k=1023))


def test_eight_works_while_no_language_chosen() -> None:
    undecided = Scene(
        "item/214/35", "en", choices=(*KEYS, Choice("8", "language")), number=214, start=35, length=200
    )
    assert press(undecided, "8", BEGAN, 1023) == Move("language", KEYED, 58)
    assert press(PLAYING, "8", BEGAN, 1023).trail.wrong == 1


def test_five_pauses_until_any_key() -> None:
    paused = press(PLAYING, "5", BEGAN, 1023)
    assert paused == Move(PLAYING.place, Trail("en", k=1023, p=59), 58)
    for key in "123456789#":
        assert press(PLAYING, key, paused.trail, 1100).target == "item/214/58~mood.calm"
    assert press(PLAYING, "0", paused.trail, 1100).target == "person"
    assert press(PLAYING, "*", paused.trail, 1100).target == "moods"


@pytest.mark.parametrize(
    ("start", "began", "now", "position"),
    [
        (0, 1000, 1000, 0),
        (0, 1000, 1007, 7),
        (37, 1000, 1007, 44),
        (35, 1000, 9999, 200),
        (35, 0, 1007, 35),
        (35, 1010, 1007, 35),
        (35, 1000.4, 1007.9, 42.5),
    ],
)
def test_position_is_start_plus_time(start: int, began: float, now: float, position: float) -> None:
    scene = Scene("item/214/0", "en", number=214, start=start, length=200)
    assert find_position(scene, Trail(t=round(began * 10)), now) == pytest.approx(position)


@pytest.mark.parametrize(
    ("position", "place"),
    [
        (-3, "item/214/0~mood.calm"),
        (9.9, "item/214/9~mood.calm"),
        (199.8, "item/214/199~mood.calm"),
        (400, "item/214/199~mood.calm"),
    ],
)
def test_places_are_whole_seconds(position: float, place: str) -> None:
    assert at(PLAYING, position) == place


PAUSES = ((5.0, 2.0), (38.0, 1.5), (50.0, 3.0))
SLOWLY = Scene(
    "item/214/35~mood.calm", "en", choices=(*KEYS, Choice("8", "even/214~mood.calm")), number=214, start=35, length=200,
    pauses=PAUSES,
)  # fmt: skip


@pytest.mark.parametrize(
    ("passed", "position"),
    [(0, 35), (3, 38), (4, 38), (4.5, 38), (5.5, 39), (16.5, 50), (18, 50), (29.5, 60)],
)
def test_slow_seconds_become_ordinary_ones(passed: float, position: float) -> None:
    assert find_position(SLOWLY, Trail(t=10000), 1000 + passed) == pytest.approx(position)


@pytest.mark.parametrize(
    ("scene", "deed"),
    [(SLOWLY, "even/214/39~mood.calm"), (replace(SLOWLY, pauses=()), "even/214/40~mood.calm")],
)
def test_eight_goes_on_there_at_the_other_pace(scene: Scene, deed: str) -> None:
    assert press(scene, "8", BEGAN, 1005.6) == Move(deed, Trail("en", k=1005, s=1))


def test_word_about_the_pace_is_said_once() -> None:
    told = Trail("en", "slow", k=5, t=60, s=1)
    for following in (told.after_key(9), told.after_wrong_key(9), told.after_silence(stays=True)):
        assert following.s == 0
        assert following.pace == "slow"
