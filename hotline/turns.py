"""One turn of a call: what is heard next, and the trails that a key and a silence will bring back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from content.silence import AFTER_KEY
from content.timing import sentence_seconds
from hotline import player
from hotline.player import Move
from hotline.trail import TENTHS, Trail
from scenes import visiting
from scenes.sayings import prompt
from scenes.scene import Listens, Saying, Scene
from scenes.visit import Visit

PAUSE_SECONDS = 60
LONE_KEYS = frozenset({"0", "9"})
WRONG_GUESSES = frozenset({"number/unknown", "number/over"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What is heard next, and the trails for a key and for silence; no scene once the call is over."""

    scene: Scene | None
    visit: Visit
    here: Trail
    silent: Trail
    after_key: bool = False


def take_turn(scene: Scene, visit: Visit, trail: Trail, now: datetime, *, after_key: bool = False) -> Turn:
    """The turn of a scene; while it plays, the trail says when its recording began."""
    begins = int((now.timestamp() + find_lead(scene, after_key=after_key)) * TENTHS) if scene.number else 0
    here = trail
    if (visit.language, visit.pace, begins) != (trail.lang, trail.pace, trail.t):
        here = replace(trail, lang=visit.language, pace=visit.pace, t=begins)
    return Turn(scene, visit, here, here.after_silence(stays=scene.silence == scene.place), after_key)


def pause(scene: Scene, visit: Visit, trail: Trail, *, after_key: bool = False) -> Turn:
    """Quiet until any key, told once: the document asks for itself again each minute."""
    says = (prompt(visit, "keys.paused"),) if after_key else ()
    quiet = Scene(scene.place, scene.language, says, silence=scene.place, wait=PAUSE_SECONDS)
    here = replace(trail, lang=visit.language, pace=visit.pace)
    return Turn(quiet, visit, here, here, after_key)


def choose(scene: Scene, digits: str, trail: Trail, visit: Visit, now: float) -> Move:
    """Where what was pressed leads."""
    if scene.number:
        return player.press(scene, digits[:1], trail, now)
    if scene.listens == Listens.NUMBER:
        return _dial_number(scene, digits, trail, visit, int(now))
    target = scene.target(digits[:1])
    if target is None:
        return Move(scene.place, trail.after_wrong_key(int(now)))
    after = trail.after_key(int(now))
    return Move(target, after.repaced() if player.changes_pace(target) else after)


def _dial_number(scene: Scene, digits: str, trail: Trail, visit: Visit, now: int) -> Move:
    """A star anywhere, or 0 or 9 alone, is the key; all else is looked up, and wrong guesses are counted."""
    key = "*" if "*" in digits else digits if digits in LONE_KEYS else ""
    target = scene.target(key) if key else None
    if target is not None:
        return Move(target, trail.after_key(now))
    target = visiting.look_up(digits, visit, scene.place)
    guesses = trail.guesses + (target in WRONG_GUESSES)
    return Move(target, replace(trail.after_key(now), guesses=guesses))


def find_lead(scene: Scene, *, after_key: bool) -> float:
    """Seconds until the recording begins: the time for the handset, and a word about a wrong key or the pace."""
    breath = AFTER_KEY / 1000 if after_key else 0.0
    return breath + sum(_find_length(saying) for saying in scene.says[: scene.before])


def _find_length(saying: Saying) -> float:
    return saying.sound.seconds if saying.sound else sentence_seconds(saying.text)
