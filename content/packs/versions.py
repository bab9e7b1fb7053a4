"""Writing words that are kept in versions: only what changed becomes a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from content.tables import ItemTextRow, PromptRow

Key = tuple[int | str, str]
Table = type[ItemTextRow] | type[PromptRow]
OWNERS: dict[Table, str] = {ItemTextRow: "item", PromptRow: "key"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words as a pack has them: of which item or prompt, in which language; stale ones are behind their source."""

    owner: int | str
    language: str
    values: Mapping[str, Any]
    stale: bool = False


class Versions:
    """The live and newest versions of one table, read once, and the way to new ones."""

    def __init__(self, session: Session, table: Table, source: str, now: datetime) -> None:
        self._session, self._table, self._source, self._now = session, table, source, now
        owner = getattr(table, OWNERS[table])
        newest = select(owner, table.language, func.max(table.version)).group_by(owner, table.language)
        self._newest: dict[Key, int] = {
            (key, code): version for key, code, version in session.execute(newest)
        }
        rows: Iterable[ItemTextRow | PromptRow] = session.scalars(select(table).where(table.live))
        self._live: dict[Key, ItemTextRow | PromptRow] = {
            (getattr(row, OWNERS[table]), row.language): row for row in rows
        }

    def write(self, wanted: Sequence[Wanted]) -> int:
        """Make every wanted text live, the source language first; how many became new versions."""
        fresh = [words for words in wanted if self._differs(words)]
        for words in fresh:
            key = (words.owner, words.language)
            self._newest[key] = self._newest.get(key, 0) + 1
        self._retire([(words.owner, words.language) for words in fresh])
        if fresh:
            self._session.execute(insert(self._table), [self._row(words) for words in fresh])
        for words in wanted:
            self._mark_stale(words)
        return len(fresh)

    def drop(self, keys: Sequence[Key]) -> None:
        """Take texts off the line that the pack no longer has."""
        self._retire(keys)

    def live_keys(self) -> set[Key]:
        """Which texts were live before."""
        return set(self._live)

    def _differs(self, words: Wanted) -> bool:
        row = self._live.get((words.owner, words.language))
        return row is None or any(getattr(row, name) != value for name, value in words.values.items())

    def _retire(self, keys: Sequence[Key]) -> None:
        """Before the new ones come: only one may be live at a time."""
        ids = [self._live[key].id for key in keys if key in self._live]
        if ids:
            self._session.execute(update(self._table).where(self._table.id.in_(ids)).values(live=False))

    def _row(self, words: Wanted) -> dict[str, Any]:
        version = self._newest[words.owner, words.language]
        made = {
            "version": version,
            "source_version": self._follows(words),
            "live": True,
            "made_at": self._now,
        }
        return {OWNERS[self._table]: words.owner, "language": words.language, **words.values, **made}

    def _follows(self, words: Wanted) -> int:
        """The version of the source that these words were made from."""
        return self._newest.get((words.owner, self._source), 0) - int(words.stale)

    def _mark_stale(self, words: Wanted) -> None:
        """Words that did not change may still say that their source has gone on."""
        row = self._live.get((words.owner, words.language))
        if words.stale and row is not None and row.source_version > self._follows(words):
            row.source_version = self._follows(words)
