"""Taking a pack into the database: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content.editing import searching
from content.media import MediaStore
from content.packs.house_rows import write_house, write_series
from content.packs.item_rows import write_items, write_prompts
from content.packs.mistakes import Mistake
from content.packs.noticing import Notice
from content.packs.pack import Pack
from content.packs.shapes import RecordingShape
from content.packs.validation import read_checked
from content.recordings import Take, Target, accept, retire, target_of
from content.tables import RecordingRow, RecordingState
from content.version import move_version
from db.clock import Clock
from db.database import Database


class PackRefused(Exception):
    """The pack has mistakes, and nothing was changed; `mistakes` are those that stand in the way."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes; nothing was changed")
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: items in the pack, texts and prompts that became new versions, recordings to prepare."""

    items: int
    texts: int
    prompts: int
    recordings: int
    advice: tuple[Mistake, ...] = ()

    def __str__(self) -> str:
        """One sentence for the person who asked."""
        return (
            f"{self.items} items are in. New or changed: {self.texts} texts, {self.prompts} prompts, "
            f"{self.recordings} recordings, which the worker prepares now."
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """The pack's files, in the media store before the transaction begins: a picture or a sound is never waited for."""

    pictures: Mapping[int, str]
    takes: Mapping[Target, Take]


def import_pack(database: Database, media: MediaStore, folder: Path, clock: Clock) -> Report:
    """Take a pack in. What it holds becomes as it says; what it does not mention stays. Raises `PackRefused`."""
    pack, mistakes = read_checked(folder)
    if blocking := [mistake for mistake in mistakes if mistake.blocks]:
        raise PackRefused(blocking)
    kept = _keep_files(pack, media)
    with database.writes() as session:
        return _write(session, pack, kept, clock.now(), tuple(mistakes))


def _keep_files(pack: Pack, media: MediaStore) -> Kept:
    pictures = {
        item.number: media.put(item.picture, "picture.jpg") for item in pack.items.values() if item.picture
    }
    takes = {target: _take(media, path, shape) for target, path, shape in _recordings(pack)}
    return Kept(pictures, takes)


def _recordings(pack: Pack) -> Iterator[tuple[Target, Path, RecordingShape]]:
    for item in pack.items.values():
        for language, shape in item.shape.recordings.items():
            yield Target(language, item=item.number), pack.recording(item, language), shape
    for language, recordings in pack.prompt_recordings.items():
        for key, shape in recordings.items():
            yield Target(language, prompt=key), pack.prompt_recording(language, key), shape


def _take(media: MediaStore, path: Path, shape: RecordingShape) -> Take:
    return Take(media.put_master(path, path.name), shape.synthetic, shape.voice)


def _write(session: Session, pack: Pack, kept: Kept, now: datetime, advice: tuple[Mistake, ...]) -> Report:
    notice = Notice(session, pack)
    write_house(session, pack)
    texts = write_items(session, pack, kept.pictures, now)
    write_series(session, pack)
    prompts = write_prompts(session, pack, now)
    recordings = _write_recordings(session, pack, kept.takes, now)
    session.flush()
    searching.index(session, pack.items)
    notice.tell()
    move_version(session, now)
    return Report(len(pack.items), texts, prompts, recordings, advice)


def _write_recordings(session: Session, pack: Pack, takes: Mapping[Target, Take], now: datetime) -> int:
    """New sounds wait for the worker while the old ones stay live; those that the pack dropped go. How many are new."""
    wanted = or_(RecordingRow.live, RecordingRow.goes_live)
    rows = session.scalars(select(RecordingRow).where(wanted).order_by(RecordingRow.goes_live))
    current = {target_of(row): row for row in rows}
    for target in current.keys() - takes.keys():
        if _belongs(pack, target):
            retire(session, target)
    fresh = {target: take for target, take in takes.items() if not _is_same(current.get(target), take)}
    for target, take in fresh.items():
        accept(session, target, take, now, goes_live=True)
    return len(fresh)


def _belongs(pack: Pack, target: Target) -> bool:
    """Whether the pack speaks about this recording at all."""
    if target.language not in pack.languages:
        return False
    return (
        target.item in pack.items if target.item else target.prompt in pack.prompts.get(target.language, {})
    )


def _is_same(row: RecordingRow | None, take: Take) -> bool:
    """The same sound needs no second rendering; what is said about its voice may change."""
    if row is None or row.master_sha256 != take.sha256 or row.state == RecordingState.FAILED:
        return False
    row.synthetic, row.voice = take.synthetic, take.voice
    return True
