"""What the linter found: where, what, and how it is said to whoever looks after the line."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "words"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend at a place, heard in a language. One that `blocks` would leave a caller without a way on;
    the others are only heard less well. `code` has the words, `rule` is the family it belongs to."""

    place: str
    language: str
    rule: str
    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    blocks: bool = False


def say(finding: Finding, language: str) -> str:
    """Where it is, what it is and what to do, in a person's language; in English where we have no words in that one."""
    return f"{where(finding, language)}: {' '.join(explain(finding, language))}"


def where(finding: Finding, language: str) -> str:
    """The place by its name, and the language in which it is heard."""
    return f"{name_place(finding.place, language)} ({finding.place}, {finding.language})"


def name_place(place: str, language: str) -> str:
    """What a place is called by people; its own first word where it has no name."""
    head = place.partition("~")[0].partition("/")[0]
    return str(_words(language)["places"].get(head, head))


def explain(finding: Finding, language: str) -> tuple[str, str]:
    """What it is, and what to do."""
    found, values = _words(language)["findings"][finding.code], dict(finding.values)
    return found["what"].format(**values), found["todo"].format(**values)


@cache
def _words(language: str) -> Mapping[str, Any]:
    file = FOLDER / f"{language}.toml"
    text = (file if language.isalpha() and file.exists() else FOLDER / "en.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
