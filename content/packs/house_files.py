"""What stands in lines.toml, speakers.toml, series.toml and seasons.toml of a pack that is given out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.catalogue import SeriesKind
from content.packs.shapes import WEEKDAYS
from content.packs.writing import Inline, Sheet
from content.tables import (
    ClosingRow,
    GreetingRow,
    LanguageRow,
    LineRow,
    OpeningRow,
    SeasonRow,
    SeasonTextRow,
    SeriesEntryRow,
    SeriesRow,
    SeriesTextRow,
    SpeakerRoleRow,
    SpeakerRow,
)


def describe_lines(session: Session) -> Sheet:
    """Languages in their order, then the lines."""
    languages = session.scalars(select(LanguageRow).order_by(LanguageRow.position, LanguageRow.code))
    lines = session.scalars(select(LineRow).order_by(LineRow.position, LineRow.slug)).all()
    return {
        "languages": {
            row.code: {"endonym": row.endonym, "locale": row.locale, "voice": row.voice, "key": row.key}
            for row in languages
        },
        "lines": {row.slug: _line(session, row) for row in lines},
    }


def describe_speakers(session: Session) -> Sheet:
    """Everybody who tells, in their order."""
    roles: dict[str, Inline] = defaultdict(Inline)
    for row in session.scalars(_by_language(SpeakerRoleRow)):
        roles[row.speaker][row.language] = row.role
    rows = session.scalars(select(SpeakerRow).order_by(SpeakerRow.position, SpeakerRow.slug))
    return {row.slug: {"name": row.name, "role": roles[row.slug]} for row in rows}


def describe_series(session: Session) -> Sheet:
    """Every series, in their order."""
    rows = session.scalars(select(SeriesRow).order_by(SeriesRow.position, SeriesRow.slug)).all()
    return {row.slug: _series(session, row) for row in rows}


def describe_seasons(session: Session) -> Sheet:
    """Every season, in their order."""
    rows = session.scalars(select(SeasonRow).order_by(SeasonRow.position, SeasonRow.slug)).all()
    return {row.slug: _season(session, row) for row in rows}


def _by_language(table: Any) -> Any:
    """A table's rows, the source language first."""
    return select(table).join(LanguageRow, LanguageRow.code == table.language).order_by(LanguageRow.position)


def _line(session: Session, row: LineRow) -> dict[str, Any]:
    closed = select(ClosingRow.day).where(ClosingRow.line == row.slug).order_by(ClosingRow.day)
    greetings = session.scalars(_by_language(GreetingRow).where(GreetingRow.line == row.slug))
    sheet = {
        "language": row.language,
        "number": row.number,
        "region": row.region,
        "staff_phone": row.staff_phone,
        "closed": list(session.scalars(closed)),
        "hours": _hours(session, row.slug),
        "greeting": {greeting.language: greeting.text for greeting in greetings},
    }
    return {name: value for name, value in sheet.items() if value or not isinstance(value, dict)}


def _hours(session: Session, line: str) -> dict[str, str]:
    spans: dict[str, list[str]] = defaultdict(list)
    rows = select(OpeningRow).where(OpeningRow.line == line).order_by(OpeningRow.weekday, OpeningRow.opens)
    for row in session.scalars(rows):
        spans[WEEKDAYS[row.weekday]].append(f"{row.opens:%H:%M}-{row.closes:%H:%M}")
    return {day: ", ".join(parts) for day, parts in spans.items()}


def _series(session: Session, row: SeriesRow) -> dict[str, Any]:
    entries = (
        select(SeriesEntryRow.item).where(SeriesEntryRow.series == row.slug).order_by(SeriesEntryRow.position)
    )
    texts = session.scalars(_by_language(SeriesTextRow).where(SeriesTextRow.series == row.slug)).all()
    sheet = {
        "kind": row.kind,
        "guide": row.guide,
        "items": list(session.scalars(entries)),
        "weekdays": [WEEKDAYS[day] for day in row.weekdays],
        "title": {text.language: text.title for text in texts},
        "teaser": {text.language: text.teaser for text in texts},
    }
    if row.kind != SeriesKind.SERIAL:
        del sheet["weekdays"]
    return sheet


def _season(session: Session, row: SeasonRow) -> dict[str, Any]:
    texts = session.scalars(_by_language(SeasonTextRow).where(SeasonTextRow.season == row.slug))
    names = ("name", "begins", "ends", "yearly", "items")
    sheet: dict[str, Any] = {name: getattr(row, name) for name in names}
    greeting = {text.language: text.greeting for text in texts}
    return {**sheet, "greeting": greeting} if greeting else sheet
