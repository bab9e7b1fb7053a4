"""Menus that are the same for many visits, kept ready for as long as their catalogue: a turn only looks them up."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from content.catalogue import Catalogue
from scenes.menu import PATIENCE
from scenes.numbers import MOST_GUESSES
from scenes.scene import Scene
from scenes.visit import Visit

# These ask nothing about what was heard or sent, nor what time it is beyond the season: `find_key` names all that
# they depend on.
PLAIN = frozenset({"lobby", "choose", "people", "moods", "number", "language", "help"})
MOST = 4000


def keep(place: str, visit: Visit, make: Callable[[], Scene]) -> Scene:
    """The scene at a plain place, made once for all visits that are alike; others are made anew."""
    if place not in PLAIN:
        return make()
    ready, key = _shelf(visit.catalogue), find_key(place, visit)
    found = ready.get(key)
    if found is None:
        if len(ready) >= MOST:  # in a large museum almost everybody has left off at another item
            ready.clear()
        found = ready[key] = make()
    return found


def find_key(place: str, visit: Visit) -> tuple[object, ...]:
    """Everything that a plain menu depends on."""
    unfinished = visit.visitor.item if visit.visitor else None
    counted = (bool(visit.silences), min(visit.wrong, PATIENCE), min(visit.guesses, MOST_GUESSES))
    season = visit.catalogue.season_on(visit.now.date())
    known = (visit.newcomer, visit.dropped, visit.chosen, unfinished, season.slug if season else "")
    return (place, visit.language, visit.channel, visit.museum, visit.line.slug, *counted, *known)


@lru_cache(maxsize=4)
def _shelf(_: Catalogue) -> dict[tuple[object, ...], Scene]:
    return {}
