"""Menus that are the same for many visits, kept ready for as long as their catalogue: a turn only looks them up."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from content.catalogue import Catalogue
from scenes.scene import Scene
from scenes.visit import Visit

# These ask nothing about what was heard or sent, nor what time it is: `find_key` names all that they depend on.
PLAIN = frozenset({"lobby", "choose", "people", "moods", "number", "language", "help"})
SEEN = 2  # more silences or wrong keys than this change nothing any more
GUESSES = 5


def keep(place: str, visit: Visit, make: Callable[[], Scene]) -> Scene:
    """The scene at a plain place, made once for all visits that are alike; others are made anew."""
    if place not in PLAIN:
        return make()
    ready, key = _shelf(visit.catalogue), find_key(place, visit)
    found = ready.get(key)
    if found is None:
        found = ready[key] = make()
    return found


def find_key(place: str, visit: Visit) -> tuple[object, ...]:
    """Everything that a plain menu depends on."""
    unfinished = visit.visitor.item if visit.visitor else None
    counted = (min(visit.silences, SEEN), min(visit.wrong, SEEN), min(visit.guesses, GUESSES))
    known = (visit.newcomer, visit.dropped, visit.chosen, unfinished)
    return (place, visit.language, visit.channel, visit.museum, visit.line.slug, *counted, *known)


@lru_cache(maxsize=4)
def _shelf(_: Catalogue) -> dict[tuple[object, ...], Scene]:
    return {}
