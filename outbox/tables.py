"""What is owed, each try to bring it, who wants no more of it, and how fast each carrier may be asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Double, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Way(StrEnum):
    """How something is brought."""

    CALL = "call"
    SMS = "sms"
    CHAT = "chat"


class State(StrEnum):
    """OWED waits for its time; CLAIMED is in a worker's hands and nothing has left; SENDING may have left; SENT was
    taken by the carrier; HEARD reached a person; FAILED came to its end; CANCELLED is wanted no more."""

    OWED = "owed"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    HEARD = "heard"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a delivery waits or has failed; words for it belong to whoever shows it."""

    BUSY = "busy"
    NO_ANSWER = "no-answer"
    MACHINE = "machine"  # an answering machine, which was told to ring us
    HUNG_UP = "hung-up"  # a person lifted, and did not hear it
    UNPLACED = "failed"  # the carrier could not put it through
    STOPPED = "stopped"  # this person wants no more of them
    BLOCKED = "blocked"  # this chat is closed to us
    NUMBER = "number"  # no such number or chat
    COUNTRY = "country"  # not on the list of countries
    REFUSED = "refused"  # the carrier will not do it for us: account, permissions, content
    CARRIER = "carrier"  # the carrier is out of order, or asks us to wait
    UNKNOWN = "unknown"  # it may have arrived, nobody can tell
    LATE = "late"  # its time ran out
    KEY = "key"  # no key opens the address
    HOURS = "hours"  # waits for the hours at which one may ring
    CAP = "cap"  # waits: enough calls this hour, or enough spent today
    SOUND = "sound"  # waits for a recording to be made ready
    TURN = "turn"  # waits: another call to the same number is on
    DELIVERED = "delivered"  # the carrier says that it arrived


class DeliveryRow(Base):
    """One thing owed to one person by one way. `key` names it for good: owed twice it is still one.

    `next_try` is when somebody must look at it again, whatever its state; none once it is over. `address` is
    encrypted, and emptied at the end. `doubts` counts the times that nobody could tell whether it had left."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_due", "channel", "next_try", "id"),
        Index("ix_deliveries_subject", "subject", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(String(64), index=True)
    language: Mapped[str] = mapped_column(String(10))
    zone: Mapped[str] = mapped_column(String(60))
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(20))
    tries: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AttemptRow(Base):
    """One try: the telephone that rang, or the message that left. Written before it leaves, so that a cut-off is seen.

    `carrier_id` is the carrier's own name for it; `outcome` comes when it is over; `cents` are an estimate."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("delivery_id", "number"),
        Index("ix_attempts_day", "channel", "began_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))
    began_at: Mapped[datetime]
    carrier_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    answered_by: Mapped[str | None] = mapped_column(String(20))
    playing_since: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None]
    cents: Mapped[int] = mapped_column(default=0)


class StopRow(Base):
    """Somebody wants nothing more by one way; known by the keyed hash of the address alone."""

    __tablename__ = "stops"
    __table_args__ = (UniqueConstraint("who", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(10))
    stopped_at: Mapped[datetime]


class PaceRow(Base):
    """When a carrier, or one chat, may next be asked, in seconds since 1970; numbers, so that any database adds."""

    __tablename__ = "paces"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    free_at: Mapped[float] = mapped_column(Double)
