"""Numbers of the line's own words: five digits, each its own, for what is truly heard."""

from __future__ import annotations

import pytest

from content.codes import is_heard, number_of, number_prompts
from tests.scenes.museum import make_catalogue


def test_every_number_is_its_own() -> None:
    numbered = number_prompts(make_catalogue())
    assert len(numbered) == len(set(numbered.values())) > 60
    assert all(90_000 <= number <= 99_999 for number in numbered)


def test_numbers_are_found_both_ways() -> None:
    catalogue = make_catalogue()
    for number, key in number_prompts(catalogue).items():
        assert number_of(catalogue, key) == number
    assert number_of(catalogue, "lobby.hello") is None


def test_number_stays_for_ever() -> None:
    """It stands on somebody's slip of paper: whoever changes how it is made takes it from them."""
    assert number_of(make_catalogue(), "continue.say") == 92230


@pytest.mark.parametrize(
    ("key", "text", "heard"),
    [
        ("lobby.today.say", "For today's story, press 1.", True), ("keys.paused", "Paused.", True),
        ("moods.say", "What are you in the mood for?", True), ("moods.calm", "something calm", False),
        ("lobby.hello", "Hello from {museum}.", False), ("lobby.today.button", "Today's story", False),
        ("ask.chat", "Write it here.", False), ("time.today", "today", False), ("words.start", "start", False),
    ],
)  # fmt: skip
def test_only_what_is_heard_has_a_number(key: str, text: str, heard: bool) -> None:
    assert is_heard(key, text) is heard
