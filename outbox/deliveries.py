"""What is owed: written in the transaction of whoever owes it, taken back, and looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from outbox.tables import DeliveryRow, State

PATIENCE = timedelta(days=7)  # unless its owner says how long it is of use
UNSENT = (State.OWED, State.CLAIMED)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to bring. `address` is encrypted; `zone` the name of the visitor's time zone. Without `not_before` it
    may leave at once, without `not_after` it is tried for a week."""

    key: str
    subject: str
    subject_id: int
    channel: str
    address: str
    language: str
    zone: str
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as others see it: no address. `next_try` is empty once it is over."""

    id: int
    key: str
    subject: str
    subject_id: int
    channel: str
    state: str
    reason: str | None
    tries: int
    next_try: datetime | None
    made_at: datetime
    ended_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is going to happen."""
        return self.ended_at is not None


def owe(session: Session, owed: Owed, now: datetime) -> int:
    """Write it down; the same key again gives the same delivery and changes nothing."""
    known = session.scalar(select(DeliveryRow.id).where(DeliveryRow.key == owed.key))
    if known is not None:
        return known
    start = owed.not_before or now
    row = DeliveryRow(
        key=owed.key, subject=owed.subject, subject_id=owed.subject_id, channel=owed.channel, address=owed.address,
        language=owed.language, zone=owed.zone, state=State.OWED, not_before=start, next_try=start, made_at=now,
        not_after=owed.not_after or start + PATIENCE, tries=0, doubts=0,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def cancel(session: Session, key: str, now: datetime) -> bool:
    """Take one back; False where it has left already, or is over."""
    return _cancel(session, now, DeliveryRow.key == key) == 1


def cancel_subject(session: Session, subject: str, subject_id: int, now: datetime) -> int:
    """Take back all that has not left yet about a subject: it was heard another way, or is gone; how many."""
    about = (DeliveryRow.subject == subject) & (DeliveryRow.subject_id == subject_id)
    return _cancel(session, now, about)


def of_subjects(session: Session, subject: str, ids: Iterable[int]) -> list[Delivery]:
    """All deliveries about these, the oldest first."""
    about = select(DeliveryRow).where(DeliveryRow.subject == subject, DeliveryRow.subject_id.in_(list(ids)))
    return [describe(row) for row in session.scalars(about.order_by(DeliveryRow.id))]


def describe(row: DeliveryRow) -> Delivery:
    """A row without its address."""
    return Delivery(*(getattr(row, name) for name in Delivery.__dataclass_fields__))


def finish(state: State, reason: str | None, now: datetime) -> dict[str, object]:
    """The values of a delivery that is over: nobody looks again, and where it went is forgotten."""
    return {"state": state, "reason": reason, "ended_at": now, "next_try": None, "address": "", "who": None}


def _cancel(session: Session, now: datetime, which: object) -> int:
    wanted = update(DeliveryRow).where(which, DeliveryRow.state.in_(UNSENT))  # type: ignore[arg-type]
    gone = session.execute(wanted.values(**finish(State.CANCELLED, None, now)).returning(DeliveryRow.id))
    return len(gone.all())
