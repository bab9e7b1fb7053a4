"""Somebody who tells."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content.editing.kinds.fields import is_slug, need, need_all
from content.editing.kinds.item import uses_of_speaker
from content.editing.kinds.positions import find_position
from content.editing.sheet import SERIES, Data, Made, Remark, Sheet, Use
from content.editing.view import View
from content.packs.house_rows import write_speaker
from content.packs.shapes import LONGEST_SPEAKER, SpeakerShape
from content.tables import SeriesRow, SpeakerRoleRow, SpeakerRow

EMPTY: Data = {"name": "", "role": {}}
LONGEST = {"name": 120, "role": 120}


def read(session: Session, sheet: Sheet) -> Data | None:
    """The name, and the role in each language."""
    row = session.get(SpeakerRow, sheet.key, populate_existing=True)
    if row is None:
        return None
    roles = select(SpeakerRoleRow.language, SpeakerRoleRow.role).where(SpeakerRoleRow.speaker == sheet.key)
    return {"name": row.name, "role": dict(session.execute(roles).all())}


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """A name, and a role in every language."""
    yield from is_slug(sheet.key, LONGEST_SPEAKER)
    yield from need(data, "name")
    yield from need_all(view, data, "role")
    if len(data["name"]) > LONGEST["name"]:
        yield Remark("name", "too_long", {"most": LONGEST["name"]})
    for code, role in data["role"].items():
        if len(role) > LONGEST["role"]:
            yield Remark(f"role.{code}", "too_long", {"most": LONGEST["role"]})


def write(session: Session, sheet: Sheet, data: Data, _: Made) -> None:
    """Make the name and roles count."""
    shape = SpeakerShape.model_validate(data)
    write_speaker(session, find_position(session, SpeakerRow, sheet.key), sheet.key, shape)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the person away."""
    session.execute(delete(SpeakerRow).where(SpeakerRow.slug == sheet.key))


def uses(session: Session, sheet: Sheet) -> Iterator[Use]:
    """What this person tells or signs."""
    yield from uses_of_speaker(session, sheet.key)
    guided = select(SeriesRow.slug).where(SeriesRow.guide == sheet.key).order_by(SeriesRow.position)
    for slug in session.scalars(guided):
        yield Use(Sheet(SERIES, slug), "guides", {"slug": slug})
