"""What must be true of the ways between menus: silence ends well, nothing good lies deep."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from scenes.linting.finding import Finding
from scenes.linting.walking import (
    MET_LATER,
    Fault,
    Stop,
    Walk,
    follow_silence,
    is_content,
    try_acting,
    try_entering,
)
from scenes.lobby import LOST
from scenes.places import parse
from scenes.registry import ACTS, ENTERS
from scenes.scene import Scene

WalkRule = Callable[[Walk], Iterator[Finding]]
PATIENT = frozenset({"make", "hush", "goodbye"})  # these wait for somebody, or say goodbye
MOST_SILENCES = 6
STORY, CHOSEN = 2, 3  # keys to a story, and to somebody, a mood, a walk or a number of one's own choice
MOST_TURNS = 4  # pages of a list
KEYLESS = frozenset({"goodbye", "hush"})
LISTS = frozenset({"people", "moods", "walks", "left"})


def rewards_silence(walk: Walk) -> Iterator[Finding]:
    """Who presses nothing comes to something good within a few moments."""
    for stop in walk.stops:
        head = stop.place.partition("/")[0]
        if head in PATIENT or stop.visit.wrong or is_content(stop.scene):
            continue
        heard = follow_silence(stop, MOST_SILENCES)
        if heard and not isinstance(heard[-1], Fault) and not is_content(heard[-1]):
            yield Finding(stop.place, walk.language, "silence", "silence-empty", {}, blocks=True)


def keeps_stories_near(walk: Walk) -> Iterator[Finding]:
    """A story needs two keys at most, a chosen person, mood, walk or number three; turning a page is not counted."""
    for target, keys in count_keys(walk.stops).items():
        found = parse(target)
        if found is None or found.head not in {"today", "pick", "number"}:
            continue
        chosen = found.head == "number" or "." in found.of
        if keys > (CHOSEN if chosen else STORY):
            values = {"keys": keys, "most": CHOSEN if chosen else STORY, "target": target}
            yield Finding(target, walk.language, "depth", "deep", values)


def turns_few_pages(walk: Walk) -> Iterator[Finding]:
    """A list of many pages is listened to by nobody."""
    pages: dict[str, int] = {}
    for stop in walk.stops:
        head, _, page = stop.place.rpartition("/")
        if page.isdecimal() and head.partition("/")[0] in LISTS:
            pages[head] = max(pages.get(head, 1), int(page))
    for head, count in pages.items():
        if count > MOST_TURNS:
            yield Finding(head, walk.language, "depth", "list-long", {"count": count, "most": MOST_TURNS})


def enters_every_place(walk: Walk) -> Iterator[Finding]:
    """A prompt that is missing, or one with a place that nobody fills in, leaves callers with an apology."""
    for fault in walk.faults:
        yield Finding(fault.place, fault.language, "words", "broken", {"reason": fault.reason}, blocks=True)


def leads_somewhere(walk: Walk) -> Iterator[Finding]:
    """Every key and every silence lead to a place that exists; each target is tried once."""
    ways: dict[str, tuple[Stop, str]] = {}
    for stop in walk.stops:
        if stop.place.partition("/")[0] not in KEYLESS:
            for choice in stop.scene.choices:
                ways.setdefault(choice.target, (stop, choice.key))
            ways.setdefault(stop.scene.silence, (stop, ""))
    for target, (stop, key) in ways.items():
        if not _exists(stop, target):
            code = "lost-key" if key else "lost-silence"
            yield Finding(
                stop.place, walk.language, "ways", code, {"key": key, "target": target}, blocks=True
            )


WALK_RULES: tuple[WalkRule, ...] = (
    rewards_silence, keeps_stories_near, turns_few_pages, enters_every_place, leads_somewhere,
)  # fmt: skip


def count_keys(stops: tuple[Stop, ...]) -> Mapping[str, int]:
    """The fewest keys to each target from the lobby, for somebody new."""
    menus = {
        stop.place: stop.scene for stop in reversed(stops) if stop.visit.newcomer and not stop.visit.wrong
    }
    keys, waiting = {"lobby": 0}, deque(["lobby"])
    while waiting:
        place = waiting.popleft()
        scene = menus.get(place)
        for choice in scene.choices if scene else ():
            cost = keys[place] + (not _turns(place, choice.target))
            if cost < keys.get(choice.target, cost + 1):
                keys[choice.target] = cost
                waiting.append(choice.target)
    return keys


def _turns(place: str, target: str) -> bool:
    """Whether a choice only turns the page of a list."""
    here, there = parse(place), parse(target)
    return bool(here and there and here.head == there.head and here.head in LISTS)


def _exists(stop: Stop, target: str) -> bool:
    """Whether a target is a place or deed of ours that does not end among the lost."""
    found = parse(target)
    if found is None or found.head not in {*ACTS, *ENTERS}:
        return False
    if found.head in MET_LATER or target == LOST.text:
        return True
    place = try_acting(target, stop.visit)
    scene = place if isinstance(place, Fault) else try_entering(place, stop.visit)
    return isinstance(scene, Fault) or not _is_lost(stop, scene)


def _is_lost(stop: Stop, scene: Scene) -> bool:
    words = stop.visit.catalogue.prompt(stop.language, "lobby.lost").text
    return bool(scene.says) and scene.says[0].text == words
