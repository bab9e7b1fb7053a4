"""The code by which somebody takes their story back, and taking it back."""

from __future__ import annotations

from hmac import compare_digest

from sqlalchemy.orm import Session

from db.sealed import sign
from scenes import telling
from scenes.digits import say_ticket
from scenes.menu import is_chat, offer, option, shows
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Scene
from scenes.times import say_past
from scenes.visit import Visit
from staff import links
from visitors import consents, contributions
from visitors.memory import KeptConsent

YES, DONE = "yes", "withdraw/done"
MARK_SIGNS = 64  # as many as the table of tries holds


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
    here = write("withdraw", *(part for part in place.parts if part != YES))
    options = (
        option(visit, "1", f"{here}/{YES}", "withdraw.yes"),
        option(visit, "2", "lobby", "withdraw.no"),
    )
    told = say_past(visit, found.agreed_at.astimezone(visit.now.tzinfo).date())
    says = (prompt(visit, "withdraw.say", day=told),)
    return offer(visit, here, options, says=says, onward="lobby")


def withdraw(session: Session, place: Place, visit: Visit) -> str:
    """`withdraw/<id>/yes` takes it off the line and out of the house; without the last word it only asks."""
    if place.parts[-1:] != (YES,):
        return place.text
    found = find(place, visit)
    if found is None:
        return "lobby/lost"
    contributions.withdraw(session, found.id, visit.now)
    return DONE


def redeem(session: Session, place: Place, visit: Visit) -> str:
    """`redeem/<code>`, never stood at, is a code in the chat that is nobody's there: whoever has forgotten all with us,
    or told it by telephone, has nothing but the code. Five tries in ten minutes; to be forgotten gives no new ones."""
    if visit.visitor is None or not is_chat(visit):
        return "lobby/lost"
    mark = sign(session, f"code:{visit.visitor.key}")[0][:MARK_SIGNS]
    if not links.may_try(session, mark, visit.now):
        return "number/over"
    found = consents.find_code(session, "".join(place.parts))
    return write("withdraw", found.id, consents.prove(found)) if found else "number/unknown"


def find(place: Place, visit: Visit) -> KeptConsent | None:
    """The consent at a place, reached by its code; in the chat, where buttons can be forged, with a proof of that, or
    one's own."""
    found = visit.recall.consent(place.number() or 0, visit.now)
    if found is None or found.mine or not is_chat(visit):
        return found
    shown = place.parts[1] if len(place.parts) > 1 else ""
    return found if found.proof and compare_digest(shown, found.proof) else None
