"""The worker's sign of life, so that everybody can see when nobody works."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base

FRESH_SECONDS = 60


class HeartbeatRow(Base):
    """When a kind of process was last alive."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    beat_at: Mapped[datetime]


def beat(session: Session, name: str, now: datetime) -> None:
    """Say that this process is alive."""
    session.merge(HeartbeatRow(name=name, beat_at=now))


def age(session: Session, name: str, now: datetime) -> float | None:
    """Seconds since the last sign of life, None when there never was one."""
    beaten = session.scalar(select(HeartbeatRow.beat_at).where(HeartbeatRow.name == name))
    return (now - beaten).total_seconds() if beaten else None
