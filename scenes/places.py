"""Places of a visit: short ASCII paths such as `after/214~mood.calm`, whose tail names the list one came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scenes.scene import PLACE_BYTES

# Chat buttons carry 64 bytes; 48 leave room for what a door adds.
SHAPE = re.compile(r"[a-z]+(/[a-z0-9_-]+)*(~[a-z0-9_-]+(\.[a-z0-9_-]+)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A place taken apart: its head, what follows between slashes, and the list in the tail (empty: none)."""

    head: str
    parts: tuple[str, ...] = ()
    of: str = ""

    @property
    def text(self) -> str:
        """The place as it was written."""
        return write(self.head, *self.parts, of=self.of)

    def number(self, index: int = 0) -> int | None:
        """The part at an index as a number; None where there is none."""
        part = self.parts[index] if index < len(self.parts) else ""
        return int(part) if part.isdecimal() and len(part) <= 9 else None


def parse(text: str) -> Place | None:
    """A place or deed taken apart; None where it is too long or is none at all."""
    if len(text) > PLACE_BYTES or not SHAPE.fullmatch(text):
        return None
    path, _, of = text.partition("~")
    head, *parts = path.split("/")
    return Place(head, tuple(parts), of)


def write(head: str, *parts: object, of: str = "") -> str:
    """A place as text; the list is left out where it would not fit into 48 bytes."""
    path = "/".join([head, *map(str, parts)])
    full = f"{path}~{of}" if of else path
    return full if len(full) <= PLACE_BYTES else path
