"""What an import changes while somebody has it open in the desk: their page must not undo it unseen."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.kinds.registry import read
from content.editing.sheet import Sheet, item_sheet, prompt_sheet, text_sheet, thread_sheet
from content.editing.steps import note_unknown
from content.packs.pack import Pack
from content.tables import DraftRow, ItemRow, ItemTextRow, PromptRow, ThreadReasonRow, ThreadRow

Look = dict[Sheet, Any]


class Notice:
    """Looks before an import, and tells afterwards what is different now. Drafts are left as they are."""

    def __init__(self, session: Session, pack: Pack) -> None:
        self._session, self._pack = session, pack
        self._before = self._look()

    def tell(self) -> None:
        """Note every sheet that there was and that changed, but those with a draft, which still shows the same."""
        self._session.expire_all()
        rows = self._session.execute(select(DraftRow.kind, DraftRow.key, DraftRow.language))
        drafted = {Sheet(*row) for row in rows}
        now = self._look()
        changed = {sheet for sheet, before in self._before.items() if now.get(sheet) != before}
        note_unknown(self._session, changed - drafted)

    def _look(self) -> Look:
        return {
            **self._look_at_house(),
            **self._look_at_items(),
            **self._look_at_words(),
            **self._look_at_threads(),
        }

    def _look_at_house(self) -> Look:
        pack = self._pack
        slugs = {"line": pack.lines, "speaker": pack.speakers, "series": pack.series, "season": pack.seasons}
        sheets = [Sheet(kind, slug) for kind, named in slugs.items() for slug in named]
        found = {sheet: read(self._session, sheet) for sheet in sheets}
        return {sheet: data for sheet, data in found.items() if data is not None}

    def _look_at_items(self) -> Look:
        rows = self._session.execute(select(*ItemRow.__table__.columns)).all()
        return {item_sheet(row.number): tuple(row) for row in rows}

    def _look_at_words(self) -> Look:
        """The live versions say enough."""
        texts = select(ItemTextRow.item, ItemTextRow.language, ItemTextRow.version).where(ItemTextRow.live)
        prompts = select(PromptRow.key, PromptRow.language, PromptRow.version).where(PromptRow.live)
        found: Look = {text_sheet(n, code): version for n, code, version in self._session.execute(texts)}
        said = {prompt_sheet(key, code): version for key, code, version in self._session.execute(prompts)}
        return {**found, **said}

    def _look_at_threads(self) -> Look:
        """Each item has a sheet of threads, be it empty."""
        found: dict[Sheet, list[Any]] = defaultdict(list)
        for number in self._session.scalars(select(ItemRow.number)):
            found[thread_sheet(number)] = []
        threads = select(ThreadRow.item, ThreadRow.position, ThreadRow.to)
        reasons = select(
            ThreadReasonRow.item, ThreadReasonRow.position, ThreadReasonRow.language, ThreadReasonRow.reason
        )
        for asked in (threads, reasons):
            for number, *rest in sorted(tuple(row) for row in self._session.execute(asked)):
                found[thread_sheet(number)].append(rest)
        return found
