"""The list of items: found by words and filters, a page at a time, with as many queries for ten as for ten thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.finding import ItemQuery, narrow
from content.editing.view import list_languages
from content.tables import DraftRow, ItemRow, ItemTextRow, RecordingRow, ScheduleRow, SpeakerRow

__all__ = ["ItemPage", "ItemQuery", "ListedItem", "Told", "list_items"]
PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """An item in one language. `state` is missing, draft, reviewed, stale or published: what an editor does next.

    `is_live` says that words are on the line (or would be, were the item), whatever is drafted besides."""

    language: str
    state: str
    is_live: bool
    is_stale: bool
    recorded_by: str | None = None
    recorded_at: datetime | None = None
    is_synthetic: bool = False
    has_recording: bool = False


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of the list. `title` is in the source language where it has one, else in any."""

    number: int
    title: str
    kind: str
    state: str
    intent: str
    speaker: str
    speaker_name: str
    review_by: date | None
    changed_at: datetime
    changed_by: str | None
    told: tuple[Told, ...]
    has_draft: bool
    planned: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page; `next` is what `after` of the next page's query is, None on the last."""

    rows: tuple[ListedItem, ...]
    next: int | None


def list_items(session: Session, query: ItemQuery, size: int = PAGE) -> ItemPage:
    """The items that were asked for, by number."""
    columns = select(ItemRow, SpeakerRow.name).join(SpeakerRow, SpeakerRow.slug == ItemRow.speaker)
    wanted = narrow(session, columns, query).where(ItemRow.number > query.after)
    found = session.execute(wanted.order_by(ItemRow.number).limit(size + 1)).all()
    shown = found[:size]
    details = Details(session, [row.number for row, _ in shown])
    rows = tuple(details.describe(row, name) for row, name in shown)
    return ItemPage(rows, rows[-1].number if len(found) > size else None)


class Details:
    """What a page tells about its items, read for all of them at once."""

    def __init__(self, session: Session, numbers: Sequence[int]) -> None:
        self.languages = list_languages(session)
        self._texts: dict[int, dict[str, tuple[str, int, int]]] = defaultdict(dict)
        self._drafts: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        self._sounds: dict[int, dict[str, tuple[str | None, datetime, bool]]] = defaultdict(dict)
        self._planned: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
        self._read_texts(session, numbers)
        self._read_drafts(session, numbers)
        self._read_sounds(session, numbers)
        plans = select(ScheduleRow.item, ScheduleRow.action, ScheduleRow.at)
        for number, action, at in session.execute(plans.where(ScheduleRow.item.in_(numbers))):
            self._planned[number].append((action, at))

    def describe(self, row: ItemRow, speaker: str) -> ListedItem:
        """One line."""
        return ListedItem(
            row.number, self.title(row.number), row.kind, row.state, row.intent, row.speaker, speaker,
            row.review_by, row.changed_at, row.changed_by,
            tuple(self.tell(row.number, code) for code in self.languages), bool(self._drafts.get(row.number)),
            tuple(self._planned.get(row.number, ())),
        )  # fmt: skip

    def tell(self, number: int, code: str) -> Told:
        """How one language stands."""
        texts = self._texts.get(number, {})
        live, source = texts.get(code), texts.get(self.languages[0])
        is_stale = bool(live and source and code != self.languages[0] and live[2] < source[1])
        drafted = self._drafts.get(number, {}).get(code, ("", ""))[0]
        state = drafted or ("missing" if live is None else "stale" if is_stale else "published")
        sound = self._sounds.get(number, {}).get(code)
        by, at, synthetic = sound or (None, None, False)
        return Told(code, state, live is not None, is_stale, by, at, synthetic, sound is not None)

    def title(self, number: int) -> str:
        """The title in the source language, else in any; a draft where nothing else is."""
        drafts, texts = self._drafts.get(number, {}), self._texts.get(number, {})
        titles = [
            texts[code][0] if code in texts else drafts.get(code, ("", ""))[1] for code in self.languages
        ]
        return next((title for title in titles if title), "")

    def _read_texts(self, session: Session, numbers: Sequence[int]) -> None:
        row = ItemTextRow
        texts = select(row.item, row.language, row.title, row.version, row.source_version)
        found = session.execute(texts.where(row.item.in_(numbers), row.live))
        for number, code, title, version, source in found:
            self._texts[number][code] = (title, version, source)

    def _read_drafts(self, session: Session, numbers: Sequence[int]) -> None:
        keys = [str(number) for number in numbers]
        row = DraftRow
        drafts = select(row.key, row.language, row.review, row.data)
        mine = (row.kind.in_(("item", "text", "thread")), row.key.in_(keys))
        for key, code, review, data in session.execute(drafts.where(*mine)):
            self._drafts[int(key)][code] = (review, data.get("title", ""))

    def _read_sounds(self, session: Session, numbers: Sequence[int]) -> None:
        row = RecordingRow
        sounds = select(row.item, row.language, row.made_by, row.made_at, row.synthetic)
        for number, code, by, at, synthetic in session.execute(sounds.where(row.item.in_(numbers), row.live)):
            if number is not None:
                self._sounds[number][code] = (by, at, synthetic)
