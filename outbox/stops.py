"""Who wants nothing more by one way: kept by the keyed hash of the address, also when nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from outbox.tables import StopRow


def stop(session: Session, hashes: Sequence[str], channel: str, now: datetime) -> None:
    """From now on nothing leaves for this address by this way; `hashes` under every key, the current one first."""
    if not is_stopped(session, hashes, channel):
        session.add(StopRow(who=hashes[0], channel=channel, stopped_at=now))
        session.flush()


def resume(session: Session, hashes: Sequence[str], channel: str) -> None:
    """They want it again."""
    session.execute(delete(StopRow).where(StopRow.who.in_(hashes), StopRow.channel == channel))


def is_stopped(session: Session, hashes: Sequence[str], channel: str) -> bool:
    """Whether an address wants nothing by this way."""
    wanted = select(StopRow.id).where(StopRow.who.in_(hashes), StopRow.channel == channel)
    return session.scalar(wanted.limit(1)) is not None
