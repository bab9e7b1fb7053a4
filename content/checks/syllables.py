"""Syllables of a word, near enough for a formula of reading ease: counted from the spelling.

English as in the well-known counter of vowel groups (Greg Fast, Lingua::EN::Syllable, 1999); French without the
mute e, as it is spoken; Spanish by its own rule that two strong vowels part and a weak one leans on its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

VOWELS_EN = re.compile(r"[aeiouy]+")
MUTE_EN = re.compile(r"[^aeiouyl]e$|[aeiou]le$|[^aeioutd]ed$|[^aeiouyszxcgh]es$")
MUTE_FR = re.compile(r"(?<=\w)es?$")
VOWELS_FR = re.compile(r"[éèï]|[aeiouyàâäêëîôöûùüœæ]+")
SILENT_ES = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
VOWELS_ES = re.compile(r"[aeoáéíóú]|[iuü]")
WEAK_ES, SOUND_ES = frozenset("iuü"), frozenset("aeiouáéíóúü")


def _count_english(word: str) -> int:
    groups = len(VOWELS_EN.findall(word))
    return groups - bool(MUTE_EN.search(word)) if groups > 1 else groups


def _count_french(word: str) -> int:
    return len(VOWELS_FR.findall(MUTE_FR.sub("", word) if len(word) > 3 else word))


def _count_spanish(word: str) -> int:
    plain = re.sub(r"y(?![aeiouáéíóú])", "i", SILENT_ES.sub("", word))
    pairs = sum(
        {one, other} <= SOUND_ES and (one in WEAK_ES or other in WEAK_ES) for one, other in pairwise(plain)
    )
    return len(VOWELS_ES.findall(plain)) - pairs


COUNTERS: Mapping[str, Callable[[str], int]] = {
    "en": _count_english, "fr": _count_french, "es": _count_spanish,
}  # fmt: skip


@lru_cache(maxsize=20_000)
def count_syllables(word: str, language: str) -> int:
    """How many syllables a word has, one at least; `language` is one of COUNTERS."""
    return max(1, COUNTERS[language](word.lower()))
