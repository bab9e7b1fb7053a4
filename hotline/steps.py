"""What a webhook of a call asks for: a key, a recording, the return from a talk, or nothing at all."""

from __future__ import annotations

from hotline.callers import Call
from hotline.conversation import Conversation
from hotline.takes import Take
from hotline.trail import Trail
from hotline.turns import Turn
from hotline.urls import KEY, RANG, VOICE
from hotline.webhook import Webhook

SPOKEN_KEY = "1"  # any key, for one who answers with a word
TALKED = frozenset({"completed", "answered"})


def take_step(conversation: Conversation, place: str, webhook: Webhook) -> Turn:
    """The next turn. Only what the address says counts: digits of an earlier step may come along."""
    call, trail = Call.read(webhook.form), Trail.read(webhook.args)
    on, form = webhook.args.get("on"), webhook.form
    if on == KEY and (digits := read_key(form)):
        return conversation.press(place, call, trail, digits)
    if on == VOICE:
        return conversation.hear(place, call, trail, Take.read(form), form.get("Digits", ""))
    if on == RANG:
        return conversation.come_back(place, call, trail, talked=has_talked(form))
    return conversation.arrive(place, call, trail)


def read_key(form: dict[str, str]) -> str:
    """What was pressed, or a word where words are listened for; empty for silence."""
    return form.get("Digits") or (SPOKEN_KEY if form.get("SpeechResult") else "")


def has_talked(form: dict[str, str]) -> bool:
    """Whether somebody took the call: one that was lifted and not taken counts as completed, but not as bridged."""
    return form.get("DialCallStatus") in TALKED and form.get("DialBridged", "true") == "true"
