"""What the carrier tells of a call or a text of ours, in its form, as the outbox understands it."""

from __future__ import annotations

from collections.abc import Mapping

from outbox.outcomes import News, Outcome

CALLS = {
    "completed": Outcome.COMPLETED, "busy": Outcome.BUSY, "no-answer": Outcome.NO_ANSWER,
    "failed": Outcome.UNPLACED, "canceled": Outcome.UNPLACED,
}  # fmt: skip
TEXTS = {"delivered": Outcome.DELIVERED, "undelivered": Outcome.UNPLACED, "failed": Outcome.UNPLACED}
OPTED_OUT = "21610"  # Twilio: attempt to send to unsubscribed recipient


def read_call(delivery: int, number: int, form: Mapping[str, str]) -> News:
    """News of a call: how far it is, and who lifted."""
    outcome = CALLS.get(form.get("CallStatus", ""))
    minutes = form.get("Duration", "")
    return News(
        delivery, number, form.get("CallSid", ""), outcome, form.get("AnsweredBy", ""),
        int(minutes) if minutes.isascii() and minutes.isdecimal() and len(minutes) < 4 else 0,
    )  # fmt: skip


def read_detection(delivery: int, number: int, form: Mapping[str, str]) -> News:
    """Who lifted: told apart from the rest, and sometimes after it."""
    return News(delivery, number, form.get("CallSid", ""), None, form.get("AnsweredBy", ""))


def read_text(delivery: int, number: int, form: Mapping[str, str]) -> News:
    """News of a text message."""
    outcome = TEXTS.get(form.get("MessageStatus", ""))
    if outcome == Outcome.UNPLACED and form.get("ErrorCode") == OPTED_OUT:
        outcome = Outcome.STOPPED
    return News(delivery, number, form.get("MessageSid", ""), outcome)
