"""The one way in which the desk's views change rows: a transaction, and a line in the trail for each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from content.editing.sheet import Change
from desk.parts import house
from desk.person import me
from staff import trail


@contextmanager
def changing() -> Iterator[tuple[Session, datetime]]:
    """One transaction, and the moment at which it happens; committed at the end of the block."""
    parts = house()
    now = parts.clock.now()
    with parts.database.writes() as session:
        yield session, now


def note(session: Session, changes: Iterable[Change], now: datetime) -> None:
    """Write who changed what into the trail, in the transaction of the change."""
    for change in changes:
        sheet = change.sheet
        trail.note(
            session, me(), change.what, sheet.kind, sheet.key, now,
            language=sheet.language, before=change.before, after=change.after,
        )  # fmt: skip
