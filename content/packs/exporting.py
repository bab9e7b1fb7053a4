"""Giving all content out as a pack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content.media import MediaStore
from content.packs.house_files import describe_lines, describe_seasons, describe_series, describe_speakers
from content.packs.item_files import ItemFiles, ItemWriter, describe_prompts, prompt_media
from content.packs.pack import PROMPTS
from content.packs.writing import write_text, write_toml
from content.recordings import Target, target_of
from content.tables import RecordingRow
from db.database import Database


class FolderInUse(Exception):
    """Something lies in the folder already; nothing was written."""


def export_pack(database: Database, media: MediaStore, folder: Path) -> None:
    """Write what is live, of drafts and withdrawn items too; older versions stay at home. Raises `FolderInUse`."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(
            f"{folder} is not empty: name a new folder, so that nothing of yours is overwritten."
        )
    with database.reads() as session:
        recordings = _find_recordings(session)
        _write_house(session, recordings, folder)
        items = list(ItemWriter(session, recordings).describe())
    for item in items:
        _write_item(media, item, folder)
    _fetch(media, prompt_media(recordings), folder / PROMPTS)


def _find_recordings(session: Session) -> dict[Target, RecordingRow]:
    """The one on its way to the line, else the one that is live."""
    wanted = select(RecordingRow).where(or_(RecordingRow.live, RecordingRow.goes_live))
    return {target_of(row): row for row in session.scalars(wanted.order_by(RecordingRow.goes_live))}


def _write_house(session: Session, recordings: Mapping[Target, RecordingRow], folder: Path) -> None:
    write_toml(folder / "lines.toml", describe_lines(session))
    write_toml(folder / "speakers.toml", describe_speakers(session))
    write_toml(folder / "series.toml", describe_series(session))
    if seasons := describe_seasons(session):
        write_toml(folder / "seasons.toml", seasons)
    for file, sheet in describe_prompts(session, recordings).items():
        write_toml(folder / file, sheet)


def _write_item(media: MediaStore, item: ItemFiles, folder: Path) -> None:
    write_toml(folder / item.folder / "item.toml", item.sheet)
    for language, (head, body) in item.texts.items():
        write_text(folder / item.folder / f"{language}.md", head, body)
    _fetch(media, item.media, folder / item.folder)


def _fetch(media: MediaStore, files: Mapping[str, str], folder: Path) -> None:
    for name, path in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        media.fetch(path, target)
