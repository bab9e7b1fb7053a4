"""Sentences and words as they are heard, counted the way a reader breathes."""

from __future__ import annotations

import re

from content.bodies import parse_body
from content.catalogue import ItemKind
from content.timing import SENTENCE

WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 20


def split(text: str) -> tuple[str, ...]:
    """The sentences of a field, paragraph by paragraph."""
    return tuple(one.strip() for line in text.splitlines() if line.strip() for one in SENTENCE.findall(line))


def split_body(kind: ItemKind, body: str, *, things: bool = True) -> tuple[str, ...]:
    """The sentences of an item's words as they are heard, without the marks of lists; `things` needed included."""
    parts = parse_body(kind, body)
    paragraphs = (*parts.text, *(parts.needed if things else ()), *parts.steps, *parts.ending)
    return tuple(one for paragraph in paragraphs for one in split(paragraph))


def count_words(text: str) -> int:
    """Words between spaces; a mark that stands alone, as before a French colon, is none."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


def list_words(text: str) -> list[str]:
    """The words alone, taken apart at hyphens and apostrophes: "qu'attendez-vous" is three."""
    return WORD.findall(text)


def find_long(sentences: tuple[str, ...], most: int = MOST_WORDS) -> list[str]:
    """The sentences in which a listener loses the beginning before the end has come."""
    return [one for one in sentences if count_words(one) > most]
