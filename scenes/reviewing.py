"""What was said, heard back before it is sent: one moment until its sound is there, then send, again, or away."""

from __future__ import annotations

from scenes import telling, withdrawing
from scenes.asking import enter_sent, find
from scenes.menu import is_chat, offer, option, shows, universal
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Choice, Saying, Scene
from scenes.visit import Visit
from visitors.memory import Kept
from visitors.requests import RequestKind, RequestState, SoundState

MOMENT, MOST_MOMENTS = 3, 3  # seconds, and how often: a carrier has a recording ready within ten
UNHEARD = "unheard"
WAITS = frozenset({RequestState.DRAFT, RequestState.UNCONFIRMED})


def enter(place: Place, visit: Visit) -> Scene | None:
    """What was said is there: send it, say it again, or throw it away. On the telephone it is heard first."""
    kept = find(place, visit)
    if kept is None or kept.state == RequestState.THROWN:
        return None
    if kept.state != RequestState.DRAFT:
        return _lead_on(kept, visit)
    if is_chat(visit) or kept.sound == SoundState.NONE or place.parts[1:] == (UNHEARD,):
        return _offer(visit, kept, place.text, (prompt(visit, "review.say"),))
    if kept.sound == SoundState.OWED:
        return _wait(visit, kept, 1)
    voice = Saying("", kept.language, private=f"request/{kept.id}")
    heard = (
        (prompt(visit, "review.this"), voice)
        if kept.sound == SoundState.KEPT
        else (prompt(visit, "review.say"),)
    )
    return _offer(visit, kept, write("review", kept.id), heard)


def enter_moment(place: Place, visit: Visit) -> Scene | None:
    """`moment/<id>/<n>`: the sound is still with the carrier, or has come by now."""
    kept, count = find(place, visit), place.number(1) or 1
    if kept is None or kept.state != RequestState.DRAFT or kept.sound != SoundState.OWED:
        return enter(Place("review", place.parts[:1]), visit)
    return _wait(visit, kept, count)


def _wait(visit: Visit, kept: Kept, count: int) -> Scene:
    """To send it and to say it again work already, but not what would throw it away unheard. Nobody is kept waiting
    for longer than ten seconds."""
    place = write("moment", kept.id, count)
    review = write("review", kept.id, UNHEARD)
    onward = write("moment", kept.id, count + 1) if count < MOST_MOMENTS else review
    says = (prompt(visit, "review.moment" if count == 1 else "review.coming"),)
    keys = [Choice(one.key, one.target) for one in _options(visit, kept) if one.key != "*"]
    others = (*universal(visit, place, "lobby", review), *(Choice(key, review) for key in "345678"))
    return Scene(place, visit.language, says, (*keys, *others), silence=onward, wait=MOMENT)


def _offer(visit: Visit, kept: Kept, place: str, says: tuple[Saying, ...]) -> Scene:
    question = "review.name" if kept.kind == RequestKind.NAME else "review.chat"
    quoted = shows(visit, question, text=kept.text) if kept.text else shows(visit, f"{question}_sound")
    return offer(visit, place, _options(visit, kept), says=says, onward=write("send", kept.id), shows=quoted)


def _options(visit: Visit, kept: Kept) -> tuple[Choice, ...]:
    """Of a name: that it is right, and that there shall be none."""
    send, throw = (
        ("consent.right", "consent.drop")
        if kept.kind == RequestKind.NAME
        else ("review.send", "review.throw")
    )
    return (
        option(visit, "1", write("send", kept.id), send),
        option(visit, "2", write("again", kept.id), "review.again"),
        option(visit, "*", write("throw", kept.id), throw),
    )


def _lead_on(kept: Kept, visit: Visit) -> Scene | None:
    """A repeated step finds it sent; what a hang-up cut off is with us, and says its ticket."""
    if kept.kind == RequestKind.CONTRIBUTION:
        return telling.enter_consent(Place("consent", (str(kept.id),)), visit)
    if kept.kind == RequestKind.NAME:
        return withdrawing.enter_code(Place("code", (str(kept.part_of),)), visit)
    return enter_sent(Place("sent", (str(kept.id),)), visit) if kept.state not in WAITS else None
