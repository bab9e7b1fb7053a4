"""Where the slow rendition of a recording waits longer, and how seconds carry over between the two."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Pause: TypeAlias = tuple[float, float]


class Pauses:
    """Pairs of a second and the seconds added there, kept as the text that the database holds: thirty thousand
    recordings are loaded without reading one, and each is read when somebody asks for slower."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __iter__(self) -> Iterator[Pause]:
        yield from map(tuple, json.loads(self._text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pauses | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Pauses({self._text!r})"


def slow_at(pauses: Iterable[Pause], second: float) -> float:
    """The second of the slow rendition where a second of the ordinary one is heard."""
    return second + sum(added for place, added in pauses if place < second)


def ordinary_at(pauses: Iterable[Pause], slow_second: float) -> float:
    """The second of the ordinary rendition heard there in the slow one; within added quiet, the one it stands at."""
    waited = 0.0
    for place, added in pauses:
        if slow_second <= place + waited:
            break
        if slow_second < place + waited + added:
            return place
        waited += added
    return slow_second - waited


def added_seconds(pauses: Iterable[Pause]) -> float:
    """How much longer the slow rendition lasts."""
    return sum(added for _, added in pauses)
