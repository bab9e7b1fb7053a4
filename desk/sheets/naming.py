"""Keys for new things: made once from their name, because addresses and places hold them."""

from __future__ import annotations

from collections.abc import Container

from content.editing.searching import fold

LONGEST = 24


def make_key(name: str, taken: Container[str]) -> str:
    """A short key that nobody has: small letters, digits and hyphens."""
    base = "-".join(fold(name))[:LONGEST].strip("-_").replace("_", "-") or "new"
    base = base if base.isascii() else "new"
    if base not in taken:
        return base
    return next(key for number in range(2, 10_000) if (key := f"{base}-{number}") not in taken)
