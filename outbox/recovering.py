"""What was cut off between sending and recording, and of what a carrier has told nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from outbox import claims
from outbox.carrier import Errand, Receipt
from outbox.claims import Claim
from outbox.contents import Letter, NotYet
from outbox.outcomes import LOOK_AGAIN, Outcome, close, end_attempt, find_attempt
from outbox.post import Post
from outbox.preparing import make_errand, read_address
from outbox.recording import record
from outbox.tables import DeliveryRow, Reason, State, Way

PATIENCE = timedelta(days=1)
MOST_DOUBTS = 2  # a text arrives twice at worst


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What to ask the carrier about: a try by its name there, or by address and time."""

    errand: Errand | None
    carrier_id: str | None
    began_at: datetime


def list_inquiry(session: Session, post: Post, claim: Claim) -> Inquiry:
    """What is known of the try that a claim is about."""
    row = session.get_one(DeliveryRow, claim.id)
    attempt = find_attempt(session, row.id, row.tries)
    address = read_address(post, row)
    if attempt is None or address is None:
        return Inquiry(None, None, row.made_at)
    errand = make_errand(post, row, address, _read_letter(session, post, row), attempt.began_at)
    taken = claims.list_taken(session, attempt.began_at)
    return Inquiry(replace(errand, taken=taken), attempt.carrier_id, attempt.began_at)


def _read_letter(session: Session, post: Post, row: DeliveryRow) -> Letter:
    """Its words, where they are still wanted: some carriers know a message again by them."""
    try:
        return post.contents.letter(session, row.subject, row.subject_id) or Letter()
    except NotYet:
        return Letter()


def settle_doubt(
    session: Session, post: Post, claim: Claim, inquiry: Inquiry, found: Receipt | None, now: datetime
) -> None:
    """It was cut off while it left. Found at the carrier: it is on its way. Else a telephone never rings again for it,
    and a text is sent once more."""
    if not claims.change(session, claim, {"state": claim.state}):
        return
    if found is not None and inquiry.errand is not None:
        record(session, post, inquiry.errand, found, now)
        return
    row = session.get_one(DeliveryRow, claim.id, populate_existing=True)
    attempt = find_attempt(session, row.id, row.tries)
    row.doubts += 1
    if attempt is not None:
        attempt.outcome = Outcome.LOST
    if row.channel == Way.CALL or row.doubts >= MOST_DOUBTS:
        post.settle(session, close(session, row, State.FAILED, Reason.UNKNOWN, now), now)
    else:
        row.state, row.reason, row.next_try = State.OWED, Reason.UNKNOWN, now


def settle_silence(
    session: Session, post: Post, claim: Claim, inquiry: Inquiry, outcome: Outcome | None, now: datetime
) -> None:
    """The carrier was asked how it ended. Under way still: later again; after a day we ask no more."""
    if not claims.change(session, claim, {"next_try": now + LOOK_AGAIN}):
        return
    row = session.get_one(DeliveryRow, claim.id, populate_existing=True)
    attempt = find_attempt(session, row.id, row.tries)
    if attempt is not None and outcome is not None:
        post.settle(session, end_attempt(session, row, attempt, outcome, now), now)
    elif now - inquiry.began_at > PATIENCE:
        is_call = row.channel == Way.CALL
        state, reason = (State.FAILED, Reason.UNKNOWN) if is_call else (State.SENT, None)
        post.settle(session, close(session, row, state, reason, now), now)


def give_up(session: Session, post: Post, claim: Claim, inquiry: Inquiry, now: datetime) -> None:
    """The carrier does not answer our question: for a day we repeat it."""
    if now - inquiry.began_at <= PATIENCE:
        return
    if claim.state == State.SENDING:
        settle_doubt(session, post, claim, inquiry, None, now)
    else:
        settle_silence(session, post, claim, inquiry, None, now)
