"""Give me what you have: told in numbers, and in the chat brought as a file."""

from __future__ import annotations

from scenes.durations import say_days, say_number
from scenes.menu import is_chat, offer, option
from scenes.places import Place
from scenes.sayings import prompt
from scenes.scene import Choice, Saying, Scene
from scenes.times import say_past
from scenes.visit import Visit
from visitors.portraits import Portrait

FILE = "mydata/file"


def enter(place: Place, visit: Visit) -> Scene:
    """What is kept of this visitor. On the telephone a person sends the file, or reads it out."""
    portrait = visit.recall.own()
    if portrait is None or visit.visitor is None:
        return offer(
            visit, "mydata", _lead_on(visit), says=(prompt(visit, "mydata.nothing"),), onward="lobby"
        )
    if place.text == FILE and is_chat(visit):
        says = (prompt(visit, "mydata.here"),)
        return offer(visit, FILE, _lead_on(visit), says=says, onward="lobby", papers=visit.visitor.id)
    return offer(visit, "mydata", _choose(visit), says=_tell(visit, portrait), onward="lobby")


def _tell(visit: Visit, portrait: Portrait) -> tuple[Saying, ...]:
    counted = {name: getattr(portrait, name) for name in ("heard", "sent", "stories")}
    names = {name: say_number(count, visit.language) for name, count in counted.items()}
    since = say_past(visit, portrait.since.astimezone(visit.now.tzinfo).date())
    end = say_days(visit.language, visit.recall.periods.visitors)
    says = [prompt(visit, "mydata.chat" if is_chat(visit) else "mydata.say", since=since, end=end, **names)]
    if portrait.has_address:
        says.append(prompt(visit, "mydata.address"))
    if not is_chat(visit):
        says.append(prompt(visit, "mydata.person"))
    return tuple(says)


def _choose(visit: Visit) -> tuple[Choice, ...]:
    file = (option(visit, "3", FILE, "mydata.file"),) if is_chat(visit) else ()
    return (*_lead_on(visit), *file)


def _lead_on(visit: Visit) -> tuple[Choice, ...]:
    return (
        option(visit, "1", "forget", "privacy.forget"),
        option(visit, "2", "lobby", "help.lobby"),
    )
