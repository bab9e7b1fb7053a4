"""Help, what we keep about a visitor and why, and having it deleted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scenes.durations import say_days
from scenes.menu import is_chat, offer, option, shows
from scenes.places import Place
from scenes.sayings import prompt
from scenes.scene import Choice, Scene
from scenes.visit import Visit
from visitors import privacy


def enter(_: Place, visit: Visit) -> Scene:
    """The keys, slowly; any of them leads on to the lobby."""
    options = [option(visit, "1", "privacy", "help.privacy"), option(visit, "2", "lobby", "help.lobby")]
    others = tuple(Choice(key, "lobby") for key in "345678")
    says = (prompt(visit, "help.say"),)
    return offer(
        visit, "help", (*options, *others), says=says, onward="lobby", shows=shows(visit, "help.chat")
    )


def enter_privacy(_: Place, visit: Visit) -> Scene:
    """What is kept, why and until when, in plain words; the days are those that the museum has set."""
    options = (
        option(visit, "1", "forget", "privacy.forget"),
        option(visit, "2", "lobby", "help.lobby"),
        option(visit, "3", "mydata", "privacy.mine"),
    )
    kept = visit.recall.periods
    names = {
        name: say_days(visit.language, getattr(kept, name)) for name in ("visitors", "answered", "unanswered")
    }
    says = (prompt(visit, "privacy.chat" if is_chat(visit) else "privacy.say", **names),)
    return offer(visit, "privacy", options, says=says, onward="lobby")


def enter_forget(_: Place, visit: Visit) -> Scene:
    """Deleting costs something, so it is confirmed."""
    options = (option(visit, "1", "forget/yes", "forget.yes"), option(visit, "2", "lobby", "forget.no"))
    return offer(visit, "forget", options, says=(prompt(visit, "forget.say"),), onward="lobby")


def enter_stop(_: Place, visit: Visit) -> Scene:
    """Nothing is sent unasked, so there is nothing to stop; somebody may still want to be forgotten."""
    options = (option(visit, "1", "forget", "privacy.forget"), option(visit, "2", "lobby", "help.lobby"))
    return offer(visit, "stop", options, says=(prompt(visit, "stop.say"),), onward="lobby")


def enter_sorry(_: Place, visit: Visit) -> Scene:
    """After a fault of ours."""
    return offer(
        visit, "sorry", (option(visit, "1", "lobby", "sorry.lobby"),), says=(prompt(visit, "sorry.say"),)
    )


def forget(session: Session, place: Place, visit: Visit) -> str:
    """`forget/yes` deletes everything about the visitor; `forget` alone only asks."""
    if place.parts != ("yes",):
        return "forget"
    if visit.visitor:
        privacy.forget(session, visit.visitor.id, visit.now)
    return "lobby/forgotten"
