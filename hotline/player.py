"""Keys while a recording plays: ten seconds back, a pause, from the start, and where each other key leads."""

from __future__ import annotations

from dataclasses import dataclass

from content.timing import start_before
from hotline.trail import Trail
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


def press(scene: Scene, key: str, trail: Trail, now: int) -> Move:
    """What a key does while the scene's recording plays, or waits."""
    if trail.p:
        return _resume(scene, key, trail, now)
    position = find_position(scene, trail, now)
    if key == BACK_KEY:
        return Move(at(scene, position - BACK_SECONDS), trail.after_key(now))
    if key == PAUSE_KEY:
        return Move(scene.place, trail.after_key(now).paused(int(position)), position)
    target = scene.target(key)
    if target is not None:
        return Move(target, trail.after_key(now), None if key == AGAIN_KEY else position)
    if key == AGAIN_KEY:
        return Move(at(scene, 0), trail.after_key(now))
    return Move(at(scene, position - WRONG_SECONDS), trail.after_wrong_key(now))


def find_position(scene: Scene, trail: Trail, now: int) -> float:
    """The second of the recording that is heard now."""
    elapsed = max(0, now - trail.t) if trail.t else 0
    return min(float(start_before(scene.start) + elapsed), scene.length)


def at(scene: Scene, position: float) -> str:
    """The place of the same recording at the last fifth second before a position."""
    last = max(0.0, scene.length - 1)
    second = start_before(min(max(0.0, position), last))
    place = parse(scene.place)
    return write("item", scene.number, second, of=place.of if place else "")


def _resume(scene: Scene, key: str, trail: Trail, now: int) -> Move:
    """Any key goes on where it paused; back and a person stay what they are everywhere."""
    target = scene.target(key) if key in EVERYWHERE else None
    return Move(target or at(scene, trail.p - 1), trail.after_key(now))
