"""What recordings lack that were made ready by an older version: their slow rendition, and their checks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from content.audio import AudioRefused, examine
from content.checkups import check_recording
from content.media import MediaStore, NoSuchMedia
from content.sound.findings import Findings
from content.sound.recipes import Trim
from content.sound.slowing import slow_down
from content.tables import RecordingRow, RecordingState
from content.version import move_version
from db.clock import Clock
from db.database import Database

_SHOWN_EVERY = 25  # recordings; each time all processes load what is published once more
# Of such a recording nothing can be made any more; it keeps playing as it is.
_NO_SLOW: dict[str, Any] = {"slow": "", "pauses": []}


def complete_next(database: Database, media: MediaStore, clock: Clock) -> bool:
    """Give one READY recording what it lacks, the live ones first, while it stays on the line; False when none does."""
    wanted = select(RecordingRow.id).where(_lacks()).order_by(RecordingRow.live.desc(), RecordingRow.id)
    with database.reads() as session:
        found = session.scalar(wanted.limit(1))
        row = session.get_one(RecordingRow, found) if found is not None else None
    if row is None:
        return False
    with TemporaryDirectory(prefix="museline-") as folder:
        values = _slowed(media, row, Path(folder))
        findings = _examined(media, row, Path(folder))
    with database.writes() as session:
        _write(session, row.id, values, findings)
        if not session.scalar(select(exists().where(_lacks()))) or row.id % _SHOWN_EVERY == 0:
            move_version(session, clock.now())
    return True


def _lacks() -> Any:
    return (RecordingRow.state == RecordingState.READY) & RecordingRow.slow.is_(None)


def _slowed(media: MediaStore, row: RecordingRow, folder: Path) -> dict[str, Any]:
    phone, slow = folder / "phone.wav", folder / "slow.wav"
    try:
        media.fetch(row.phone or "", phone)
        pauses = slow_down(phone, slow)
    except (NoSuchMedia, ValueError):
        return _NO_SLOW
    return {"slow": media.put(slow, slow.name), "pauses": pauses}


def _examined(media: MediaStore, row: RecordingRow, folder: Path) -> Findings | None:
    """Hear the master once more; None where it is gone, or would be refused today."""
    master = folder / row.master.rsplit("/", 1)[-1]
    try:
        media.fetch(row.master, master)
        return examine(master, Trim(row.trim_start, row.trim_end))
    except (NoSuchMedia, AudioRefused):
        return None


def _write(session: Session, recording_id: int, values: dict[str, Any], findings: Findings | None) -> None:
    """Fill in what is missing, unless another worker did so meanwhile."""
    mine = update(RecordingRow).where(RecordingRow.id == recording_id, _lacks()).values(**values)
    if session.execute(mine.returning(RecordingRow.id)).first() is None or findings is None:
        return
    row = session.get_one(RecordingRow, recording_id, populate_existing=True)
    row.checks = check_recording(session, row, findings)
    session.flush()
