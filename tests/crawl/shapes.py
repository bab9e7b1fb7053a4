"""What makes two documents alike, so that a crawl presses every key at one of each kind and not at thousands."""

from __future__ import annotations

from content.catalogue import Catalogue, Item
from scenes.places import Place, parse
from tests.crawl.pages import Page

NAMED = frozenset({"item", "after", "make", "ask"})
MOST_GUESSES = 5
Shape = tuple[object, ...]


def shapes_of(page: Page, catalogue: Catalogue) -> set[Shape]:
    """The kinds of document that this is one of; it is worth a look if one of them is new."""
    place, counts = parse(page.place), count_troubles(page)
    if place is None:
        return {(page.place, *counts)}
    parts = _shape_parts(place)
    if any(counts):
        return {(place.head, len(place.parts), *counts)}
    item = find_item(place, catalogue)
    return {
        (place.head, *parts, *describe(place, item, page.language)),
        (place.head, *parts, place.of.partition(".")[0]),
    }


def count_troubles(page: Page) -> tuple[int, int, int, bool]:
    """Silences, wrong keys and wrong numbers, as far as they make a difference, and whether something is paused."""
    guesses = min(int(page.trail.get("guesses", 0)), MOST_GUESSES) if page.head == "number" else 0
    return (
        min(page.silences, 1),
        min(page.wrong, 2),
        guesses if guesses in {1, MOST_GUESSES} else 0,
        page.is_paused,
    )


def find_item(place: Place, catalogue: Catalogue) -> Item | None:
    """The item that a place speaks of."""
    number = place.number() if place.head in NAMED else None
    if place.head == "walk" and place.parts and place.parts[0] in catalogue.series:
        number = catalogue.series[place.parts[0]].items[(place.number(1) or 1) - 1]
    return catalogue.items.get(number) if number else None


def describe(place: Place, item: Item | None, language: str) -> Shape:
    """What about an item changes what is said around it."""
    if item is None or place.head == "ask":
        return ()
    words = item.words.get(language)
    if place.head == "after":
        return item.asks, bool(item.threads), bool(words)
    return item.kind, item.sensitive, bool(words), bool(words and words.sound)


def _shape_parts(place: Place) -> Shape:
    """The parts of a place, in which one item, request, page or step is as good as another."""
    if place.head == "hush":
        return ()
    first = 2 if place.head in {"item", "make", "walk"} and place.parts[1:] in {("0",), ("1",)} else None
    return (first, *("n" if part.isdecimal() else part for part in place.parts))
