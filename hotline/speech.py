"""Words made fit for the carrier's voice: clean, and in pieces within its limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

# Twilio, <Say>: 4,500 characters once URL-encoded (error 13521); Polly's voices take 3,000 characters.
ENCODED_LIMIT = 4500
VOICE_LIMIT = 3000
SENTENCE_END = re.compile(r"(?<=[.!?…;:])\s+")
# Controls break XML 1.0; pictures, their joiners, private and unassigned characters have no sound.
MUTE = frozenset({"Cc", "Cs", "Co", "Cn", "So", "Sk", "Me"})
JOINERS = frozenset("\ufe0f\u200d\u00ad\ufeff")


def clean(text: str) -> str:
    """The text without what no voice can say, in single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_sounding(character) for character in text).split())


def split(text: str) -> list[str]:
    """The clean text in as few pieces as the limits allow, cut at sentence ends, else at words."""
    whole = clean(text)
    if _fits(whole):
        return [whole] if whole else []
    sentences = SENTENCE_END.split(whole)
    return list(_join(part for sentence in sentences for part in _break(sentence)))


def _sounding(character: str) -> str:
    if character in JOINERS:
        return ""
    plain = character.isascii() and character.isprintable()
    return character if plain or unicodedata.category(character) not in MUTE else " "


def _fits(text: str) -> bool:
    return len(text) <= VOICE_LIMIT and len(quote(text, safe="")) <= ENCODED_LIMIT


def _break(sentence: str) -> Iterator[str]:
    """A sentence as it is, or its words joined as far as they fit, or a word without end cut hard."""
    if _fits(sentence):
        yield sentence
        return
    step = ENCODED_LIMIT // len(quote("𝄞"))
    words = sentence.split(" ")
    yield from _join(word[at : at + step] for word in words for at in range(0, len(word), step))


def _join(parts: Iterable[str]) -> Iterator[str]:
    """Neighbours put together while they fit."""
    held = ""
    for part in parts:
        longer = f"{held} {part}" if held else part
        if held and not _fits(longer):
            yield held
            held = part
        else:
            held = longer
    if held:
        yield held
