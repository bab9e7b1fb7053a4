"""Hearing back what one said: a moment until the sound is there, then send, again, or away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scenes.museum import LANGUAGES, read_prompts
from tests.scenes.stories import open_call, row_of, tell
from tests.scenes.stroll import Stroll
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState, SoundState

MakeStroll = Callable[..., Stroll]
SAYS = read_prompts("en")


def speak(walker: Stroll, state: SoundState = SoundState.OWED, place: str = "ask") -> int:
    """Something said on the telephone, whose sound is somewhere."""
    said = walker.writes("", place)
    arrive(walker, said, state)
    return said


def arrive(walker: Stroll, said: int, state: SoundState = SoundState.KEPT) -> None:
    with walker.database.writes() as session:
        session.get_one(RequestRow, said).sound_state = state


@pytest.mark.parametrize("language", LANGUAGES)
def test_sound_is_waited_for_and_heard(language: str, stroll: MakeStroll) -> None:
    walker, says = stroll(language=language), read_prompts(language)
    said = speak(walker)
    assert walker.go(f"review/{said}").says[0].text == says["review.moment"]
    assert (walker.scene.wait, walker.wait().says[0].text) == (3, says["review.coming"])
    arrive(walker, said)
    walker.wait()
    assert walker.scene.says[0].text == says["review.this"]
    assert walker.scene.says[1].private == f"request/{said}"
    assert [choice.key for choice in walker.scene.choices if choice.spoken] == ["1", "2", "*"]


def test_nobody_waits_longer_than_ten_seconds(stroll: MakeStroll) -> None:
    walker = stroll()
    said = speak(walker)
    walker.go(f"review/{said}")
    places = [walker.wait().place for _ in range(3)]
    assert places == [f"moment/{said}/2", f"moment/{said}/3", f"review/{said}/unheard"]
    assert walker.scene.says[0].text == SAYS["review.say"]
    assert walker.wait().place == f"sent/{said}"


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("1", RequestState.SENT),
        ("2", RequestState.THROWN),
        ("*", RequestState.DRAFT),
        ("5", RequestState.DRAFT),
    ],
)
def test_keys_while_waiting_harm_nothing(key: str, state: RequestState, stroll: MakeStroll) -> None:
    walker = stroll()
    said = speak(walker)
    walker.go(f"review/{said}")
    walker.press(key)
    assert row_of(walker.database, said).state == state


def test_lost_sound_can_still_be_sent(stroll: MakeStroll) -> None:
    walker = stroll()
    said = speak(walker, SoundState.LOST)
    assert walker.go(f"review/{said}").says[0].text == SAYS["review.say"]
    assert walker.press("1").place == f"sent/{said}"


def test_language_of_the_message_is_kept(stroll: MakeStroll) -> None:
    walker = stroll(language="fr")
    said = speak(walker, SoundState.KEPT)
    walker.go("speak/es")
    assert walker.go(f"review/{said}").says[1].language == "fr"
    walker.press("1")
    assert row_of(walker.database, said).language == "fr"


def test_sent_story_goes_on_to_its_consent(stroll: MakeStroll) -> None:
    walker = stroll()
    story = tell(walker, open_call(walker.database))
    walker.go(f"send/{story}")
    assert walker.enter(f"review/{story}").place == f"consent/{story}"


def test_chat_shows_the_words_at_once(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    said = walker.writes("Who dusts the whale?")
    arrive(walker, said, SoundState.OWED)
    assert "Who dusts the whale?" in walker.go(f"review/{said}").shows[0]


@pytest.mark.parametrize("place", ["review/{}", "moment/{}/1", "review/{}/unheard"])
def test_nobody_hears_anothers_words(place: str, stroll: MakeStroll) -> None:
    ana, bo = stroll(name="ana"), stroll(name="bo")
    said = speak(ana, SoundState.KEPT)
    assert bo.go(place.format(said)).place == "lobby"
