"""Text messages to the line: who wants none gets none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from addresses.keys import KeyRing
from hotline.callers import find_address
from outbox import stops
from outbox.tables import Way

# Twilio's default words for opting out; the carrier has answered them already (error 21610 on a reply).
STOP_WORDS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "arret", "arrêt", "baja", "alto"}
)
AGAIN_WORDS = frozenset({"start", "unstop", "reprendre", "alta"})


class Wish(StrEnum):
    """What somebody wants of our messages."""

    NONE = "none"
    AGAIN = "again"


def wants_none(form: Mapping[str, str]) -> bool:
    """Whether a message asks for no answer: the carrier has given one."""
    return bool(form.get("OptOutType")) or _read_word(form) in STOP_WORDS


def read_wish(form: Mapping[str, str]) -> Wish | None:
    """Whether somebody wants no messages from now on, or wants them again."""
    kind, word = form.get("OptOutType", "").upper(), _read_word(form)
    if kind == "STOP" or (not kind and word in STOP_WORDS):
        return Wish.NONE
    return Wish.AGAIN if kind == "START" or (not kind and word in AGAIN_WORDS) else None


def note_wish(session: Session, form: Mapping[str, str], keys: KeyRing | None, now: datetime) -> None:
    """Write no more texts to this number, or write them again; known by its keyed hash alone."""
    address, wish = find_address(form.get("From", "")), read_wish(form)
    if address is None or keys is None:
        return
    if wish == Wish.AGAIN:
        stops.resume(session, keys.hashes(address), Way.SMS)
    elif wish == Wish.NONE:
        stops.stop(session, keys.hashes(address), Way.SMS, now)


def _read_word(form: Mapping[str, str]) -> str:
    return form.get("Body", "").strip(" .!\n\t").casefold()
