"""Where a thing stands in its list: where it stood, or at the end."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.tables import LineRow, SeasonRow, SeriesRow, SpeakerRow

Listed = type[SpeakerRow] | type[SeriesRow] | type[SeasonRow] | type[LineRow]


def find_position(session: Session, table: Listed, slug: str) -> int:
    """The place of a thing that is there, else the next free one."""
    known = session.scalar(select(table.position).where(table.slug == slug))
    last = session.scalar(select(func.max(table.position)))
    return known if known is not None else 0 if last is None else last + 1
