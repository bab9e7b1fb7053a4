"""How tries end, as carriers tell it: late, twice, out of order, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from outbox.deliveries import Delivery, describe, finish
from outbox.tables import AttemptRow, DeliveryRow, Reason, State

LOOK_AGAIN = timedelta(hours=1)  # a carrier that has told nothing by then is asked


class Outcome(StrEnum):
    """The end of a try. COMPLETED is a call that was lifted: whether it was heard, our own note says."""

    HEARD = "heard"
    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    MACHINE = "machine"
    HUNG_UP = "hung-up"
    UNPLACED = "failed"
    DELIVERED = "delivered"
    STOPPED = "stopped"
    REFUSED = "refused"  # the carrier did not take it
    LOST = "lost"  # nobody can tell


# After each of these in turn comes another try; at the end of the row it has failed.
RETRIES: dict[Outcome, tuple[timedelta, ...]] = {
    Outcome.BUSY: (timedelta(minutes=15), timedelta(minutes=45), timedelta(hours=3), timedelta(hours=20)),
    Outcome.NO_ANSWER: (timedelta(hours=2), timedelta(hours=6), timedelta(hours=20)),
    Outcome.MACHINE: (timedelta(hours=22),),
    Outcome.UNPLACED: (timedelta(minutes=30), timedelta(hours=4)),
}
MOST_RINGS = 6
RINGS = tuple(RETRIES)
MACHINES = ("machine", "fax")


@dataclass(frozen=True, slots=True)
class News:
    """What a carrier tells of one try; `outcome` is None while it is under way."""

    delivery: int
    number: int
    carrier_id: str
    outcome: Outcome | None = None
    answered_by: str = ""
    minutes: int = 0


def tell(session: Session, news: News, now: datetime) -> Delivery | None:
    """Note what a carrier tells; the delivery where this ends it. Unknown, repeated and late news change nothing."""
    row = session.get(DeliveryRow, news.delivery, with_for_update=True, populate_existing=True)
    attempt = find_attempt(session, news.delivery, news.number)
    if row is None or attempt is None or not _adopt(session, row, attempt, news.carrier_id, now):
        return None
    if news.answered_by:
        attempt.answered_by = news.answered_by
    if news.minutes > 1 and attempt.ended_at is None:
        attempt.cents *= news.minutes
    if news.outcome is None or attempt.ended_at is not None:
        return None
    return end_attempt(session, row, attempt, news.outcome, now)


def hear(session: Session, delivery: int, number: int, now: datetime) -> None:
    """A person has heard it: that counts at the end of the call, whatever else is told of it."""
    heard = (AttemptRow.delivery_id == delivery, AttemptRow.number == number, AttemptRow.heard_at.is_(None))
    session.execute(update(AttemptRow).where(*heard).values(heard_at=now))


def play(session: Session, delivery: int, number: int, now: datetime) -> None:
    """From now on it is heard, the first time."""
    first = (
        AttemptRow.delivery_id == delivery,
        AttemptRow.number == number,
        AttemptRow.playing_since.is_(None),
    )
    session.execute(update(AttemptRow).where(*first).values(playing_since=now))


def end_attempt(
    session: Session, row: DeliveryRow, attempt: AttemptRow, outcome: Outcome, now: datetime
) -> Delivery | None:
    """A try is over; the delivery where it is over with it."""
    outcome = _judge(attempt, outcome)
    attempt.outcome, attempt.ended_at = outcome, now
    session.flush()
    if outcome == Outcome.HEARD and row.state != State.HEARD:
        return close(session, row, State.HEARD, None, now)
    if row.ended_at is not None or row.tries != attempt.number:
        return None
    if outcome == Outcome.DELIVERED:
        return close(session, row, State.SENT, Reason.DELIVERED, now)
    return _try_again(session, row, outcome, now)


def find_attempt(session: Session, delivery: int, number: int) -> AttemptRow | None:
    """One try."""
    wanted = select(AttemptRow).where(AttemptRow.delivery_id == delivery, AttemptRow.number == number)
    return session.scalars(wanted).first()


def name_attempt(session: Session, attempt: AttemptRow, carrier_id: str) -> None:
    """This is the carrier's name for it; where we had guessed that it was another's, the guess was wrong."""
    wrong = (AttemptRow.carrier_id == carrier_id, AttemptRow.id != attempt.id)
    session.execute(update(AttemptRow).where(*wrong).values(carrier_id=None))
    attempt.carrier_id = carrier_id
    session.flush()


def _adopt(session: Session, row: DeliveryRow, attempt: AttemptRow, carrier_id: str, now: datetime) -> bool:
    """Whether the news are about this try: the first name we hear is its own, also when its receipt was lost."""
    if attempt.carrier_id is None:
        name_attempt(session, attempt, carrier_id)
        if row.state == State.SENDING and row.tries == attempt.number:
            row.state, row.next_try = State.SENT, now + LOOK_AGAIN
    return attempt.carrier_id == carrier_id


def _judge(attempt: AttemptRow, outcome: Outcome) -> Outcome:
    """Of a call that was lifted: heard, talked to a machine, or put down before the end. Detection that is not sure
    (`unknown`) counts as a person."""
    if outcome != Outcome.COMPLETED:
        return outcome
    if attempt.heard_at is not None:
        return Outcome.HEARD
    return Outcome.MACHINE if (attempt.answered_by or "").startswith(MACHINES) else Outcome.HUNG_UP


def _try_again(session: Session, row: DeliveryRow, outcome: Outcome, now: datetime) -> Delivery | None:
    """Another try after a pause, as often as is kind; else it has failed for this reason."""
    made = select(AttemptRow.outcome).where(AttemptRow.delivery_id == row.id, AttemptRow.outcome.in_(RINGS))
    ended = list(session.scalars(made))
    pauses = RETRIES.get(outcome, ())[ended.count(outcome) - 1 :] if outcome in RINGS else ()
    if not pauses or len(ended) >= MOST_RINGS or now + pauses[0] > row.not_after:
        return close(session, row, State.FAILED, Reason(outcome), now)
    row.state, row.reason, row.next_try = State.OWED, Reason(outcome), now + pauses[0]
    return None


def close(session: Session, row: DeliveryRow, state: State, reason: Reason | None, now: datetime) -> Delivery:
    """A delivery is over; as others see it."""
    for name, value in finish(state, reason, now).items():
        setattr(row, name, value)
    session.flush()
    return describe(row)
