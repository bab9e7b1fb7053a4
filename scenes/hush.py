"""The only silence that ends a call: nobody has pressed a key for 45 minutes, and nobody answers twice."""

from __future__ import annotations

from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Choice, Scene
from scenes.visit import Visit
from visitors.people import Channel

QUIET = 45 * 60
BUSY = frozenset({"ask", "message", "record", "name", "person", "hush", "goodbye", "continue"})


def is_due(place: Place, visit: Visit) -> bool:
    """Whether to ask if somebody is still there: only between items, never while one plays or speaks."""
    if visit.channel != Channel.PHONE or visit.quiet < QUIET or place.head in BUSY:
        return False
    return not (place.head == "item" and len(place.parts) > 1)


def before(place: Place) -> Place:
    """The hush before a place, to which any key leads."""
    wanted = write("hush", place.head, *place.parts, of=place.of)
    return Place("hush", (place.head, *place.parts), place.of if "~" in wanted else "")


def enter(place: Place, visit: Visit) -> Scene:
    """Any key, or a word, leads on to where the visit was going; silence asks once more, then says goodbye."""
    onward = write(place.parts[0], *place.parts[1:], of=place.of) if place.parts else "lobby"
    keys = tuple(Choice(key, "person" if key == "0" else onward) for key in "1234567890*#")
    says = (prompt(visit, "hush.again" if visit.silences else "hush.say"),)
    silence = "goodbye" if visit.silences else place.text
    return Scene(place.text, visit.language, says, keys, silence=silence)


def say_goodbye(_: Place, visit: Visit) -> Scene:
    """A kind end; the line can be rung again at any time."""
    return Scene(
        "goodbye", visit.language, (prompt(visit, "hush.goodbye"),), (Choice("*", "lobby"),), ends=True
    )
