"""The desk's own words in the languages of its staff: TOML files, one for each family of pages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).with_name("words")
LANGUAGES = ("en", "fr", "es")
SOURCE = LANGUAGES[0]


def say(language: str, key: str, /, **values: object) -> str:
    """Words by their key, `<file>.<name>`, with the values filled in.

    A key with `count` among its values may be a table with `one` and `other`, as the language counts. Raises KeyError
    for words that nobody wrote."""
    found = load(language)
    words = found.get(key)
    if words is None and "count" in values:
        form = Locale.parse(language).plural_form(int(str(values["count"])))
        words = found.get(f"{key}.{form}") or found.get(f"{key}.other")
    if words is None:
        raise KeyError(f"the desk has no words for {key} in {language}")
    return words.format(**values) if values else words


@cache
def load(language: str) -> Mapping[str, str]:
    """Everything the desk says in a language, by key."""
    found: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        found.update(_flatten(tomllib.loads(file.read_text(encoding="utf-8")), file.stem))
    return found


def choose(wanted: str, accepted: str = "") -> str:
    """The person's own language, else the first that their browser names and we have, else English."""
    if wanted in LANGUAGES:
        return wanted
    names = [part.split(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((name for name in names if name in LANGUAGES), SOURCE)


def _flatten(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            yield from _flatten(value, key)
        else:
            yield key, str(value)
