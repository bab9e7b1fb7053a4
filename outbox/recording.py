"""What the carrier answered, written down; a worker that comes late with it changes nothing that has gone on since."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outbox import pacing, stops
from outbox.carrier import DeliveryFailed, Errand, Receipt
from outbox.outcomes import LOOK_AGAIN, Outcome, close, find_attempt, name_attempt
from outbox.post import Post
from outbox.tables import AttemptRow, DeliveryRow, Reason, State

BACK_OFF = (30, 120, 600, 1800, 3600)  # seconds before another try; the last is repeated
ASK_AFTER = timedelta(seconds=30)  # a carrier's list may be a little behind
UNDECIDED = (State.SENDING, State.OWED, State.CLAIMED)


def record(session: Session, post: Post, errand: Errand, receipt: Receipt, now: datetime) -> None:
    """The carrier took it: whoever was about to send it once more need not."""
    row = session.get(DeliveryRow, errand.delivery, with_for_update=True, populate_existing=True)
    attempt = find_attempt(session, errand.delivery, errand.number)
    if row is None or attempt is None:
        return
    if receipt.carrier_id and attempt.carrier_id is None:
        name_attempt(session, attempt, receipt.carrier_id)
    if (
        row.tries != errand.number
        or row.state not in UNDECIDED
        or attempt.outcome not in {None, Outcome.LOST}
    ):
        return
    attempt.outcome = None
    if receipt.final:
        attempt.outcome, attempt.ended_at = Outcome.DELIVERED, now
        post.settle(session, close(session, row, State.SENT, None, now), now)
    else:
        row.state, row.reason, row.next_try = State.SENT, None, now + LOOK_AGAIN


def fail(session: Session, post: Post, errand: Errand, error: DeliveryFailed, now: datetime) -> None:
    """The carrier did not take it, or nobody can tell: then it stays as it is, and the carrier is asked soon."""
    row = session.get(DeliveryRow, errand.delivery, with_for_update=True, populate_existing=True)
    attempt = find_attempt(session, errand.delivery, errand.number)
    if error.wait and row is not None:
        pacing.hold(session, post.carriers[row.channel].pace.name, now + timedelta(seconds=error.wait))
    if row is None or attempt is None or (row.state, row.tries) != (State.SENDING, errand.number):
        return
    if error.unsure:
        row.next_try = now + ASK_AFTER
        return
    attempt.outcome, attempt.ended_at, attempt.cents = Outcome.REFUSED, now, 0
    if error.reason == Reason.STOPPED:
        stops.stop(session, post.keys.hashes(errand.address), row.channel, now)
    pause = timedelta(seconds=error.wait or _find_pause(session, row))
    if error.permanent or now + pause > row.not_after:
        post.settle(session, close(session, row, State.FAILED, error.reason, now), now)
    else:
        row.state, row.reason, row.next_try = State.OWED, error.reason, now + pause


def _find_pause(session: Session, row: DeliveryRow) -> int:
    refused = (AttemptRow.delivery_id == row.id, AttemptRow.outcome == Outcome.REFUSED)
    count = session.scalar(select(func.count()).where(*refused)) or 0
    return BACK_OFF[min(max(count - 1, 0), len(BACK_OFF) - 1)]
