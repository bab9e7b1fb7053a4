"""The words of every public recording by its address, for captions and for people who can't hear."""

from __future__ import annotations

from collections.abc import Iterator

from content.catalogue import Catalogue, Sound, Words
from content.silence import AFTER_KEY, BETWEEN_CHOICES, BETWEEN_SENTENCES, silence_path

SILENCES = (AFTER_KEY, BETWEEN_CHOICES, BETWEEN_SENTENCES)


def words_json(catalogue: Catalogue, public_url: str) -> dict[str, str]:
    """Address to words: items and prompts, for the telephone and the chat, and the silences, which have none."""
    home = f"{public_url}/media/"
    silences = {home + silence_path(milliseconds): "" for milliseconds in SILENCES}
    spoken = {home + path: text for sound, text in _recorded(catalogue) for path in _paths(sound)}
    return silences | spoken


def spoken_words(words: Words) -> str:
    """Everything that is said of an item, paragraph by paragraph."""
    return "\n\n".join((*words.text, *words.needed, *words.steps, *words.ending))


def _paths(sound: Sound) -> Iterator[str]:
    yield from filter(None, (sound.phone, sound.chat, sound.slow))


def _recorded(catalogue: Catalogue) -> Iterator[tuple[Sound, str]]:
    for item in catalogue.items.values():
        for words in item.words.values():
            if words.sound:
                yield words.sound, spoken_words(words)
    for prompts in catalogue.prompts.values():
        for prompt in prompts.values():
            if prompt.sound:
                yield prompt.sound, prompt.text
