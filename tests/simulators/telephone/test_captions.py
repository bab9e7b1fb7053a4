"""Captions: the words of a sound, from about where it begins."""

from __future__ import annotations

import pytest

from simulators.telephone.words import minutes, rest_of

TEXT = "One two three. Four five six. Seven eight nine. Ten eleven twelve."


@pytest.mark.parametrize(
    ("share", "rest"),
    [
        (0.0, TEXT),
        (0.25, "Four five six. Seven eight nine. Ten eleven twelve."),
        (0.5, "Seven eight nine. Ten eleven twelve."),
        (0.99, "Ten eleven twelve."),
        (1.0, "Ten eleven twelve."),
    ],
)
def test_later_start_begins_with_a_sentence(share: float, rest: str) -> None:
    assert rest_of(TEXT, share) == rest


@pytest.mark.parametrize("text", ["", "One.", "no stop at all"])
def test_short_words_stay_whole(text: str) -> None:
    assert rest_of(text, 0.9) == text


@pytest.mark.parametrize(("seconds", "words"), [(0.6, "1 s"), (59, "59 s"), (130, "2 min 10 s")])
def test_lengths_are_said_in_minutes(seconds: float, words: str) -> None:
    assert minutes(seconds) == words
