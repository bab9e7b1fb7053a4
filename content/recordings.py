"""Recordings and their versions: accepting one, putting it on the line, and going back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, update
from sqlalchemy.orm import Session

from content.catalogue import SeriesKind
from content.tables import (
    ItemRow,
    ItemTextRow,
    PromptRow,
    RecordingRow,
    RecordingState,
    SeriesEntryRow,
    SeriesRow,
)
from content.version import move_version


class NotReady(Exception):
    """The recording can't go on the line; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a recording is of: an item or a prompt, in one language."""

    language: str
    item: int | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """A recording as it came: its master's path (from `MediaStore.put_master`), and who or what speaks in it.

    `came_by` is pack, browser, upload, telephone or chat."""

    master: str
    synthetic: bool = False
    voice: str = ""
    by: str | None = None
    came_by: str = "pack"

    @property
    def sha256(self) -> str:
        """The hash of the master's bytes."""
        return self.master.split("/")[-2]


def accept(
    session: Session,
    target: Target,
    take: Take,
    now: datetime,
    *,
    goes_live: bool = False,
    came_by: str | None = None,
    trim_start: float = 0.0,
    trim_end: float = 0.0,
) -> RecordingRow:
    """Write a new version, PENDING; with `goes_live` it replaces the live one as soon as it is READY.

    `trim_start` and `trim_end` are seconds of the master that are left off; less than none is a ValueError."""
    if trim_start < 0 or trim_end < 0:
        raise ValueError("a recording can only be trimmed by seconds that it has")
    if goes_live:
        _change(session, target, goes_live=False)
    row = RecordingRow(
        item=target.item,
        prompt=target.prompt,
        language=target.language,
        version=1 + (session.scalar(select(func.max(RecordingRow.version)).where(_is_of(target))) or 0),
        text_version=_live_text(session, target),
        goes_live=goes_live,
        synthetic=take.synthetic,
        voice=take.voice,
        master=take.master,
        master_sha256=take.sha256,
        made_at=now,
        made_by=take.by,
        state=RecordingState.PENDING,
        came_by=came_by or take.came_by,
        trim_start=trim_start,
        trim_end=trim_end,
    )
    session.add(row)
    session.flush()
    return row


def trim(
    session: Session, recording_id: int, start: float, end: float, by: str | None, now: datetime
) -> RecordingRow:
    """Write a new version, PENDING, of the same master without so many seconds at its start and end."""
    old = session.get_one(RecordingRow, recording_id)
    take = Take(old.master, old.synthetic, old.voice, by, old.came_by)
    row = accept(session, target_of(old), take, now, trim_start=start, trim_end=end)
    row.text_version = old.text_version
    session.flush()
    return row


def publish(session: Session, recording_id: int, now: datetime) -> None:
    """Put a version on the line in one step; raises `NotReady` and leaves the live one where it is not READY."""
    row = session.get_one(RecordingRow, recording_id)
    if row.state != RecordingState.READY:
        failed = row.state == RecordingState.FAILED
        raise NotReady(
            row.words if failed else "This recording is still being prepared. Try again in a minute."
        )
    target = target_of(row)
    _change(session, target, live=False, goes_live=False)
    session.execute(update(RecordingRow).where(RecordingRow.id == recording_id).values(live=True))
    session.refresh(row)
    move_version(session, now)


def roll_back(session: Session, target: Target, now: datetime) -> bool:
    """Put the READY version before the live one on the line; False where there is none, and nothing changes."""
    live = session.scalar(select(RecordingRow.version).where(_is_of(target), RecordingRow.live))
    older = and_(
        _is_of(target), RecordingRow.state == RecordingState.READY, RecordingRow.version < (live or 0)
    )
    before = session.scalar(
        select(RecordingRow.id).where(older).order_by(RecordingRow.version.desc()).limit(1)
    )
    if before is None:
        return False
    publish(session, before, now)
    return True


def retire(session: Session, target: Target) -> None:
    """Take every version off the line; the carrier's voice speaks instead. The caller moves the version."""
    _change(session, target, live=False, goes_live=False)


def words_read(session: Session, target: Target, version: int) -> str:
    """The words of that version, which the recording reads; empty where there are none."""
    texts = {row[0]: row[1] for row in session.execute(_query_text(target))}
    return texts.get(version, "")


def kind_of(session: Session, target: Target) -> str:
    """What is recorded, as its usual length goes by: an item's kind, "episode" for one of a serial, or "prompt"."""
    if target.item is None:
        return "prompt"
    serials = select(SeriesEntryRow.item).join(SeriesRow, SeriesRow.slug == SeriesEntryRow.series)
    if session.scalar(serials.where(SeriesEntryRow.item == target.item, SeriesRow.kind == SeriesKind.SERIAL)):
        return "episode"
    return session.scalar(select(ItemRow.kind).where(ItemRow.number == target.item)) or ""


def target_of(row: RecordingRow) -> Target:
    """What a recording is of."""
    return Target(row.language, row.item, row.prompt)


def _is_of(target: Target) -> ColumnElement[bool]:
    return and_(
        RecordingRow.language == target.language,
        RecordingRow.item == target.item if target.item is not None else RecordingRow.prompt == target.prompt,
    )


def _change(session: Session, target: Target, **values: Any) -> None:
    session.execute(update(RecordingRow).where(_is_of(target)).values(**values))


def _live_text(session: Session, target: Target) -> int:
    """The version of the words that are live, which are those that were read; 0 where there are none."""
    table = ItemTextRow if target.item is not None else PromptRow
    return session.scalar(_query_text(target).where(table.live)) or 0


def _query_text(target: Target) -> Select[int, str]:
    """The words that a recording reads, in all their versions."""
    if target.item is not None:
        texts = select(ItemTextRow.version, ItemTextRow.body)
        return texts.where(ItemTextRow.item == target.item, ItemTextRow.language == target.language)
    prompts = select(PromptRow.version, PromptRow.text)
    return prompts.where(PromptRow.key == target.prompt, PromptRow.language == target.language)
