"""One question a visit, after the second item: a key answers it, silence skips it, and only counts are kept."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy.orm import Session

from scenes import counting
from scenes.menu import is_chat, offer, option
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import PLACE_BYTES, Scene
from scenes.visit import Visit
from visitors import calls, surveys
from visitors.tallies import What

ANSWERS = {"1": "yes", "2": "some", "3": "no"}
ASKED = "asked"


def divert(session: Session, visit: Visit, onward: str) -> str:
    """The question, where the second item of this visit was just heard, on the way to `onward`; else `onward`."""
    began_at = _find_beginning(session, visit)
    place = f"survey/{onward}"
    if visit.visitor is None or began_at is None or len(place) > PLACE_BYTES - len("rate/1"):
        return onward
    if not surveys.is_due(session, visit.visitor.id, began_at):
        return onward
    surveys.ask(session, visit.visitor.id, visit.now)
    counting.count(session, visit, What.SURVEY, ASKED)
    return place


def enter(place: Place, visit: Visit) -> Scene | None:
    """Three answers; whatever is done, the visit goes on where it was going."""
    onward = read_onward(place.parts, place.of)
    options = tuple(
        option(visit, key, write("rate", key, *place.parts, of=place.of), f"survey.{name}")
        for key, name in ANSWERS.items()
    )
    if not onward:
        return None
    says, wait = (prompt(visit, "survey.say"),), () if is_chat(visit) else (prompt(visit, "survey.wait"),)
    return offer(visit, place.text, options, says=says, onward=onward, afterwards=wait)


def rate(session: Session, place: Place, visit: Visit) -> str:
    """`rate/<answer>/<place>` counts the answer, once, and goes on."""
    onward = read_onward(place.parts[1:], place.of)
    is_new = visit.visitor is not None and place.parts[:1] and place.parts[0] in ANSWERS
    if is_new and visit.visitor is not None and surveys.answer(session, visit.visitor.id):
        counting.count(session, visit, What.SURVEY, place.parts[0])
    return onward or "lobby/lost"


def read_onward(parts: tuple[str, ...], of: str) -> str:
    """Where the visit was going."""
    return write(parts[0], *parts[1:], of=of) if parts else ""


def _find_beginning(session: Session, visit: Visit) -> datetime | None:
    """When this visit began: with the call, in the chat with the day."""
    if is_chat(visit) or visit.visitor is None:
        return datetime.combine(visit.now, time(), visit.now.tzinfo)
    call = calls.find_open(session, visit.visitor.id)
    return call.began_at if call else None
