"""Numbers for the line's own words, so that one can be typed on a telephone: five digits, the first a 9."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from content.catalogue import Catalogue

FIRST, MANY = 90_000, 10_000
# These are read or filled into others, never heard by themselves: buttons, what is typed, messages, days and hours.
READ_PARTS = frozenset({"button", "chat", "words", "sms", "commands", "card", "time", "museum"})
MOODS, INTRODUCTION = "moods", "say"
GAP = "{"


def is_heard(key: str, text: str) -> bool:
    """Whether a recording of these words would be played: nothing is filled into them, and somebody hears them."""
    parts = key.replace("_", ".").split(".")
    is_mood = parts[0] == MOODS and parts[-1] != INTRODUCTION
    return GAP not in text and READ_PARTS.isdisjoint(parts) and not is_mood


@lru_cache(maxsize=4)
def number_prompts(catalogue: Catalogue) -> Mapping[int, str]:
    """The keys of all words that can be recorded, by their numbers. A key keeps its number for ever, save where two
    would have the same: then the later one, in the alphabet, takes the next that is free."""
    numbered: dict[int, str] = {}
    for key, prompt in sorted(catalogue.prompts[catalogue.house].items()):
        if is_heard(key, prompt.text):
            place = int(sha256(key.encode()).hexdigest()[:8], 16)
            numbered[next(n for n in _places(place) if n not in numbered)] = key
    return numbered


def number_of(catalogue: Catalogue, key: str) -> int | None:
    """The number of some words; None for those that nobody can record."""
    return next((number for number, one in number_prompts(catalogue).items() if one == key), None)


def _places(first: int) -> Iterator[int]:
    return (FIRST + (first + step) % MANY for step in range(MANY))
