"""Hearing an item: what comes before it, the recording from any second, and what comes after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content.timing import sentences_from, spoken_seconds
from scenes import visiting
from scenes.durations import say_length
from scenes.scene import Scene
from tests.scenes.museum import LANGUAGES, make_catalogue, make_visit, make_visitor
from tests.scenes.stroll import Stroll
from visitors.people import Channel

ITEMS = make_catalogue().items


def say(scene: Scene) -> str:
    """All that is said before the choices."""
    return " ".join(saying.text for saying in scene.says)


def test_lead_in_names_title_speaker_length() -> None:
    scene = visiting.enter("item/214~today", make_visit())
    assert say(scene) == "Item 214 en. Told by Ana, curator en. It takes about three minutes."
    assert scene.silence == "item/214/0~today"
    assert (scene.number, scene.wait) == (0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_warning_and_skip_key_come_first(language: str) -> None:
    scene = visiting.enter("item/250", make_visit(language))
    assert scene.says[0].text == "This speaks of a death."
    assert scene.says[1].text == make_catalogue().prompt(language, "item.skip").text
    assert scene.target("#") == "skip/250"


def test_recording_plays_from_its_second() -> None:
    scene = visiting.enter("item/214/95~today", make_visit())
    assert scene.says[0].sound == ITEMS[214].words["en"].sound
    assert (scene.number, scene.start, scene.length, scene.says[0].start) == (214, 95, 200.0, 95)
    assert scene.silence == "done/214~today"


def test_second_beyond_the_end_is_pulled_back() -> None:
    assert visiting.enter("item/214/999", make_visit()).start == 199


def test_words_stand_in_for_a_recording() -> None:
    words = ITEMS[220].words["en"]
    scene = visiting.enter("item/220/12", make_visit())
    assert [saying.text for saying in scene.says] == list(sentences_from(words, 12))
    assert scene.says[0].sound is None
    assert scene.length == spoken_seconds(words)


def test_wrong_key_says_so_and_plays_on() -> None:
    once = visiting.enter("item/214/20", make_visit(wrong=1))
    twice = visiting.enter("item/214/20", make_visit(wrong=2))
    assert once.says[0].text == "That key does nothing here."
    assert twice.says[0].text.endswith("To speak to someone, press 0.")
    assert once.says[1].start == 20


def test_keys_while_playing() -> None:
    scene = visiting.enter("item/214/20~person.ana", make_visit())
    targets = {choice.key: choice.target for choice in scene.choices}
    assert targets == {
        "*": "people", "#": "skip/214~person.ana", "9": "item/214/0~person.ana", "0": "person", "8": "language",
    }  # fmt: skip
    assert visiting.enter("item/214/20", make_visit(chosen=True)).target("8") == "slow/214"


def test_untranslated_item_is_told_after_a_word() -> None:
    scene = visiting.enter("item/270", make_visit("fr"))
    assert scene.says[0].language == "fr"
    assert "English" in scene.says[0].text
    assert scene.says[1].language == "en"
    assert scene.says[1].text.startswith("Item 270 en. Told by")


def test_heard_item_is_an_old_favourite() -> None:
    visit = make_visit(load_heard=lambda: frozenset({214}))
    assert say(visiting.enter("item/214~today", visit)).startswith("Here is an old favourite.")
    assert "favourite" not in say(visiting.enter("item/214", visit))


def test_after_offers_thread_next_and_telling() -> None:
    scene = visiting.enter("after/214~mood.wonder", make_visit())
    spoken = [(choice.key, choice.target) for choice in scene.choices if choice.spoken]
    assert spoken == [("1", "item/305~mood.wonder"), ("2", "next~mood.wonder"), ("3", "ask/214")]
    assert scene.choices[0].spoken is not None
    assert scene.choices[0].spoken.text == "Something connected: something near en. To hear it, press 1."
    assert scene.silence == "next~mood.wonder"
    assert say(scene) == "Credit of Item 214."


def test_threads_to_withdrawn_items_are_passed_over() -> None:
    assert visiting.enter("after/305", make_visit()).target("1") == "item/214"


def test_telling_is_offered_where_asked() -> None:
    assert visiting.enter("after/305", make_visit()).target("3") is None


def test_chat_brings_the_item_whole() -> None:
    scene = visiting.enter("item/214~today", make_visit(channel=Channel.CHAT))
    assert scene.card is not None
    assert scene.card.item.number == 214
    labels = [f"{choice.key} {choice.label}" for choice in scene.choices if choice.label]
    assert labels == ["1 Something near en", "2 The next one", "3 Tell us", "* Back"]


def test_chat_warns_before_it_brings() -> None:
    scene = visiting.enter("item/250", make_visit(channel=Channel.CHAT))
    assert scene.card is None
    assert "This speaks of a death." in say(scene)
    assert scene.target("1") == "item/250/0"
    assert visiting.enter("item/250/0", make_visit(channel=Channel.CHAT)).card is not None


def test_played_to_the_end_is_heard(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    assert walker.go("done/214~today").place == "after/214~today"
    assert walker.go("done/214~today").place == "after/214~today"
    assert walker.visit().heard == {214}


def test_left_early_goes_on_five_seconds_before(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("item/214/0~today")
    with walker.database.writes() as session:
        visiting.leave(session, "item/214/0~today", walker.visit(), 65)
    scene = walker.go("continue")
    assert say(scene) == "You were listening to this. Item 214 en."
    assert scene.silence == "item/214/60"
    assert walker.visit().heard == frozenset()


def test_left_near_the_end_is_heard(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    walker.go("item/214/0")
    with walker.database.writes() as session:
        visiting.leave(session, "item/214/0", walker.visit(), 161)
    assert walker.visit().heard == {214}


def test_unfinished_episode_goes_on_with_its_serial() -> None:
    scene = visiting.enter("continue", make_visit(visitor=make_visitor(item=281, position=3)))
    assert scene.silence == "item/281/0~walk.three-blues"


def test_what_came_in_chat_is_heard(stroll: Callable[..., Stroll]) -> None:
    walker = stroll(channel=Channel.CHAT)
    walker.go("item/214")
    walker.go("item/250")
    walker.go("item/240~hands")
    assert walker.visit().heard == {214}
    walker.go("item/250/0")
    assert walker.visit().heard == {214, 250}


def test_strangers_hear_without_a_trace(stroll: Callable[..., Stroll]) -> None:
    walker = stroll()
    for deed in (
        "today",
        "item/214/0",
        "done/214",
        "next~smile",
        "speak/fr",
        "forget/yes",
        "callback",
        "send/1",
    ):
        assert walker.go(deed, visitor=None).choices


@pytest.mark.parametrize(
    ("seconds", "language", "words"),
    [
        (30, "en", "less than a minute"),
        (70, "fr", "environ une minute"),
        (200, "en", "about three minutes"),
        (290, "es", "unos cinco minutos"),
    ],
)
def test_length_is_said_as_one_says_it(seconds: float, language: str, words: str) -> None:
    assert say_length(make_visit(), language, seconds) == words
