"""How long words take, and where in them a second lies."""

from __future__ import annotations

import pytest

from content.catalogue import Sound, Words
from content.timing import sentence_seconds, sentences_from, split_sentences, spoken_seconds

WORDS = Words("T", "t", ("One two three four five six seven. Eight nine?", "« Ten. » Eleven twelve!"), "", "")


def test_sentences_are_split_as_spoken() -> None:
    assert split_sentences(WORDS) == (
        "One two three four five six seven.",
        "Eight nine?",
        "« Ten. »",
        "Eleven twelve!",
    )


def test_seven_words_take_three_seconds() -> None:
    assert sentence_seconds("One two three four five six seven.") == 3.0


@pytest.mark.parametrize(
    ("second", "first"), [(0, "One"), (2, "One"), (3, "Eight"), (3.8, "Eight"), (4, "«"), (5.2, "Eleven")]
)
def test_a_second_finds_its_sentence(second: float, first: str) -> None:
    assert sentences_from(WORDS, second)[0].split()[0] == first


def test_after_the_end_nothing_is_left() -> None:
    assert sentences_from(WORDS, 60) == ()


def test_a_recording_knows_its_own_length() -> None:
    assert spoken_seconds(WORDS) == pytest.approx(14 * 60 / 140)
    recorded = Words("T", "t", ("One.",), "", "", sound=Sound(62.5, "a", "b"))
    assert spoken_seconds(recorded) == 62.5


def test_steps_belong_to_what_is_spoken() -> None:
    words = Words("T", "t", ("Welcome.",), "", "", needed=("A cup.",), steps=("Sit.",), ending=("Good.",))
    assert split_sentences(words) == ("Welcome.", "A cup.", "Sit.", "Good.")
