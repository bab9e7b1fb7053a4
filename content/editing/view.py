"""How the content looks to somebody who checks it: as it is published, or with the drafts laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.sheet import ITEM, TEXT, THREAD, Data, Sheet
from content.tables import DraftRow, ItemRow, LanguageRow, SpeakerRow


@dataclass(frozen=True)
class View:
    """What a check may look at; `over` are data that count instead of what is published."""

    session: Session
    over: Mapping[Sheet, Data] = field(default_factory=dict)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the house, the source first."""
        return list_languages(self.session)

    def has_speaker(self, slug: str) -> bool:
        """Whether anybody is called so."""
        return bool(slug) and self.session.get(SpeakerRow, slug) is not None

    def find_items(self, numbers: list[int]) -> set[int]:
        """Those of these numbers that exist, published or not."""
        return set(self.session.scalars(select(ItemRow.number).where(ItemRow.number.in_(numbers))))


def list_languages(session: Session) -> tuple[str, ...]:
    """The languages of the house, the source first."""
    return tuple(session.scalars(select(LanguageRow.code).order_by(LanguageRow.position, LanguageRow.code)))


def drafts_of_item(session: Session, number: int) -> dict[Sheet, Data]:
    """Every draft that belongs to an item: facts, threads, and words in all languages."""
    return _drafts(session, (ITEM, TEXT, THREAD), str(number))


def drafts_beside(session: Session, sheet: Sheet) -> dict[Sheet, Data]:
    """The drafts that a draft is read with: those of its item, or the same words in other languages."""
    return (
        drafts_of_item(session, sheet.number) if sheet.number else _drafts(session, (sheet.kind,), sheet.key)
    )


def _drafts(session: Session, kinds: tuple[str, ...], key: str) -> dict[Sheet, Data]:
    mine = select(DraftRow).where(DraftRow.kind.in_(kinds), DraftRow.key == key)
    return {Sheet(row.kind, row.key, row.language): row.data for row in session.scalars(mine)}
