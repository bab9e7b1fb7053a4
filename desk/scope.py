"""What a guest may touch: items of the series, and words in the languages, that were given to them."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.tables import SeriesEntryRow
from desk.person import me


def may_edit_item(session: Session, number: int, language: str = "") -> bool:
    """Whether this person may change an item; without a language its facts, links and place on the line."""
    if not me().is_guest:
        return me().may_edit()
    entries = select(SeriesEntryRow.series).where(SeriesEntryRow.item == number)
    return me().may_edit(language=language, series=set(session.scalars(entries)))


def check_item(session: Session, number: int, language: str = "") -> None:
    """Refuse with 403 what lies outside the person's series and languages."""
    if not may_edit_item(session, number, language):
        abort(403)
