"""The code by which somebody takes their story back, and taking it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scenes import telling
from scenes.digits import say_ticket
from scenes.menu import is_chat, offer, option, shows
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Scene
from scenes.times import say_past
from scenes.visit import Visit
from visitors import contributions
from visitors.memory import KeptConsent

YES, DONE = "yes", "withdraw/done"


def enter_code(place: Place, visit: Visit) -> Scene | None:
    """Thanks, and the withdrawal code: in groups, twice, after a word about a pencil."""
    kept = telling.find(place, visit)
    consent = visit.recall.consent(kept.consent or 0, visit.now) if kept else None
    if kept is None or consent is None or not consent.code:
        return None
    says = (prompt(visit, "withdraw.thanks"), prompt(visit, "withdraw.code", code=say_ticket(consent.code)))
    shown = shows(visit, "withdraw.thanks") + shows(visit, "withdraw.code_chat", code=consent.code)
    options = (option(visit, "1", "today", "withdraw.today"),)
    return offer(visit, write("code", kept.id), options, says=says, shows=shown)


def enter(place: Place, visit: Visit) -> Scene | None:
    """Deleting costs something, so it is confirmed; silence keeps the story."""
    if place.text == DONE:
        on = (option(visit, "1", "today", "withdraw.today"),)
        return offer(visit, DONE, on, says=(prompt(visit, "withdraw.done"),))
    found = find(place, visit)
    if found is None:
        return None
    options = (
        option(visit, "1", write("withdraw", found.id, YES), "withdraw.yes"),
        option(visit, "2", "lobby", "withdraw.no"),
    )
    told = say_past(visit, found.agreed_at.astimezone(visit.now.tzinfo).date())
    says = (prompt(visit, "withdraw.say", day=told),)
    return offer(visit, write("withdraw", found.id), options, says=says, onward="lobby")


def withdraw(session: Session, place: Place, visit: Visit) -> str:
    """`withdraw/<id>/yes` takes it off the line and out of the house; `withdraw/<id>` alone only asks."""
    if place.parts[1:] != (YES,):
        return place.text
    found = find(place, visit)
    if found is None:
        return "lobby/lost"
    contributions.withdraw(session, found.id, visit.now)
    return DONE


def find(place: Place, visit: Visit) -> KeptConsent | None:
    """The consent at a place, reached by its code; in the chat, where buttons can be forged, one's own only."""
    found = visit.recall.consent(place.number() or 0, visit.now)
    return found if found is not None and (found.mine or not is_chat(visit)) else None
