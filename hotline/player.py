"""Keys while a recording plays: ten seconds back, a pause, slower, from the start, and where each other key leads."""

from __future__ import annotations

from dataclasses import dataclass

from content.pauses import ordinary_at, slow_at
from hotline.trail import TENTHS, Trail
from scenes.items import PACES
from scenes.places import parse, write
from scenes.scene import Scene

BACK_KEY, PAUSE_KEY, AGAIN_KEY = "7", "5", "9"
EVERYWHERE = frozenset({"0", "*"})
BACK_SECONDS = 10
WRONG_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Move:
    """Where a key leads; `left_at` is the second at which it ends a recording, None where nothing is left."""

    target: str
    trail: Trail
    left_at: float | None = None


def press(scene: Scene, key: str, trail: Trail, now: float) -> Move:
    """What a key does while the scene's recording plays, or waits."""
    if trail.p:
        return _resume(scene, key, trail, now)
    position, after = find_position(scene, trail, now), trail.after_key(int(now))
    if key == BACK_KEY:
        return Move(at(scene, position - BACK_SECONDS), after)
    if key == PAUSE_KEY:
        return Move(scene.place, after.paused(int(position)), position)
    target = scene.target(key)
    if target is not None and changes_pace(target):
        return Move(at(scene, position, target.partition("/")[0]), after.repaced())
    if target is not None:
        return Move(target, after, None if key == AGAIN_KEY else position)
    return Move(at(scene, position - WRONG_SECONDS), trail.after_wrong_key(int(now)))


def changes_pace(target: str) -> bool:
    """Whether a target goes on at another pace."""
    return target.partition("/")[0].partition("~")[0] in PACES


def find_position(scene: Scene, trail: Trail, now: float) -> float:
    """The second of the ordinary recording that is heard now, also where it goes slowly."""
    elapsed = max(0.0, now - trail.t / TENTHS) if trail.t else 0.0
    heard = slow_at(scene.pauses, scene.start) + elapsed
    return min(ordinary_at(scene.pauses, heard), scene.length)


def at(scene: Scene, position: float, head: str = "item") -> str:
    """The place (or the deed `head`) of the same recording at the whole second before a position."""
    last = max(0.0, scene.length - 1)
    second = int(min(max(0.0, position), last))
    place = parse(scene.place)
    return write(head, scene.number, second, of=place.of if place else "")


def _resume(scene: Scene, key: str, trail: Trail, now: float) -> Move:
    """Any key goes on where it paused; back and a person stay what they are everywhere."""
    target = scene.target(key) if key in EVERYWHERE else None
    return Move(target or at(scene, trail.p - 1), trail.after_key(int(now)))
