"""The lists of the small families: what there is, published or only begun, each as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts
from content.editing.sheet import LINE, SEASON, SERIES, SPEAKER, Data, Sheet
from content.tables import DraftRow
from desk.person import language, name_language, t
from desk.rendering import day
from desk.sheets.families import Family, list_speakers
from desk.telephones import show_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: its title as it is heard or called, what one says of it, and its state."""

    sheet: Sheet
    title: str
    said: tuple[str, ...]
    state: str
    has_draft: bool


def list_entries(session: Session, family: Family, today: date) -> list[Entry]:
    """Everything of a family, in the order of the line, then what was only begun."""
    published = list(session.scalars(family.keys())) if family.keys else []
    begun = session.scalars(select(DraftRow.key).where(DraftRow.kind == family.kind).order_by(DraftRow.key))
    keys = list(dict.fromkeys((*published, *begun)))
    voices = dict(list_speakers(session))
    return [_describe(session, Sheet(family.kind, key), voices, today) for key in keys]


def _describe(session: Session, sheet: Sheet, voices: dict[str, str], today: date) -> Entry:
    draft = drafts.open(session, sheet)
    data = draft.data
    said = tuple(_say(sheet, data, voices))
    return Entry(sheet, find_title(sheet, data), said, _state(sheet, draft, today), draft.exists)


def find_title(sheet: Sheet, data: Data) -> str:
    """What a sheet is called: in the person's language, else in the first that has a name for it."""
    found = data.get("title") or data.get("name") or show_number(data.get("number", "")) or ""
    if isinstance(found, dict):
        found = found.get(language()) or next((words for words in found.values() if words), "")
    return str(found) or sheet.key


def _say(sheet: Sheet, data: Data, voices: dict[str, str]) -> Iterator[str]:
    match sheet.kind:
        case "series":
            yield t(f"sheets.series.{data['kind']}")
            yield t("sheets.series.stops", count=len(data["items"]))
            yield t("sheets.series.by", name=voices.get(data["guide"], data["guide"]))
        case "speaker":
            yield _own(data["role"])
        case "season":
            yield t("sheets.season.span", begins=_day(data["begins"]), ends=_day(data["ends"]))
            yield t("sheets.season.every_year" if data["yearly"] else "sheets.season.once")
        case "line":
            yield t("sheets.line.speaks", language=name_language(data["language"]))
            yield t("sheets.line.days", count=len({one["weekday"] for one in data["hours"]}))


def _state(sheet: Sheet, draft: drafts.Draft, today: date) -> str:
    if draft.published is None:
        return "draft"
    ends = draft.published.get("ends", "") if sheet.kind == SEASON else ""
    if ends and not draft.published["yearly"] and ends < today.isoformat():
        return "over"
    return "published"


def _own(words: dict[str, Any]) -> str:
    return str(words.get(language()) or next(iter(words.values()), ""))


def _day(iso: str) -> str:
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso or "?"


KINDS: Sequence[str] = (SERIES, SPEAKER, SEASON, LINE)
