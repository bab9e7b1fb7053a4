"""Hard words: long ones that come once, and the museum's own, where nothing near them says what they mean."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.catalogue import Audience
from content.checks.sentences import list_words
from content.checks.syllables import count_syllables

FOLDER = Path(__file__).parent / "vocabulary"
MOST = 3  # what somebody corrects in one sitting
SHORTEST = 9  # letters; under this no word is called long, however many syllables it has


@dataclass(frozen=True)
class Vocabulary:
    """What is long in a language, long words that everybody knows, the museum's own, and how a meaning is given.

    `endings` are those of grammar, which make no word harder. A meaning is given `within` the same sentence,
    or in the `next` one, which then begins in this way."""

    syllables: int
    letters: int
    familiar: frozenset[str]
    museum: frozenset[str]
    endings: re.Pattern[str]
    within: re.Pattern[str]
    next: re.Pattern[str]


def find_hard_words(
    language: str, audience: Audience, sentences: Sequence[str], known: str = ""
) -> list[tuple[str, str]]:
    """Words to explain, each with its sentence; `known` are words one has read before, as the title."""
    vocabulary = _vocabulary(language)
    if vocabulary is None:
        return []
    counts = Counter(word.lower() for one in sentences for word in list_words(one))
    seen = {word.lower() for word in list_words(known)}
    found: dict[str, str] = {}
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        for word in _hard(vocabulary, language, audience, sentence):
            alone = counts[word.lower()] == 1 or word.lower() in vocabulary.museum
            if alone and word.lower() not in seen and not _explained(vocabulary, word, sentence, following):
                found.setdefault(word, sentence)
    return list(found.items())[:MOST]


def _hard(vocabulary: Vocabulary, language: str, audience: Audience, sentence: str) -> Iterator[str]:
    """The long and the learned words of a sentence; a capital within it makes a name."""
    for place, word in enumerate(list_words(sentence)):
        plain = word.lower()
        is_known = plain in vocabulary.familiar or (place and word[0].isupper())
        if plain in vocabulary.museum or (not is_known and _is_long(vocabulary, language, audience, plain)):
            yield word


def _is_long(vocabulary: Vocabulary, language: str, audience: Audience, word: str) -> bool:
    stem, fewer = vocabulary.endings.sub("", word), audience is Audience.CHILDREN
    if len(stem) >= vocabulary.letters - fewer:
        return True
    return len(stem) >= SHORTEST and count_syllables(stem, language) >= vocabulary.syllables


def _explained(vocabulary: Vocabulary, word: str, sentence: str, following: str) -> bool:
    """Whether a meaning stands beside it: set off by a comma, given by a verb, or told in the sentence after."""
    _, _, after = sentence.partition(word)
    set_off = re.match(r"\w*(?:\s\w+)?\s?[,:(–—]\s?\S", after)
    return bool(set_off or vocabulary.within.search(sentence) or vocabulary.next.match(following))


@cache
def _vocabulary(language: str) -> Vocabulary | None:
    file = FOLDER / f"{language}.toml"
    if not language.isalpha() or not file.exists():
        return None
    table: Mapping[str, object] = tomllib.loads(file.read_text(encoding="utf-8"))
    return Vocabulary(
        int(str(table["syllables"])), int(str(table["letters"])),
        frozenset(str(table["familiar"]).split()), frozenset(str(table["museum"]).split()),
        *(re.compile(str(table[name]), re.IGNORECASE) for name in ("endings", "within", "next")),
    )  # fmt: skip
