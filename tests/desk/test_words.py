"""The desk says everything in each of its languages, with the same places to fill in."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from desk.words import FOLDER, LANGUAGES, load, say

OTHERS = LANGUAGES[1:]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_has_a_translation(language: str) -> None:
    assert load(language).keys() == load("en").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_translations_fill_in_the_same(language: str) -> None:
    singular = {key for key in load("en") if key.endswith(".one")}
    wrong = [
        key for key, words in load(language).items()
        if key not in singular and places(words) != places(load("en")[key])
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_by_mistake(language: str) -> None:
    assert [key for key, words in load(language).items() if not words and not key.endswith(".hint")] == []


def test_languages_count_in_their_own_way() -> None:
    assert say("fr", "sheets.series.stops", count=0) == "0 étape"
    assert say("en", "sheets.series.stops", count=0) == "0 stops"


def test_unknown_words_are_an_error() -> None:
    with pytest.raises(KeyError, match=re.escape("no words for layout.nothing")):
        say("en", "layout.nothing")


def test_each_language_has_the_same_files() -> None:
    names = {language: {file.name for file in (FOLDER / language).glob("*.toml")} for language in LANGUAGES}
    assert len(set(map(frozenset, names.values()))) == 1, names
