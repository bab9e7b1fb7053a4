"""What members of staff recorded by telephone or sent by chat, until they say what shall become of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.carried import THROWN, Carried, SoundState
from staff.accounts import User

WAITS = timedelta(days=30)
# An emptied row stays as long as a carrier may repeat its webhook, else the repetition would make it anew.
EMPTY_KEPT = timedelta(days=2)


class TakeState(StrEnum):
    """DRAFT waits for a word, USED is kept as a recording, THROWN went."""

    DRAFT = "draft"
    USED = "used"
    THROWN = THROWN


class TakeRow(Carried, Base):
    """One take, of an item or a prompt, or the answer to a request; of nothing while a chat has not said of which."""

    __tablename__ = "takes"

    account: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    item: Mapped[int | None]
    prompt: Mapped[str | None] = mapped_column(String(80))
    request: Mapped[int | None]


def keep(session: Session, row: TakeRow) -> int:
    """Write a take; the same origin again gives the same id and changes nothing."""
    known = session.scalar(select(TakeRow.id).where(TakeRow.origin == row.origin))
    if known is not None:
        return known
    session.add(row)
    session.flush()
    return row.id


def own(session: Session, take_id: int, account: int) -> TakeRow | None:
    """A take, if it is this person's."""
    row = session.get(TakeRow, take_id)
    return row if row is not None and row.account == account else None


def find_waiting(session: Session, account: int, channel: str) -> TakeRow | None:
    """The newest take of a person about which nothing was said yet; None where none waits."""
    mine = (TakeRow.account == account, TakeRow.channel == channel, TakeRow.state == TakeState.DRAFT)
    waits = select(TakeRow).where(*mine, TakeRow.sound_state != SoundState.LOST)
    return session.scalars(waits.order_by(TakeRow.id.desc()).limit(1)).first()


def settle(session: Session, take_id: int, account: int, state: TakeState) -> TakeRow | None:
    """A take is used or thrown away; None where it is another's, or was settled before."""
    mine = (TakeRow.id == take_id, TakeRow.account == account, TakeRow.state == TakeState.DRAFT)
    changed = update(TakeRow).where(*mine).values(state=state).returning(TakeRow.id)
    return session.get(TakeRow, take_id, populate_existing=True) if session.execute(changed).first() else None


def find_spent(session: Session) -> TakeRow | None:
    """A take whose sound is of no more use, and still lies with us."""
    spent = (TakeRow.state != TakeState.DRAFT, TakeRow.sound_path.is_not(None))
    return session.scalars(select(TakeRow).where(*spent).limit(1)).first()


def sweep(session: Session, now: datetime, waits: timedelta = WAITS) -> None:
    """Throw away what waited for so long, and the empty rows once nothing is left with us or the carrier."""
    old = (TakeRow.state == TakeState.DRAFT, TakeRow.asked_at < now - waits)
    session.execute(update(TakeRow).where(*old).values(state=TakeState.THROWN))
    empty = (TakeRow.sound_path.is_(None), TakeRow.carrier_copy.is_(False), TakeRow.state != TakeState.DRAFT)
    session.execute(delete(TakeRow).where(*empty, TakeRow.asked_at < now - EMPTY_KEPT))
