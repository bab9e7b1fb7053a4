"""An item's words as one writes them by hand, taken apart for speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.catalogue import ItemKind

NEEDED = re.compile(r"- +(.*)")
STEP = re.compile(r"\d{1,2}\. +(.*)")


@dataclass(frozen=True, slots=True)
class Body:
    """What is said: paragraphs, the things an activity needs, its steps, and the paragraphs after them."""

    text: tuple[str, ...]
    needed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


def tidy_body(raw: str) -> str:
    """The words as they are kept: one sort of line end, no spaces at the ends, no empty lines around."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def parse_body(kind: ItemKind, body: str) -> Body:
    """Paragraphs, and for an activity its two lists; elsewhere a line like "1. May" is no list."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", body) if block.strip()]
    if kind is not ItemKind.ACTIVITY:
        return Body(tuple(_joined(block) for block in blocks))
    text: list[str] = []
    needed: list[str] = []
    steps: list[str] = []
    ending: list[str] = []
    for sort, words in (part for block in blocks for part in _parts(block)):
        paragraphs = ending if steps else text
        {"needed": needed, "step": steps, "words": paragraphs}[sort].append(words)
    return Body(tuple(text), tuple(needed), tuple(steps), tuple(ending))


def _parts(block: list[str]) -> Iterator[tuple[str, str]]:
    """A block's entries or its paragraph; a line that begins no entry goes on with the one before."""
    found: list[tuple[str, list[str]]] = []
    for line in block:
        sort, words = _sort(line)
        if sort == "words" and found:
            found[-1][1].append(words)
        else:
            found.append((sort, [words]))
    return ((sort, _joined(lines)) for sort, lines in found)


def _sort(line: str) -> tuple[str, str]:
    for sort, pattern in (("needed", NEEDED), ("step", STEP)):
        if match := pattern.match(line.strip()):
            return sort, match[1]
    return "words", line


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())
