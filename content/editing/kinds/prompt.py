"""Words of the line itself in one language, kept in versions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from content.editing.kinds.fields import need
from content.editing.sheet import PROMPT, Data, Made, Remark, Sheet, Use
from content.editing.versions import find_live, retire_version, source_of, write_version
from content.editing.view import View
from content.packs.places import find_foreign, find_places
from content.recordings import Target, retire
from content.tables import PromptRow

EMPTY: Data = {"text": ""}


def read(session: Session, sheet: Sheet) -> Data | None:
    """The words on the line."""
    row = find_live(session, sheet)
    return describe(row) if isinstance(row, PromptRow) else None


def describe(row: PromptRow) -> Data:
    """One version's words."""
    return {"text": row.text}


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """What stands in the way: a translation fills in the same {places} as its source, and no bracket is open."""
    if sheet.language not in view.languages:
        yield Remark("", "unknown_language", {"language": sheet.language})
        return
    yield from need(data, "text")
    source = source_of(view.session, sheet)
    known = view.over.get(source) or read(view.session, source)
    if known is None:
        yield Remark("", "unknown_prompt", {"key": sheet.key})
        return
    places, wanted = find_places(data["text"]), find_places(known["text"]) or frozenset()
    if places is None:
        yield Remark("text", "stray_bracket")
    elif foreign := find_foreign(sheet.key, places):
        yield Remark("text", "foreign_places", {"places": sorted(foreign)})
    elif sheet != source and places != wanted:
        yield Remark("text", "other_places", {"places": sorted(wanted)})
    elif sheet == source:
        yield from _check_translations(view, sheet, places)


def write(session: Session, sheet: Sheet, data: Data, made: Made) -> None:
    """Make the words live as a new version."""
    write_version(session, sheet, {"text": data["text"].strip()}, made)


def remove(session: Session, sheet: Sheet) -> None:
    """Take the words off the line; the house language speaks instead."""
    retire_version(session, sheet)
    retire(session, Target(sheet.language, prompt=sheet.key))


def uses(_: Session, sheet: Sheet) -> Iterator[Use]:
    """The line says every one of its words."""
    yield Use(sheet, "said_by_line", {"key": sheet.key})


def _check_translations(view: View, sheet: Sheet, places: frozenset[str]) -> Iterator[Remark]:
    """A place that a translation fills in must stay, or its callers would hear nothing at all."""
    for code in view.languages[1:]:
        other = Sheet(PROMPT, sheet.key, code)
        words = view.over.get(other) or read(view.session, other)
        if words and (find_places(words["text"]) or frozenset()) != places:
            yield Remark("text", "translation_has_other_places", {"language": code})
