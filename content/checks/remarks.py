"""A remark about words: where, what, and how it is said to whoever writes."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
LONGEST_QUOTE = 90


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field. `where` is the sentence or word it is about, empty where it is about all of it.

    Only what would break the line `blocks`; everything else explains, and nobody has to follow it."""

    field: str
    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    where: str = ""
    blocks: bool = False


def say(remark: Remark, language: str) -> str:
    """What it is and what to do, in the editor's language; in English where we have no words in that one."""
    return " ".join(explain(remark, language))


def explain(remark: Remark, language: str) -> tuple[str, str]:
    """The same in two: what it is, and what to do."""
    words = _words(language)
    values = {"where": quote(remark.where), "field": words["fields"].get(remark.field, "")} | dict(
        remark.values
    )
    found = words["remarks"][remark.code]
    return found["what"].format(**values), found["todo"].format(**values)


def quote(sentence: str) -> str:
    """A sentence short enough to be found again: its beginning, cut between two words."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    return sentence[:LONGEST_QUOTE].rpartition(" ")[0].rstrip(",;:") + " …"


@cache
def _words(language: str) -> Mapping[str, Mapping[str, dict[str, str]]]:
    file = FOLDER / f"{language}.toml"
    text = (file if language.isalpha() and file.exists() else FOLDER / "en.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
