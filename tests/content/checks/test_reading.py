"""Syllables, reading age and hard words, against words counted by hand."""

from __future__ import annotations

import pytest

from content.catalogue import Audience
from content.checks.reading_level import find_age, find_hardest
from content.checks.sentences import split
from content.checks.syllables import count_syllables
from content.checks.vocabulary import find_hard_words
from tests.content.checks.texts import LANGUAGES, LEARNED, PLAIN

COUNTED = {
    "en": {"cat": 1, "table": 2, "house": 1, "looked": 1, "wanted": 2, "museum": 2, "photograph": 3, "university": 5,
           "boxes": 2, "makes": 1, "the": 1, "yellow": 2, "hmm": 1},
    "fr": {"table": 1, "rue": 1, "que": 1, "théâtre": 2, "fenêtre": 2, "bonjour": 2, "histoires": 2, "naïf": 2,
           "université": 5, "oeil": 1, "le": 1, "poésie": 3},
    "es": {"casa": 2, "historia": 3, "día": 2, "que": 1, "guerra": 2, "guitarra": 3, "pingüino": 3, "teatro": 3,
           "ciudad": 2, "muy": 1, "universidad": 5, "yo": 1, "oía": 3, "país": 2},
}  # fmt: skip
CASES = [(code, word, count) for code, words in COUNTED.items() for word, count in words.items()]


@pytest.mark.parametrize(("language", "word", "count"), CASES)
def test_syllables_are_counted_as_spoken(language: str, word: str, count: int) -> None:
    assert count_syllables(word, language) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_age_grows_with_learning(language: str) -> None:
    plain, learned = (
        find_age(language, split(PLAIN[language] * 3)),
        find_age(language, split(LEARNED[language])),
    )
    assert plain is not None
    assert learned is not None
    assert plain < 11 < 18 < learned


def test_few_words_and_strange_languages_have_no_age() -> None:
    assert find_age("en", split("One word. Two words.")) is None
    assert find_age("de", split("Ein Wort. " * 50)) is None


def test_hardest_sentence_is_the_one_to_begin_with() -> None:
    assert (
        find_hardest("en", ("A cat.", "A university laboratory.", "A dog sat.")) == "A university laboratory."
    )


HARD = {
    "en": ("Nobody knows its provenance.", "Provenance is where a thing came from."),
    "fr": ("C'est un vieux palimpseste.", "C'est un palimpseste, une page grattée et réécrite."),
    "es": ("Es un antiguo palimpsesto.", "Es un palimpsesto, es decir, una página escrita dos veces."),
}
KNOWN = {
    "en": "She studied at a university.",
    "fr": "Elle aime l'université.",
    "es": "Estudia en la universidad.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hard_word_is_found_until_it_is_explained(language: str) -> None:
    hard, explained = HARD[language]
    assert len(find_hard_words(language, Audience.EVERYONE, (hard,))) == 1
    assert find_hard_words(language, Audience.EVERYONE, (KNOWN[language],)) == []
    if language != "en":
        assert find_hard_words(language, Audience.EVERYONE, (explained,)) == []


@pytest.mark.parametrize(
    "told",
    [
        ("It shows a palimpsest. It is a page that was used twice.",),
        ("It is a palimpsest, a page that was used twice.",),
        ("They call it a palimpsest.",),
        ("A page used twice is called a palimpsest.",),
        ("It is a palimpsest (a page used twice).",),
    ],
)
def test_meaning_may_be_given_in_many_ways(told: tuple[str, ...]) -> None:
    assert find_hard_words("en", Audience.EVERYONE, split(told[0])) == []


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("We went to Constantinopolitania by boat.", ""),  # a name
        ("The hullabalooings, the hullabalooings!", ""),  # it comes again, so it is what the story is about
        ("See the hullabalooings.", "The hullabalooings"),  # the title has prepared it
    ],
)
def test_names_and_subjects_are_no_hard_words(sentence: str, known: str) -> None:
    assert find_hard_words("en", Audience.EVERYONE, (sentence,), known) == []
    assert find_hard_words("en", Audience.EVERYONE, ("See the hullabaloorations.",)) != []


def test_three_hard_words_are_enough_at_once() -> None:
    words = ("Typology, taxonomy and morphology of stucco and patina in the rococo.",)
    assert len(find_hard_words("en", Audience.EVERYONE, words)) == 3


def test_children_are_spared_shorter_words() -> None:
    words = ("It was a counterpoint.",)
    assert find_hard_words("en", Audience.EVERYONE, words) == []
    assert find_hard_words("en", Audience.CHILDREN, words) == [("counterpoint", words[0])]
