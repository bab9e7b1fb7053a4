"""The languages that are offered, the lines that answer, and everybody who tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.catalogue import Language, Line, Opening, Speaker
from content.tables import (
    ClosingRow,
    GreetingRow,
    LanguageRow,
    LineRow,
    OpeningRow,
    SpeakerRoleRow,
    SpeakerRow,
)
from settings import Settings


def load_languages(session: Session, wanted: Sequence[str]) -> dict[str, Language]:
    """Those of the wanted languages that we have, in the order that was asked for."""
    rows = {row.code: row for row in session.scalars(select(LanguageRow))}
    found = [rows[code] for code in wanted if code in rows]
    return {row.code: Language(row.code, row.endonym, row.locale, row.voice) for row in found}


def load_lines(session: Session, settings: Settings, languages: Mapping[str, Language]) -> tuple[Line, ...]:
    """Every line; where it has no number, that of the settings, and where its language is not offered, the first."""
    hours: dict[str, list[Opening]] = defaultdict(list)
    for row in session.scalars(select(OpeningRow).order_by(OpeningRow.weekday, OpeningRow.opens)):
        hours[row.line].append(Opening(row.weekday, row.opens, row.closes))
    closed: dict[str, set[date]] = defaultdict(set)
    for closing in session.scalars(select(ClosingRow)):
        closed[closing.line].add(closing.day)
    greetings: dict[str, dict[str, str]] = defaultdict(dict)
    for greeting in session.scalars(select(GreetingRow)):
        greetings[greeting.line][greeting.language] = greeting.text
    rows = session.scalars(select(LineRow).order_by(LineRow.position, LineRow.slug))
    return tuple(
        Line(
            slug=row.slug,
            number=row.number or settings.twilio_phone_number,
            language=row.language if row.language in languages else next(iter(languages), ""),
            zone=settings.time_zone,
            hours=tuple(hours[row.slug]),
            region=row.region,
            staff_phone=row.staff_phone,
            wait=settings.menu_wait,
            closed=frozenset(closed[row.slug]),
            greeting=greetings[row.slug],
        )
        for row in rows
    )


def load_speakers(session: Session) -> dict[str, Speaker]:
    """Everybody who tells, with the role in every language."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for row in session.scalars(select(SpeakerRoleRow)):
        roles[row.speaker][row.language] = row.role
    rows = session.scalars(select(SpeakerRow).order_by(SpeakerRow.position, SpeakerRow.slug))
    return {row.slug: Speaker(row.slug, row.name, roles[row.slug]) for row in rows}
