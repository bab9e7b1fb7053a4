"""Reading and moving the content's version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.tables import VersionRow


def read_version(session: Session) -> int:
    """The version of what is published; 0 before anything was."""
    return session.scalar(select(VersionRow.version)) or 0


def move_version(session: Session, now: datetime) -> None:
    """Let every process know, once this transaction is committed, that the content changed."""
    moved = (
        update(VersionRow)
        .values(version=VersionRow.version + 1, changed_at=now)
        .returning(VersionRow.version)
    )
    if session.execute(moved).first() is None:
        session.add(VersionRow(id=1, version=1, changed_at=now))
        session.flush()
