"""How long words take when they are spoken, and where in them a second lies."""

from __future__ import annotations

import re
from itertools import accumulate

from content.catalogue import Words

# Narration is read at 130 to 150 words a minute.
WORDS_A_MINUTE = 140
SENTENCE = re.compile(r"\S.*?(?:[.!?…](?:\s?[»”’\"'])*(?=\s|$)|$)", re.DOTALL)


def spoken_seconds(words: Words) -> float:
    """The length of an item in seconds: its recording's, else what its words take at 140 a minute."""
    return words.sound.seconds if words.sound else sum(map(sentence_seconds, split_sentences(words)))


def sentences_from(words: Words, seconds: float) -> tuple[str, ...]:
    """The sentences from a second on, beginning with the one that is being spoken there."""
    passed, sentences = 0.0, split_sentences(words)
    for index, sentence in enumerate(sentences):
        passed += sentence_seconds(sentence)
        if passed > seconds:
            return sentences[index:]
    return ()


def split_sentences(words: Words) -> tuple[str, ...]:
    """Every sentence of the text, steps and ending included, in the order in which they are spoken."""
    paragraphs = (*words.text, *words.needed, *words.steps, *words.ending)
    return tuple(part.strip() for paragraph in paragraphs for part in SENTENCE.findall(paragraph))


def sentence_ends(words: Words) -> tuple[float, ...]:
    """The seconds at which the sentences end, in their order; one begins where the one before it ends."""
    return tuple(accumulate(map(sentence_seconds, split_sentences(words))))


def sentence_seconds(sentence: str) -> float:
    """How long one sentence takes."""
    return len(sentence.split()) * 60 / WORDS_A_MINUTE
