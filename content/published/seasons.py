"""Seasons, of which those on a day are found by the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.catalogue import Season
from content.tables import SeasonRow, SeasonTextRow


def load_seasons(session: Session, items: Collection[int]) -> tuple[Season, ...]:
    """Every season with those of its items that are published; one that is over leaves by its dates."""
    greetings: dict[str, dict[str, str]] = defaultdict(dict)
    for text in session.scalars(select(SeasonTextRow)):
        greetings[text.season][text.language] = text.greeting
    rows = session.scalars(select(SeasonRow).order_by(SeasonRow.position, SeasonRow.slug))
    return tuple(
        Season(
            slug=row.slug,
            begins=row.begins,
            ends=row.ends,
            yearly=row.yearly,
            items=tuple(number for number in row.items if number in items),
            greeting=greetings[row.slug],
        )
        for row in rows
    )
