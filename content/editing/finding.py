"""Which items meet what was asked for, so that the database looks only at as many as a page needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, exists, or_, select
from sqlalchemy.orm import Session, aliased

from content.editing.searching import fold
from content.editing.view import list_languages
from content.tables import DraftRow, ItemRow, ItemTextRow, RecordingRow, SearchWordRow, SeriesEntryRow

FEW = 200  # matches of a word up to which they are fetched; beyond, items are walked and asked one by one
OF_ITEMS = ("item", "text", "thread")
END = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """What is looked for. `words` are beginnings of words, or a number; `series` and `speaker` are slugs.

    `language` is the one that `missing`, `stale`, `drafted` and `unrecorded` ask about; empty asks about any.
    `after` is the last number of the page before."""

    words: str = ""
    kind: str = ""
    state: str = ""
    speaker: str = ""
    series: str = ""
    intent: str = ""
    language: str = ""
    missing: bool = False
    stale: bool = False
    drafted: bool = False
    unrecorded: bool = False
    after: int = 0


def narrow(session: Session, items: Any, query: ItemQuery) -> Any:
    """A question for items with all that was asked for."""
    plain = ("kind", "state", "speaker", "intent")
    items = items.where(
        *(getattr(ItemRow, name) == getattr(query, name) for name in plain if getattr(query, name))
    )
    items = items.where(*_with_words(session, fold(query.words)))
    if query.series:
        entries = select(SeriesEntryRow.item).where(SeriesEntryRow.series == query.series)
        items = items.where(ItemRow.number.in_(entries))
    return items.where(*_by_language(session, query))


def _with_words(session: Session, words: list[str]) -> list[ColumnElement[bool]]:
    """A rare word names its items at once; of a common one the next item is never far. Long words are tried first."""
    found: list[ColumnElement[bool]] = []
    is_narrow = False
    for word in sorted(words, key=len, reverse=True):
        begins = and_(SearchWordRow.word >= word, SearchWordRow.word < word + END)
        few = (
            []
            if is_narrow
            else session.scalars(select(SearchWordRow.item).where(begins).limit(FEW + 1)).all()
        )
        if not is_narrow and len(few) <= FEW:
            is_narrow = True
            found.append(ItemRow.number.in_(sorted(set(few))))
        else:
            found.append(exists().where(SearchWordRow.item == ItemRow.number, begins))
    return found


def _by_language(session: Session, query: ItemQuery) -> list[ColumnElement[bool]]:
    source, *others = list_languages(session) or ("",)
    wanted = [query.language] if query.language else [source, *others]
    found: list[ColumnElement[bool]] = []
    if query.missing:
        found.append(or_(*(~_is_told(code) for code in wanted)))
    if query.stale:
        found.append(or_(*(_is_stale(code, source) for code in wanted)))
    if query.unrecorded:
        found.append(or_(*(and_(_is_told(code), ~_is_recorded(code)) for code in wanted)))
    if query.drafted:
        found.append(_is_drafted(query.language))
    return found


def _is_told(code: str) -> ColumnElement[bool]:
    row = ItemTextRow
    return exists().where(row.item == ItemRow.number, row.language == code, row.live)


def _is_recorded(code: str) -> ColumnElement[bool]:
    row = RecordingRow
    return exists().where(row.item == ItemRow.number, row.language == code, row.live)


def _is_stale(code: str, source: str) -> ColumnElement[bool]:
    row, first = aliased(ItemTextRow), aliased(ItemTextRow)
    mine = and_(row.item == ItemRow.number, row.language == code, row.live)
    theirs = and_(first.item == ItemRow.number, first.language == source, first.live)
    return exists().where(mine, theirs, row.source_version < first.version, row.language != source)


def _is_drafted(code: str) -> ColumnElement[bool]:
    """Drafts are few, however many items there are."""
    drafts = select(cast(DraftRow.key, Integer)).where(DraftRow.kind.in_(OF_ITEMS))
    return ItemRow.number.in_(drafts.where(DraftRow.language == code) if code else drafts)
