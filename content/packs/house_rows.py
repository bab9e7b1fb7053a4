"""Writing a pack's languages, lines, speakers and series."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, insert
from sqlalchemy.orm import Session

from content.packs.pack import Pack
from content.packs.shapes import WEEKDAYS, LineShape, SeriesShape, SpeakerShape
from content.tables import (
    ClosingRow,
    GreetingRow,
    LanguageRow,
    LineRow,
    OpeningRow,
    SeriesEntryRow,
    SeriesRow,
    SeriesTextRow,
    SpeakerRoleRow,
    SpeakerRow,
)
from db.base import Base


def write_house(session: Session, pack: Pack) -> None:
    """Languages, lines and speakers as the pack has them; others stay as they are."""
    for position, (code, language) in enumerate(pack.languages.items()):
        session.merge(LanguageRow(code=code, position=position, **language.model_dump()))
    session.flush()
    for position, (slug, line) in enumerate(pack.lines.items()):
        _write_line(session, position, slug, line)
    for position, (slug, speaker) in enumerate(pack.speakers.items()):
        _write_speaker(session, position, slug, speaker)
    session.flush()


def write_series(session: Session, pack: Pack) -> None:
    """Series as the pack has them, once their items are there."""
    for position, (slug, series) in enumerate(pack.series.items()):
        _write_series(session, position, slug, series)


def replace(
    session: Session, table: type[Base], condition: ColumnElement[bool], rows: list[dict[str, object]]
) -> None:
    """Put these rows in the place of those that meet the condition."""
    session.execute(delete(table).where(condition))
    if rows:
        session.execute(insert(table), rows)


def _write_line(session: Session, position: int, slug: str, line: LineShape) -> None:
    plain = line.model_dump(include={"language", "number", "region", "staff_phone"})
    session.merge(LineRow(slug=slug, position=position, **plain))
    session.flush()
    hours: list[dict[str, object]] = [
        {"line": slug, "weekday": WEEKDAYS.index(day), "opens": opens, "closes": closes}
        for day, spans in line.hours.items()
        for opens, closes in spans
    ]
    replace(session, OpeningRow, OpeningRow.line == slug, hours)
    replace(
        session, ClosingRow, ClosingRow.line == slug, [{"line": slug, "day": day} for day in set(line.closed)]
    )
    greetings: list[dict[str, object]] = [
        {"line": slug, "language": language, "text": text} for language, text in line.greeting.items()
    ]
    replace(session, GreetingRow, GreetingRow.line == slug, greetings)


def _write_speaker(session: Session, position: int, slug: str, speaker: SpeakerShape) -> None:
    session.merge(SpeakerRow(slug=slug, position=position, name=speaker.name))
    session.flush()
    roles: list[dict[str, object]] = [
        {"speaker": slug, "language": language, "role": role} for language, role in speaker.role.items()
    ]
    replace(session, SpeakerRoleRow, SpeakerRoleRow.speaker == slug, roles)


def _write_series(session: Session, position: int, slug: str, series: SeriesShape) -> None:
    weekdays = sorted(WEEKDAYS.index(day) for day in set(series.weekdays))
    row = SeriesRow(
        slug=slug, position=position, kind=series.kind.value, guide=series.guide, weekdays=weekdays
    )
    session.merge(row)
    session.flush()
    entries: list[dict[str, object]] = [
        {"series": slug, "position": place, "item": number} for place, number in enumerate(series.items)
    ]
    replace(session, SeriesEntryRow, SeriesEntryRow.series == slug, entries)
    texts: list[dict[str, object]] = [
        {"series": slug, "language": language, "title": title, "teaser": series.teaser[language]}
        for language, title in series.title.items()
    ]
    replace(session, SeriesTextRow, SeriesTextRow.series == slug, texts)
