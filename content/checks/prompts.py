"""Remarks about the line's own words: the option before its key, a short greeting, places kept as they are."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.keys import offers_key_first
from content.checks.remarks import Remark
from content.checks.sentences import MOST_WORDS, count_words, find_long, split
from content.packs.places import find_places, list_places

GREETINGS = frozenset({"lobby.hello", "lobby.welcome"})
WRITTEN = frozenset({"button", "chat"})  # read with the eyes: as short as it is, and no key in it
UNCHECKED = frozenset(
    {"words", "commands", "time", "museum", "chat"}
)  # lists of words, and parts of sentences
GREETING_WORDS, GREETING_SECONDS = 25, 10


def check_prompt(language: str, key: str, text: str, source: str | None = None) -> list[Remark]:
    """Remarks about one prompt; `source` are its words in the house language, whose {places} it has to keep.

    What leaves callers without words blocks: nothing written, a bracket left open, a place that nobody fills in."""
    if not text.strip():
        return [Remark("text", "prompt-empty", blocks=True)]
    found = list(_check_places(text, source))
    if not _is_heard(key):
        return found
    if key in GREETINGS:
        found += check_greeting(text)
    if sentence := offers_key_first(language, text):
        found.append(Remark("text", "key-first", {}, sentence))
    for sentence in find_long(split(text)):
        found.append(Remark("text", "sentence-long", _words_of(sentence), sentence))
    return found


def check_greeting(text: str, museum: str = "") -> list[Remark]:
    """At most 25 words or 10 seconds before the first choice, with the museum's name filled in."""
    words = count_words(text.replace("{museum}", museum or "the museum"))
    if words > GREETING_WORDS:
        return [Remark("greeting", "greeting-long", {"words": words, "most": GREETING_WORDS})]
    return []


def _check_places(text: str, source: str | None) -> Iterator[Remark]:
    places = find_places(text)
    if places is None:
        yield Remark("text", "places-open", blocks=True)
        return
    wanted = find_places(source) if source is not None else places
    if wanted is None:
        return
    if extra := places - wanted:
        yield Remark("text", "places-extra", {"places": list_places(extra)}, blocks=True)
    if lost := wanted - places:
        yield Remark("text", "places-lost", {"places": list_places(lost)}, blocks=True)


def _is_heard(key: str) -> bool:
    head, _, last = key.rpartition(".")
    return last not in WRITTEN and head.partition(".")[0] not in UNCHECKED


def _words_of(sentence: str) -> dict[str, object]:
    return {"words": count_words(sentence), "most": MOST_WORDS}
