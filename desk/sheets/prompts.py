"""The line's own words, by the place in which they are heard: what is missing, stale, or without a human voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from content.codes import is_heard
from content.editing.searching import fold
from content.editing.sheet import PROMPT, Sheet, prompt_sheet
from content.tables import DraftRow, PromptRow, RecordingRow, RecordingState


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt in one language, as it counts or is being written; `is_synthetic`: the carrier's voice says it."""

    sheet: Sheet
    text: str
    state: str
    is_synthetic: bool

    @property
    def place(self) -> str:
        """Where in the line it is heard: the first part of its key."""
        return self.sheet.key.partition(".")[0]


def list_by_place(
    session: Session, language: str, source: str, words: str = ""
) -> Mapping[str, list[Prompt]]:
    """The prompts of a language by place; those that only the source has are missing here."""
    found: dict[str, list[Prompt]] = defaultdict(list)
    for prompt in _list(session, language, source):
        if set(fold(words)) <= set(fold(f"{prompt.sheet.key} {prompt.text}")):
            found[prompt.place].append(prompt)
    return found


def count_synthetic(session: Session, language: str, source: str) -> tuple[int, int]:
    """How many prompts the carrier's voice says, of how many that are spoken at all."""
    spoken = [one for one in _list(session, language, source) if is_heard(one.sheet.key, one.text)]
    return sum(one.is_synthetic for one in spoken), len(spoken)


def _list(session: Session, language: str, source: str) -> list[Prompt]:
    wanted = select(PromptRow).where(PromptRow.live, PromptRow.language.in_({language, source}))
    live = {(row.key, row.language): row for row in session.scalars(wanted)}
    drafts = select(DraftRow).where(DraftRow.kind == PROMPT, DraftRow.language == language)
    written = {row.key: str(row.data.get("text", "")) for row in session.scalars(drafts)}
    human = set(session.scalars(_recorded(language)))
    return [
        _describe(
            prompt_sheet(key, language), live.get((key, source)), live.get((key, language)), written, human
        )
        for key in sorted({key for key, _ in live} | written.keys())
    ]


def _describe(
    sheet: Sheet,
    source: PromptRow | None,
    own: PromptRow | None,
    written: Mapping[str, str],
    human: set[str | None],
) -> Prompt:
    key, said = sheet.key, own or source
    is_synthetic = said is not None and is_heard(key, said.text) and key not in human
    if key in written:
        return Prompt(sheet, written[key], "draft", is_synthetic)
    if own is None:
        return Prompt(sheet, source.text if source else "", "missing", is_synthetic)
    is_stale = source is not None and own.source_version < source.version
    return Prompt(sheet, own.text, "stale" if is_stale else "published", is_synthetic)


def _recorded(language: str) -> Select[str | None]:
    """Keys of the prompts that somebody of the museum says."""
    row = RecordingRow
    mine = (row.live, row.language == language, row.prompt.is_not(None), row.synthetic.is_(False))
    return select(row.prompt).where(*mine, row.state == RecordingState.READY)
