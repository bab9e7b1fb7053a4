"""What the telephone's carrier still has in its own lists of people who were forgotten: owed to be deleted there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from outbox.tables import AttemptRow

CLAIM = timedelta(minutes=5)
BACK_OFF = (30, 120, 600, 1800, 3600)  # seconds before the next try; the last is repeated for ever
CALL, TEXT = "call", "text"


class LeftoverRow(Base):
    """One record at the carrier, by the carrier's own name; the row goes when the record is gone."""

    __tablename__ = "leftovers"

    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A record in our hands."""

    sid: str
    kind: str
    tries: int


def owe(session: Session, kind: str, sids: Iterable[str], now: datetime) -> None:
    """Write down that these records are to be deleted at the carrier; twice is still once."""
    wanted = set(sids)
    known = set(session.scalars(select(LeftoverRow.sid).where(LeftoverRow.sid.in_(wanted))))
    session.add_all(LeftoverRow(sid=sid, kind=kind, tries=0, next_try=now) for sid in sorted(wanted - known))
    session.flush()


def claim_next(session: Session, now: datetime) -> Leftover | None:
    """The record that has waited longest; two workers never have the same one."""
    due = select(LeftoverRow).where(LeftoverRow.next_try <= now).order_by(LeftoverRow.next_try).limit(1)
    row = session.scalars(due.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.next_try = now + CLAIM
    return Leftover(row.sid, row.kind, row.tries)


def settle(session: Session, sid: str) -> None:
    """It is gone there; its name leads nowhere now, and is forgotten with us too."""
    session.execute(delete(LeftoverRow).where(LeftoverRow.sid == sid))
    session.execute(update(AttemptRow).where(AttemptRow.carrier_id == sid).values(carrier_id=None))


def put_off(session: Session, one: Leftover, now: datetime) -> None:
    """The carrier would not: a call that is still on cannot be deleted. Tried until it works."""
    pause = timedelta(seconds=BACK_OFF[min(one.tries, len(BACK_OFF) - 1)])
    later = {"tries": one.tries + 1, "next_try": now + pause}
    session.execute(update(LeftoverRow).where(LeftoverRow.sid == one.sid).values(**later))
