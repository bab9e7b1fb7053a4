"""Taking a delivery into one's hands: by a conditional UPDATE, so that two workers never hold the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from outbox.tables import AttemptRow, DeliveryRow, State, Way

CLAIM = timedelta(minutes=5)
DOUBT = timedelta(minutes=2)  # a carrier answers within seconds; what is SENDING for so long was cut off
LONGEST = timedelta(hours=4)  # a call ends by then
ON_ITS_WAY = (State.SENDING, State.SENT)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in our hands until `token`: as long as the row says the same, nobody else has taken it."""

    id: int
    state: str
    tries: int
    token: datetime


def claim_next(session: Session, way: str, now: datetime) -> Claim | None:
    """The delivery that has been due for longest, whatever is to be done about it."""
    due = select(DeliveryRow).where(DeliveryRow.channel == way, DeliveryRow.next_try <= now)
    row = session.scalars(
        due.order_by(DeliveryRow.next_try, DeliveryRow.id).limit(1).with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    state = State.CLAIMED if row.state == State.OWED else State(row.state)
    claim = Claim(row.id, state, row.tries, now + CLAIM)
    taken = update(DeliveryRow).where(DeliveryRow.id == row.id, DeliveryRow.next_try == row.next_try)
    done = session.execute(taken.values(state=state, next_try=claim.token).returning(DeliveryRow.id)).first()
    return claim if done else None


def is_due(session: Session, way: str, now: datetime) -> bool:
    """Whether there is anything to take."""
    due = select(DeliveryRow.id).where(DeliveryRow.channel == way, DeliveryRow.next_try <= now)
    return session.scalar(due.limit(1)) is not None


def begin(session: Session, claim: Claim, cents: int, now: datetime) -> bool:
    """Note that it leaves now, before it does; False where it was taken back or taken over meanwhile."""
    number = claim.tries + 1
    leaving = {"state": State.SENDING, "tries": number, "next_try": now + DOUBT}
    if now >= claim.token or not change(session, claim, leaving):
        return False
    row = session.get_one(DeliveryRow, claim.id, populate_existing=True)
    session.add(AttemptRow(delivery_id=row.id, number=number, channel=row.channel, began_at=now, cents=cents))
    session.flush()
    return True


def change(session: Session, claim: Claim, values: Mapping[str, Any]) -> bool:
    """Write, as long as it is still in our hands."""
    ours = (DeliveryRow.id == claim.id, DeliveryRow.state == claim.state, DeliveryRow.next_try == claim.token)
    changed = update(DeliveryRow).where(*ours).values(**values).returning(DeliveryRow.id)
    return session.execute(changed).first() is not None


def is_rung_elsewhere(session: Session, delivery: int, hashes: list[str]) -> bool:
    """Whether another call to the same number is on its way at this moment."""
    other = (DeliveryRow.who.in_(hashes), DeliveryRow.id != delivery, DeliveryRow.channel == Way.CALL)
    wanted = select(DeliveryRow.id).where(*other, DeliveryRow.state.in_(ON_ITS_WAY))
    return session.scalar(wanted.limit(1)) is not None


def list_taken(session: Session, since: datetime) -> frozenset[str]:
    """The carrier's names of all that began then or a few hours earlier, and is known already."""
    recent = (AttemptRow.began_at >= since - LONGEST, AttemptRow.carrier_id.is_not(None))
    return frozenset(name for name in session.scalars(select(AttemptRow.carrier_id).where(*recent)) if name)
