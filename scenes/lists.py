"""The lists that items are served from, and what comes next: never one twice until all of them were heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest

from content.catalogue import Audience, Catalogue, Item, ItemKind, Series, SeriesKind
from scenes.visit import Visit

TODAY = "today"
UNASKED = frozenset({Audience.EVERYONE, Audience.OLDER})


def numbers_of(catalogue: Catalogue, language: str, name: str) -> tuple[int, ...]:
    """The items of a list that exist in a language, in their order; empty for a list that nobody knows.

    Worked out once for each catalogue: a turn of a menu never looks through the items."""
    shelf = catalogue._lists  # noqa: SLF001 - made for this: kept and dropped together with its catalogue
    kept = shelf.get((language, name), ())
    if not kept and (kept := tuple(_gather(catalogue, language, name))):
        shelf[language, name] = kept
    return kept


def next_of(visit: Visit, name: str, order: Sequence[int]) -> int | None:
    """The first unheard item of a list, else the one heard longest ago. `order` are items heard, oldest first."""
    numbers = _turned(visit, name)
    unheard = next_unheard(visit, name)
    if unheard is not None or not numbers:
        return unheard
    return min(numbers, key=lambda number: order.index(number) if number in order else -1)


def next_unheard(visit: Visit, name: str) -> int | None:
    """The first item of a list that this visitor has not heard; None when all were heard."""
    return next((number for number in _turned(visit, name) if number not in visit.heard), None)


def episode_of_the_day(visit: Visit) -> tuple[Series, int] | None:
    """On its weekday a serial opens the day with the visitor's next episode, unless that one needs a warning.

    What is new of a season goes before it: a season is short."""
    if any(number not in visit.heard for number in _of_season(visit)):
        return None
    for series in visit.catalogue.series.values():
        if visit.now.weekday() in series.weekdays:
            number = next_unheard(visit, f"walk.{series.slug}")
            if number is not None and is_unasked(visit.catalogue.items[number]):
                return series, number
    return None


def is_unasked(item: Item) -> bool:
    """Whether an item may be played to somebody who asked for nothing in particular."""
    return not item.sensitive and item.audience in UNASKED


def home_of(name: str) -> str:
    """The place that a list was chosen in: where the star leads from its items."""
    kind = name.partition(".")[0]
    return {"person": "people", "mood": "moods", "walk": "walks", "": "lobby", TODAY: "lobby"}.get(
        kind, "choose"
    )


def _turned(visit: Visit, name: str) -> tuple[int, ...]:
    """The list in its order; that of the day begins with another item each day, in a season with one of its own."""
    numbers = numbers_of(visit.catalogue, visit.language, name)
    if name != TODAY:
        return numbers
    numbers = numbers or numbers_of(visit.catalogue, visit.catalogue.house, name)
    special = _of_season(visit)
    ordinary = tuple(number for number in _turn(visit, numbers) if number not in special)
    return special + ordinary


def _of_season(visit: Visit) -> tuple[int, ...]:
    """What this season opens the day with, another one first each day; nothing that would need a warning."""
    catalogue, season = visit.catalogue, visit.catalogue.season_on(visit.now.date())
    items = (
        [catalogue.items[number] for number in season.items if number in catalogue.items] if season else []
    )
    told = [item for item in items if visit.language in item.words or catalogue.house in item.words]
    return _turn(visit, tuple(item.number for item in told if is_unasked(item)))


def _turn(visit: Visit, numbers: tuple[int, ...]) -> tuple[int, ...]:
    first = visit.now.toordinal() % len(numbers) if numbers else 0
    return numbers[first:] + numbers[:first]


def _gather(catalogue: Catalogue, language: str, name: str) -> Iterable[int]:
    kind, _, slug = name.partition(".")
    if kind == "walk":
        series = catalogue.series.get(slug)
        known = series.items if series else ()
        return [n for n in known if n in catalogue.items and language in catalogue.items[n].words]
    belongs = _rules(catalogue, slug).get(kind)
    items = [item for _, item in sorted(catalogue.items.items()) if language in item.words] if belongs else []
    chosen = [item for item in items if belongs and item.audience != Audience.GROUP and belongs(item)]
    if kind == "staff":
        return _by_turns(chosen)
    return [item.number for item in sorted(chosen, key=lambda item: item.audience == Audience.CHILDREN)]


def _rules(catalogue: Catalogue, slug: str) -> dict[str, Callable[[Item], bool]]:
    """Which items belong to a kind of list. Episodes are told in their order, so never served in between."""
    serials = [series.items for series in catalogue.series.values() if series.kind == SeriesKind.SERIAL]
    episodes = frozenset(chain.from_iterable(serials))
    return {
        TODAY: lambda item: _is_open_story(item) and item.number not in episodes,
        "staff": lambda item: _is_open_story(item) and item.number not in episodes,
        "smile": lambda item: item.kind == ItemKind.SMILE,
        "hands": lambda item: item.kind == ItemKind.ACTIVITY,
        "person": lambda item: item.speaker.slug == slug,
        "mood": lambda item: item.intent == slug,
    }


def _is_open_story(item: Item) -> bool:
    return item.kind == ItemKind.STORY and is_unasked(item)


def _by_turns(items: Sequence[Item]) -> list[int]:
    """One item of each speaker in turn, so that another voice comes each time."""
    voices: dict[str, list[int]] = {}
    for item in items:
        voices.setdefault(item.speaker.slug, []).append(item.number)
    return [number for turn in zip_longest(*voices.values()) for number in turn if number is not None]
