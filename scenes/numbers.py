"""Numbers typed on the keys: items from the card, tickets, and what to say to the others."""

from __future__ import annotations

from scenes.menu import offer, option, person_last, shows, universal
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Listens, Scene
from scenes.visit import Visit
from visitors.consents import CODE_DIGITS
from visitors.people import Channel
from visitors.requests import TICKET_DIGITS, RequestState

MOST_GUESSES = 5
ITEM_DIGITS = (3, 4)
UNKNOWN, OVER = "number/unknown", "number/over"


def enter(place: Place, visit: Visit) -> Scene:
    """Listen for a number; after five wrong ones in a call no more are taken."""
    if place.text == OVER or is_over(visit):
        return offer(
            visit, OVER, (option(visit, "1", "today", "number.today"),), says=(prompt(visit, "number.over"),)
        )
    key = "number.unknown" if place.text == UNKNOWN and not visit.silences else "number.say"
    says = (prompt(visit, "number.again" if visit.silences else key),)
    silence = "today" if visit.silences else "number"
    keys = tuple(choice for choice in universal(visit, "number", "lobby", "today") if choice.key != "#")
    unknown = ("number.unknown_chat",) if key == "number.unknown" else ()
    return Scene(
        "number", visit.language, says, keys, person_last(visit), listens=Listens.NUMBER, silence=silence,
        wait=visit.line.wait, shows=shows(visit, *unknown, "number.chat"),
    )  # fmt: skip


def look_up(digits: str, visit: Visit, place: str) -> str:
    """The place or deed that digits mean."""
    if place == "callme":
        return "callme/typed"
    if is_over(visit):
        return OVER
    return _find(digits, visit) or (UNKNOWN if visit.guesses + 1 < MOST_GUESSES else OVER)


def is_over(visit: Visit) -> bool:
    """Whether this call has guessed enough; in the chat one finds only one's own tickets, so nobody counts."""
    return visit.guesses >= MOST_GUESSES and visit.channel == Channel.PHONE


def _find(digits: str, visit: Visit) -> str | None:
    """The item, ticket or withdrawal code; digits of every script are read, and none of our numbers begins with 0."""
    number = str(int(digits)) if digits.isdecimal() and len(digits) <= CODE_DIGITS else ""
    if not number or len(number) != len(digits):
        return None
    if len(number) in ITEM_DIGITS and int(number) in visit.catalogue.items:
        return write("item", number)
    if len(number) == CODE_DIGITS:
        return _find_code(number, visit)
    return _find_ticket(number, visit) if len(number) == TICKET_DIGITS else None


def _find_code(digits: str, visit: Visit) -> str | None:
    """Whoever knows the code; in the chat, where no call ends, somebody else's is tried where tries are counted."""
    consent = visit.recall.code(digits)
    found = visit.recall.consent(consent, visit.now) if consent is not None else None
    if visit.channel == Channel.CHAT and not (found and found.mine):
        return write("redeem", digits)
    return write("withdraw", found.id) if found else None


def _find_ticket(digits: str, visit: Visit) -> str | None:
    kept = visit.load_ticket(digits)
    if kept is None or kept.state == RequestState.THROWN:
        return None
    return write("ticket", kept.id) if kept.mine or visit.channel == Channel.PHONE else None
