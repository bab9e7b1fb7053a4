"""Text messages to the line: who wants none gets none."""

from __future__ import annotations

from collections.abc import Mapping

# Twilio's default words for opting out; the carrier has answered them already (error 21610 on a reply).
STOP_WORDS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "arret", "arrêt", "baja", "alto"}
)


def wants_none(form: Mapping[str, str]) -> bool:
    """Whether a message asks for no more messages."""
    word = form.get("Body", "").strip(" .!\n\t").casefold()
    return bool(form.get("OptOutType")) or word in STOP_WORDS
