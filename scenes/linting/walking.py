"""Walks the line as callers would, in memory: no visitor is kept, and no row is read or written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from content.catalogue import Catalogue, Item, Line, SeriesKind
from scenes import visiting
from scenes.lists import is_unasked
from scenes.places import parse, write
from scenes.scene import Scene
from scenes.visit import Visit
from visitors.people import Channel, Visitor

# A Tuesday in the morning and its night: one hour in which somebody may be there, and one in which nobody is.
NOON, NIGHT = datetime(2026, 3, 10, 11, tzinfo=UTC), datetime(2026, 3, 10, 23, tzinfo=UTC)
DOORS = (
    "lobby", "choose", "people", "moods", "walks", "number", "number/unknown", "number/over", "ask", "message",
    "person", "person/away", "callme", "language", "help", "privacy", "forget", "stop", "sorry", "hush/lobby",
)  # fmt: skip
MET_LATER = frozenset({"send", "throw", "again", "review", "sent", "ticket"})  # needs something that was sent
MOST_PAGES = 12  # of one long list: the others are alike
MOST_SERIES = 4  # likewise
FAULTS = (KeyError, IndexError, ValueError, AttributeError, StopIteration)


@dataclass(frozen=True)
class Stop:
    """One place in one manner of being there: new, known, silent, or after wrong keys."""

    place: str
    visit: Visit
    scene: Scene

    @property
    def language(self) -> str:
        """In which language it is heard."""
        return self.visit.language


@dataclass(frozen=True)
class Fault:
    """A place that cannot even be entered, and what it stumbled over."""

    place: str
    language: str
    reason: str


@dataclass(frozen=True)
class Walk:
    """All that was met in one language."""

    catalogue: Catalogue
    language: str
    museum: str
    stops: tuple[Stop, ...]
    faults: tuple[Fault, ...]

    @property
    def places(self) -> frozenset[str]:
        """Every place that was entered."""
        return frozenset(stop.place for stop in self.stops)


def walk(catalogue: Catalogue, language: str, museum: str = "") -> Walk:
    """Every menu, and one item of each sort, entered as somebody new, known, silent, and lost."""
    stops: list[Stop] = []
    faults: list[Fault] = []
    newcomer = make_visit(catalogue, catalogue.lines[0], language, museum)
    waiting, met = deque([*DOORS, *_samples(catalogue, language)]), set[str]()
    while waiting:
        place = waiting.popleft()
        if place in met:
            continue
        met.add(place)
        for visit in _manners(newcomer, place):
            entered = try_entering(place, visit)
            if isinstance(entered, Fault):
                faults.append(entered)
                break
            stops.append(Stop(place, visit, entered))
            waiting.extend(target for target in _menus(entered) if target not in met)
    return Walk(catalogue, language, museum, tuple(stops), tuple(faults))


def make_visit(catalogue: Catalogue, line: Line, language: str, museum: str = "") -> Visit:
    """Somebody whom nobody knows, on a Tuesday morning."""
    now = NOON.replace(tzinfo=ZoneInfo(line.zone))
    return Visit(catalogue, line, Channel.PHONE, language, language != line.language, now, museum)


def try_entering(place: str, visit: Visit) -> Scene | Fault:
    """The scene, or what it stumbled over: a prompt that is missing, a place in one that nobody fills in."""
    try:
        return visiting.enter(place, visit)
    except FAULTS as error:
        return Fault(place, visit.language, str(error).strip("'\""))


def try_acting(target: str, visit: Visit) -> str | Fault:
    """Where a deed leads. Its session is bound to no database, so that nothing can be written by mistake."""
    if not visiting.costs(target):
        return target
    try:
        return visiting.act(Session(), target, replace(visit, visitor=None))
    except FAULTS as error:
        return Fault(target, visit.language, str(error).strip("'\""))


def _manners(newcomer: Visit, place: str) -> Iterator[Visit]:
    """New, known, silent, and after two wrong keys; at the person's door also by night."""
    yield newcomer
    items = newcomer.catalogue.items
    left = next((n for n, item in items.items() if newcomer.language in item.words), None)
    yield replace(newcomer, newcomer=False, chosen=True, visitor=Visitor(0, item=left))
    yield replace(newcomer, silences=1)
    yield replace(newcomer, wrong=2)
    if place == "person":
        yield replace(newcomer, now=NIGHT.replace(tzinfo=newcomer.now.tzinfo))


def _menus(scene: Scene) -> Iterator[str]:
    """The further pages that a menu leads to; items are sampled, not walked."""
    for choice in scene.choices:
        found = parse(choice.target)
        paged = found and found.parts and found.parts[-1].isdecimal() and int(found.parts[-1]) <= MOST_PAGES
        if found and paged and found.head in {"people", "moods", "walks", "left", "language"}:
            yield choice.target


def _samples(catalogue: Catalogue, language: str) -> Iterator[str]:
    """One item of each sort that differs in its menus, and the first walks."""
    sorts: dict[tuple[object, ...], Item] = {}
    for item in catalogue.items.values():
        sorts.setdefault(_sort(item, language), item)
    for item in sorts.values():
        words = item.words.get(language)
        yield from (write("item", item.number), write("after", item.number, of="today"))
        yield from (
            write("make", item.number, step) for step in range(min(2, len(words.steps) if words else 0) + 1)
        )
    for series in list(catalogue.series.values())[:MOST_SERIES]:
        yield write("walk", series.slug, 1)
        if series.kind == SeriesKind.TRAIL:
            yield write("left", series.slug)


def _sort(item: Item, language: str) -> tuple[object, ...]:
    """What an item's menus depend on."""
    words = item.words.get(language)
    links = any(thread.reason.get(language) for thread in item.threads)
    told = (bool(words.steps), bool(words.ending), bool(words.sound)) if words else ()
    return item.kind, item.sensitive, item.asks, links, told, is_unasked(item)


def follow_silence(stop: Stop, most: int) -> Sequence[Scene | Fault]:
    """What is heard by somebody who never presses a key, scene by scene, until something plays."""
    found: list[Scene | Fault] = []
    scene, visit = stop.scene, stop.visit
    for _ in range(most):
        target = try_acting(scene.silence, visit)
        if isinstance(target, Fault):
            return [*found, target]
        stays = target == scene.place
        visit = replace(visit, silences=visit.silences + 1 if stays else 0, wrong=0)
        entered = try_entering(target, visit)
        found.append(entered)
        if isinstance(entered, Fault) or is_content(entered):
            break
        scene = entered
    return found


def is_content(scene: Scene) -> bool:
    """Whether there is something to hear or to do here, or a telephone rings."""
    return (
        scene.number > 0
        or scene.ring is not None
        or scene.place.partition("/")[0] in {"item", "walk", "make"}
    )
