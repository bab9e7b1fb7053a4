"""What would sound better: said to whoever writes, never in the way of an import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.bodies import parse_body
from content.catalogue import ItemKind
from content.packs.mistakes import Mistake
from content.packs.pack import PackItem, Reading

TEASER_WORDS = 8
REASON_WORDS = 15
MARKS = re.compile(r"https?://|www\.|[*_`#\[\]<>]")
ENTRY = re.compile(r"^(?:- |\d{1,2}\. )", re.MULTILINE)


def advise(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    """Everything about one item that is heard less well than it could be."""
    for language in item.texts:
        yield from _advise_text(reading, item, language)
    yield from _advise_threads(reading, item)
    yield from _advise_translations(reading, item)


def _advise_text(reading: Reading, item: PackItem, language: str) -> Iterator[Mistake]:
    file, text = f"{item.folder}/{language}.md", item.texts[language]
    teaser = text.head.teaser
    if len(teaser.split()) > TEASER_WORDS or teaser.endswith("."):
        todo = f"Use {TEASER_WORDS} words at most and no full stop: it is part of a sentence"
        yield reading.mistake(
            file, ("teaser",), "the teaser is long for a menu, or ends in a full stop", todo, blocks=False
        )
    if mark := MARKS.search(text.body):
        line = text.line + text.body[: mark.start()].count("\n")
        yield Mistake(
            file, line, f'"{mark[0]}" can\'t be heard', "Write it in words, or take it out", blocks=False
        )
    if item.shape.kind is not ItemKind.ACTIVITY and (entry := ENTRY.search(text.body)):
        line = text.line + text.body[: entry.start()].count("\n")
        yield Mistake(
            file, line, "a list stands in something that is told", "Tell it in sentences", blocks=False
        )


def _advise_threads(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    for place, thread in enumerate(item.shape.threads):
        for language, reason in thread.reason.items():
            if len(reason.split()) > REASON_WORDS:
                where, todo = ("threads", place, "reason", language), f"Use {REASON_WORDS} words at most"
                yield reading.mistake(item.file, where, "this reason is long for the ear", todo, blocks=False)


def _advise_translations(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    steps = {
        language: len(parse_body(item.shape.kind, text.body).steps) for language, text in item.texts.items()
    }
    if len(set(steps.values())) > 1:
        counted = ", ".join(f"{count} in {language}" for language, count in steps.items())
        what, todo = (
            f"the steps differ: {counted}",
            "Give every language the same steps: people change over midway",
        )
        yield reading.mistake(item.file, (), what, todo, blocks=False)
    for language in reading.pack.languages.keys() - item.texts.keys() if item.texts else ():
        file = f"{item.folder}/{language}.md"
        what, todo = f"this item is not yet told in {language}", "Translate it when you can"
        if not (reading.pack.folder / file).exists():  # else it is told, and cannot be read
            yield reading.mistake(file, (), what, todo, blocks=False)
