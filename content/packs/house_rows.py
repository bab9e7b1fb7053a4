"""Writing a pack's languages, lines, speakers, series and seasons."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, insert
from sqlalchemy.orm import Session

from content.packs.pack import Pack
from content.packs.shapes import WEEKDAYS, LineShape, SeasonShape, SeriesShape, SpeakerShape
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
from db.base import Base


def write_house(session: Session, pack: Pack) -> None:
    """Languages, lines and speakers as the pack has them; others stay as they are."""
    for position, (code, language) in enumerate(pack.languages.items()):
        session.merge(LanguageRow(code=code, position=position, **language.model_dump()))
    session.flush()
    for position, (slug, line) in enumerate(pack.lines.items()):
        write_line(session, position, slug, line)
    for position, (slug, speaker) in enumerate(pack.speakers.items()):
        write_speaker(session, position, slug, speaker)
    session.flush()


def write_series(session: Session, pack: Pack) -> None:
    """Series and seasons as the pack has them, once their items are there."""
    for position, (slug, series) in enumerate(pack.series.items()):
        write_series_row(session, position, slug, series)
    for position, (slug, season) in enumerate(pack.seasons.items()):
        write_season(session, position, slug, season)


def replace(
    session: Session, table: type[Base], condition: ColumnElement[bool], rows: list[dict[str, object]]
) -> None:
    """Put these rows in the place of those that meet the condition."""
    session.execute(delete(table).where(condition))
    if rows:
        session.execute(insert(table), rows)


def write_line(session: Session, position: int, slug: str, line: LineShape) -> None:
    """One line with its hours, closed days and greetings."""
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


def write_speaker(session: Session, position: int, slug: str, speaker: SpeakerShape) -> None:
    """One person with the role in each language."""
    session.merge(SpeakerRow(slug=slug, position=position, name=speaker.name))
    session.flush()
    roles: list[dict[str, object]] = [
        {"speaker": slug, "language": language, "role": role} for language, role in speaker.role.items()
    ]
    replace(session, SpeakerRoleRow, SpeakerRoleRow.speaker == slug, roles)


def write_series_row(session: Session, position: int, slug: str, series: SeriesShape) -> None:
    """One series with its entries and words."""
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


def write_season(session: Session, position: int, slug: str, season: SeasonShape) -> None:
    """One season with its greetings."""
    plain = season.model_dump(include={"name", "begins", "ends", "yearly"})
    session.merge(SeasonRow(slug=slug, position=position, items=list(season.items), **plain))
    session.flush()
    texts: list[dict[str, object]] = [
        {"season": slug, "language": language, "greeting": text} for language, text in season.greeting.items()
    ]
    replace(session, SeasonTextRow, SeasonTextRow.season == slug, texts)
