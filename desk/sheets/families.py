"""Series, voices, seasons, lines and the line's words: the fields of each, and how one finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from content.catalogue import SeriesKind
from content.editing.sheet import LINE, PROMPT, SEASON, SERIES, SPEAKER
from content.tables import LanguageRow, LineRow, SeasonRow, SeriesRow, SpeakerRow
from desk.person import t
from desk.sheets.fields import Control, Field
from staff.roles import Right


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of sheet as the desk shows it; `listing` is the endpoint of its list, `keys` selects what there is."""

    kind: str
    listing: str
    fields: tuple[Field, ...]
    right: Right = Right.HOUSE
    keys: Callable[[], Select[str]] | None = None


def list_speakers(session: Session) -> Sequence[tuple[str, str]]:
    """Everybody who tells, by name."""
    rows = session.execute(select(SpeakerRow.slug, SpeakerRow.name).order_by(SpeakerRow.position))
    return [(slug, name) for slug, name in rows]


def list_languages(session: Session) -> Sequence[tuple[str, str]]:
    """The languages of the house, in their own words."""
    rows = session.execute(select(LanguageRow.code, LanguageRow.endonym).order_by(LanguageRow.position))
    return [(code, endonym) for code, endonym in rows]


def list_codes(session: Session) -> list[str]:
    """Their codes, the source first."""
    return [code for code, _ in list_languages(session)]


def _list_kinds(_: Session) -> Sequence[tuple[str, str]]:
    return [(kind.value, t(f"sheets.series.{kind.value}")) for kind in SeriesKind]


FAMILIES: Mapping[str, Family] = {
    SERIES: Family(
        SERIES,
        "list_series",
        (
            Field("title", each=True),
            Field("teaser", Control.WORDS, each=True, heard=True),
            Field("kind", Control.CHOICE, options=_list_kinds),
            Field("weekdays", Control.WEEKDAYS),
            Field("guide", Control.CHOICE, options=list_speakers),
            Field("items", Control.NUMBERS),
        ),
        keys=lambda: select(SeriesRow.slug).order_by(SeriesRow.position, SeriesRow.slug),
    ),
    SPEAKER: Family(
        SPEAKER,
        "list_speakers",
        (Field("name"), Field("role", each=True, heard=True)),
        keys=lambda: select(SpeakerRow.slug).order_by(SpeakerRow.position, SpeakerRow.slug),
    ),
    SEASON: Family(
        SEASON,
        "list_seasons",
        (
            Field("name"),
            Field("begins", Control.DAY),
            Field("ends", Control.DAY),
            Field("yearly", Control.CHECK),
            Field("greeting", Control.WORDS, each=True, heard=True),
            Field("items", Control.NUMBERS),
        ),
        keys=lambda: select(SeasonRow.slug).order_by(SeasonRow.position, SeasonRow.slug),
    ),
    LINE: Family(
        LINE,
        "list_lines",
        (
            Field("number"),
            Field("language", Control.CHOICE, options=list_languages),
            Field("greeting", Control.WORDS, each=True, heard=True),
            Field("staff_phone"),
            Field("hours", Control.HOURS),
            Field("closed", Control.DAYS),
            Field("region"),
        ),
        keys=lambda: select(LineRow.slug).order_by(LineRow.position, LineRow.slug),
    ),
    PROMPT: Family(PROMPT, "list_prompts", (Field("text", Control.WORDS, heard=True),), right=Right.EDIT),
}
