"""For which age words are easy: a published formula for each language, and the school year that goes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from content.catalogue import Audience
from content.checks.sentences import list_words
from content.checks.syllables import COUNTERS, count_syllables

FEWEST_WORDS = 40  # below this one long name decides
# Words are written for readers of 9 to 11, so that what is heard once is understood by everybody.
TOO_OLD: Mapping[Audience, float] = {
    Audience.EVERYONE: 12, Audience.OLDER: 12, Audience.GROUP: 12, Audience.CHILDREN: 11,
}  # fmt: skip
# Ease and the age it is easy for. French: Flesch's own table of school years, which Kandel and Moles keep.
# Spanish: INFLESZ (Barrio-Cantalejo 2008): over 65 primary school, 55 secondary, 40 the last years, below university.
AGES: Mapping[str, Sequence[tuple[float, float]]] = {
    "fr": ((100, 9), (90, 10), (80, 11), (70, 12), (60, 14), (50, 16), (30, 18), (0, 22)),
    "es": ((100, 8), (80, 10), (65, 12), (55, 14), (40, 17), (0, 22)),
}


def find_age(language: str, sentences: Sequence[str]) -> float | None:
    """The age for which these sentences are easy; None in a language without a formula, or for too few words."""
    words = [word for sentence in sentences for word in list_words(sentence)]
    if language not in COUNTERS or len(words) < FEWEST_WORDS:
        return None
    return _age(language, len(words) / len(sentences), _syllables(language, words) / len(words))


def find_hardest(language: str, sentences: Sequence[str]) -> str:
    """The sentence to begin with: the one with most syllables."""
    return max(sentences, key=lambda one: _syllables(language, list_words(one)))


def _syllables(language: str, words: Sequence[str]) -> int:
    return sum(count_syllables(word, language) for word in words)


def _age(language: str, per_sentence: float, per_word: float) -> float:
    """Flesch-Kincaid grade (Kincaid 1975), Kandel and Moles (1958), Szigriszt-Pazos (1993)."""
    if language == "en":
        return 0.39 * per_sentence + 11.8 * per_word - 15.59 + 5  # grade 1 is the sixth year of life
    if language == "fr":
        return _read_table(207 - 1.015 * per_sentence - 73.6 * per_word, AGES["fr"])
    return _read_table(206.835 - per_sentence - 62.3 * per_word, AGES["es"])


def _read_table(ease: float, table: Sequence[tuple[float, float]]) -> float:
    for (high, young), (low, old) in pairwise(table):
        if ease >= low:
            return old - (min(ease, high) - low) * (old - young) / (high - low)
    return table[-1][1]
