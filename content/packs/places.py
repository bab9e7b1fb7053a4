"""The places in the line's words that are filled in, as {museum}: any other would leave a caller without the words."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from content.packs.documents import Documents
from content.packs.reading import read_prompts

LIBRARY = Path(__file__).parent.parent / "library"


def find_places(words: str) -> frozenset[str] | None:
    """The names in curly brackets; None where the brackets are wrong."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    except ValueError:
        return None
    return frozenset(names) if all(name.isidentifier() for name in names) else None


def find_foreign(key: str, places: frozenset[str]) -> frozenset[str]:
    """Those of these places that nothing is filled into under this key; none where the key is a museum's own."""
    return places - _known_places().get(key, places)


def list_places(places: frozenset[str] | None) -> str:
    """Places as they are written, for a person."""
    return ", ".join(sorted(f"{{{name}}}" for name in places or ())) or "no {places}"


def list_known(key: str) -> str:
    """The places that are filled in under this key, for a person."""
    return list_places(_known_places().get(key))


@cache
def _known_places() -> Mapping[str, frozenset[str]]:
    """By key, what the shipped words leave to be filled in; every language of theirs leaves the same."""
    shipped = read_prompts(Documents(LIBRARY)).values()
    return {key: find_places(text) or frozenset() for words in shipped for key, text in words.items()}
