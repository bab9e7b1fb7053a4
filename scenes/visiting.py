"""The door to every scene: entering a place, doing what it costs, and understanding digits and words.

A door follows a target like this: `visit = follow(target, visit)`; where `costs(target)`, inside one transaction,
`target = act(session, target, visit)`; then `enter(target, visit)`. Digits for a scene that listens for a number:
`visit = replace(visit, typed=digits)`, then `look_up(digits, visit, scene.place)` gives the target.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from scenes import answering, hush, items, lobby, numbers, playing, ready, words
from scenes.places import Place, parse
from scenes.registry import ACTS, ENTERS
from scenes.scene import Scene
from scenes.visit import Visit
from visitors import listening
from visitors.requests import RequestKind

MOST_STEPS = 5
SPOKEN = {"message": RequestKind.CALLBACK, "record": RequestKind.CONTRIBUTION, "name": RequestKind.NAME}


def enter(place: str, visit: Visit) -> Scene:
    """The scene at a place. It only reads; a place that is unknown, expired or hand-made leads kindly to the lobby."""
    found = parse(place)
    if found is None or found.head not in ENTERS:
        return lobby.enter(lobby.LOST, visit)
    if hush.is_due(found, visit):
        return hush.enter(hush.before(found), visit)
    scene = ENTERS[found.head]
    return ready.keep(place, visit, lambda: scene(found, visit) or lobby.enter(lobby.LOST, visit))


def welcome(visit: Visit) -> str:
    """The place where a visit begins: an answer that waits, else the lobby."""
    return answering.welcome(visit)


def costs(place: str) -> bool:
    """Whether `act` must be called for this place or deed before it is entered; a menu costs nothing."""
    found = parse(place)
    return found is not None and found.head in ACTS


def act(session: Session, place: str, visit: Visit) -> str:
    """Do what a place or deed costs, once, and give the place it leads to, whose own costs are done as well.

    A repetition changes nothing more. The session's transaction is the caller's."""
    for _ in range(MOST_STEPS):
        found = parse(place)
        if found is None or found.head not in {*ACTS, *ENTERS}:
            return lobby.LOST.text
        following = ACTS[found.head](session, found, _fresh(session, visit)) if found.head in ACTS else place
        if following == place:
            return place
        place = following
    return lobby.LOST.text


def follow(target: str, visit: Visit) -> Visit:
    """The visit after a target was chosen: in another language after `speak/<language>`, at another pace after
    `slow/...` and `even/...`, else the same."""
    found = parse(target)
    if found and found.head in items.PACES:
        return visit.going(items.PACES[found.head])
    code = found.parts[0] if found and found.head == "speak" and found.parts else ""
    return visit.speaking(code) if code in visit.catalogue.languages else visit


def leave(session: Session, place: str, visit: Visit, seconds: float, *, for_good: bool = True) -> None:
    """A recording at `item/<n>/<s>` was left after playing up to second `seconds` of it; not `for_good` by a pause."""
    playing.leave(session, parse(place), visit, seconds, for_good=for_good)


def delay(session: Session, scene: Scene, visit: Visit, seconds: float) -> None:
    """The recording of a scene that was just entered is heard only after so many seconds."""
    playing.delay(session, scene, visit, seconds)


def look_up(digits: str, visit: Visit, place: str = "number") -> str:
    """Where typed digits lead, from a scene that listens for a number. `number/unknown` and `number/over` are answers
    to a wrong one: the door then counts one more of `guesses` for this call."""
    return numbers.look_up(digits, visit, place)


def understand(text: str, scene: Scene, visit: Visit) -> str | None:
    """The target meant by what was written in the chat: a key, a number, a button's words, a known word or command.

    None where it is none of them: then four words or more, outside a question, become a draft (`review/<id>`)."""
    target = words.understand(text, scene, visit)
    return (
        answering.welcome(visit)
        if target == "lobby" and scene.place.partition("/")[0] != "answer"
        else target
    )


def purpose(place: str) -> tuple[RequestKind, int | None]:
    """What is being said at a place that listens for a voice, and what it is about: a question or a message, and the
    item; a contribution and its consent; a name and whose story it belongs to."""
    found = parse(place) or Place("ask")
    return SPOKEN.get(found.head, RequestKind.QUESTION), found.number()


def _fresh(session: Session, visit: Visit) -> Visit:
    """The visit as the transaction sees it: items heard a moment ago count already."""
    visitor = visit.visitor
    return replace(visit, load_heard=lambda: listening.heard(session, visitor.id)) if visitor else visit
