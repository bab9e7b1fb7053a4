"""Remarks and uses in the words of an editor's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from content.editing.sheet import Remark, Use

WORDS = Path(__file__).parent / "words"
FIRST = "en"


def say(remark: Remark, language: str) -> str:
    """What is wrong and what to do, as one or two sentences; English where a language has no words of ours."""
    return _fill(_find("remarks", remark.code, language), remark.values)


def say_use(use: Use, language: str) -> str:
    """Where something is used, as a piece of a sentence."""
    return _fill(_find("uses", use.how, language), use.values)


def list_languages() -> list[str]:
    """The languages in which remarks can be said."""
    return sorted(path.stem for path in WORDS.glob("*.toml"))


@cache
def read_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """All the words of one language, in two tables; empty where we have none."""
    path = WORDS / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if language in list_languages() else {}


def _find(table: str, code: str, language: str) -> str:
    return read_words(language).get(table, {}).get(code) or read_words(FIRST)[table][code]


def _fill(words: str, values: Mapping[str, Any]) -> str:
    plain = {name: ", ".join(map(str, one)) if isinstance(one, list) else one for name, one in values.items()}
    return words.format_map(plain)
