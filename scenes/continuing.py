"""Going on where somebody stopped."""

from __future__ import annotations

from content.catalogue import SeriesKind
from scenes import items
from scenes.durations import end_sentence
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Saying, Scene
from scenes.visit import Visit

BEFORE = 5  # seconds heard again, to find one's way back


def enter(_: Place, visit: Visit) -> Scene | None:
    """First "You were listening to this", then on, from five seconds earlier."""
    visitor = visit.visitor
    item = visit.catalogue.items.get(visitor.item) if visitor and visitor.item else None
    if item is None or visitor is None:
        return None
    words, language = items.told(visit, item)
    of = _serial_of(visit, item.number)
    says = (prompt(visit, "continue.say"), Saying(end_sentence(words.title), language))
    onward = write("item", item.number, max(0, visitor.position - BEFORE), of=of)
    return items.wait_through(Place("continue"), visit, item, says, onward, of=of)


def _serial_of(visit: Visit, number: int) -> str:
    """An episode goes on to the next one; everything else to the list of the day."""
    serials = (one for one in visit.catalogue.series.values() if one.kind == SeriesKind.SERIAL)
    return next((f"walk.{one.slug}" for one in serials if number in one.items), "")
