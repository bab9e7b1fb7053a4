"""What is recorded, by whom, and what still has no human voice: for those who look at it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from content.codes import is_heard
from content.recordings import Target
from content.tables import (
    DraftRow,
    ItemRow,
    ItemTextRow,
    LanguageRow,
    PromptRow,
    RecordingRow,
    RecordingState,
)

PREPARED = (RecordingState.PENDING, RecordingState.CLAIMED)
MOST = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """The words that somebody reads aloud. `kind` is an item's, empty for a prompt; `has_places` says that something
    is filled in while one listens, so that the carrier's voice speaks it in any case."""

    title: str
    body: str
    kind: str = ""
    is_draft: bool = False

    @property
    def has_places(self) -> bool:
        """Whether something is filled in on the line."""
        return not self.kind and "{" in self.body


def find_reading(session: Session, target: Target) -> Reading | None:
    """The words of an item or a prompt, the draft before what is live; None where there is no such thing."""
    if session.get(LanguageRow, target.language) is None:
        return None
    return _read_item(session, target) if target.item is not None else _read_prompt(session, target)


def list_versions(session: Session, target: Target) -> Sequence[RecordingRow]:
    """Every version, the newest first."""
    return session.scalars(
        select(RecordingRow).where(is_of(target)).order_by(RecordingRow.version.desc())
    ).all()


def find_live(session: Session, target: Target) -> int | None:
    """The version that is heard now; None where the carrier's voice speaks."""
    return session.scalar(select(RecordingRow.id).where(is_of(target), RecordingRow.live))


def list_prepared(session: Session) -> Sequence[RecordingRow]:
    """What waits for the worker or is with it, the first come first."""
    wanted = select(RecordingRow).where(RecordingRow.state.in_(PREPARED))
    return session.scalars(wanted.order_by(RecordingRow.id).limit(MOST)).all()


def count_prepared(session: Session) -> int:
    """How many wait for the worker or are with it."""
    return session.scalar(select(func.count()).where(RecordingRow.state.in_(PREPARED))) or 0


def list_failed(session: Session) -> Sequence[RecordingRow]:
    """What could not be prepared, unless it was recorded again since."""
    return _list_newest(session, RecordingRow.state == RecordingState.FAILED)


def list_ready(session: Session) -> Sequence[RecordingRow]:
    """The newest of its kind, prepared, by a human voice, and not on the line yet."""
    row = RecordingRow
    return _list_newest(session, and_(row.state == RecordingState.READY, ~row.live, ~row.synthetic))


def list_unvoiced_items(
    session: Session, language: str, after: int = 0, most: int = MOST
) -> list[tuple[int, str]]:
    """Items with words in a language that nobody of the museum reads yet, by number, with their titles."""
    text = ItemTextRow
    wanted = select(text.item, text.title).join(ItemRow, ItemRow.number == text.item)
    lacking = wanted.where(*_unvoiced_items(language), text.item > after)
    return [(row[0], row[1]) for row in session.execute(lacking.order_by(text.item).limit(most))]


def count_unvoiced_items(session: Session, language: str) -> int:
    """How many items have words in a language, and no human voice."""
    wanted = select(func.count(ItemTextRow.id)).join(ItemRow, ItemRow.number == ItemTextRow.item)
    return session.scalar(wanted.where(*_unvoiced_items(language))) or 0


def list_unvoiced_prompts(session: Session, language: str) -> list[tuple[str, str]]:
    """Prompts that are heard as they are written and that the carrier's voice speaks, with their words."""
    row = PromptRow
    silent = (row.live, row.language == language, ~_has_voice(RecordingRow.prompt == row.key, language))
    found = session.execute(select(row.key, row.text).where(*silent).order_by(row.key))
    return [(key, text) for key, text in found if is_heard(key, text)]


def list_prompt_keys(session: Session) -> set[str]:
    """The keys of all prompts, in whatever language."""
    return set(session.scalars(select(PromptRow.key).distinct()))


def find_titles(session: Session, targets: Sequence[Target]) -> dict[Target, str]:
    """What items are called, by what is recorded of them; a prompt is called by its key."""
    numbers = {target.item for target in targets if target.item is not None}
    text = ItemTextRow
    wanted = select(text.item, text.language, text.title).where(text.live, text.item.in_(numbers))
    titles = {(number, code): title for number, code, title in session.execute(wanted)}
    return {one: titles.get((one.item or 0, one.language), "") or one.prompt or "" for one in targets}


def is_of(target: Target) -> ColumnElement[bool]:
    """Whether a row is a recording of this."""
    row = RecordingRow
    of = row.item == target.item if target.item is not None else row.prompt == target.prompt
    return and_(row.language == target.language, of)


def _read_item(session: Session, target: Target) -> Reading | None:
    item = session.get(ItemRow, target.item)
    if item is None:
        return None
    text = ItemTextRow
    mine = (text.item == target.item, text.language == target.language, text.live)
    live = session.execute(select(text.title, text.body).where(*mine)).first()
    draft = _draft(session, "text", str(target.item), target.language)
    body, title = draft.get("body") or "", draft.get("title") or ""
    if body and (live is None or body != live.body):
        return Reading(title or (live.title if live else ""), body, item.kind, is_draft=True)
    return Reading(live.title if live else title, live.body if live else "", item.kind)


def _read_prompt(session: Session, target: Target) -> Reading | None:
    row = PromptRow
    known = session.scalar(select(row.id).where(row.key == target.prompt).limit(1))
    if known is None:
        return None
    mine = (row.key == target.prompt, row.language == target.language, row.live)
    live = session.scalar(select(row.text).where(*mine)) or ""
    draft = _draft(session, "prompt", target.prompt or "", target.language).get("text") or ""
    is_draft = bool(draft) and draft != live
    return Reading(target.prompt or "", draft if is_draft else live, is_draft=is_draft)


def _draft(session: Session, kind: str, key: str, language: str) -> dict[str, Any]:
    mine = (DraftRow.kind == kind, DraftRow.key == key, DraftRow.language == language)
    return session.scalar(select(DraftRow.data).where(*mine)) or {}


def _list_newest(session: Session, wanted: ColumnElement[bool]) -> Sequence[RecordingRow]:
    row, later = RecordingRow, aliased(RecordingRow)
    again = (
        select(later.id)
        .where(later.item.is_not_distinct_from(row.item), later.prompt.is_not_distinct_from(row.prompt))
        .where(later.language == row.language, later.version > row.version)
    )
    return session.scalars(
        select(row).where(wanted, ~again.exists()).order_by(row.id.desc()).limit(MOST)
    ).all()


def _unvoiced_items(language: str) -> tuple[ColumnElement[bool], ...]:
    text = ItemTextRow
    silent = ~_has_voice(RecordingRow.item == text.item, language)
    return text.live.is_(True), text.language == language, ItemRow.state != "withdrawn", silent


def _has_voice(of: ColumnElement[bool], language: str) -> ColumnElement[bool]:
    row = RecordingRow
    return select(row.id).where(of, row.language == language, row.live, ~row.synthetic).exists()
