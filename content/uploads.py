"""Recordings that reach us piece by piece: each piece is kept at once, the last word makes one master of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from content.media import MediaStore, NoSuchMedia
from content.recordings import Take, Target, accept
from content.tables import UploadPieceRow, UploadRow
from db.clock import Clock
from db.database import Database

MOST_PIECES = 8192  # of two seconds each: four and a half hours; of a megabyte: eight gigabytes
LARGEST_PIECE = 2 << 20  # bytes; no more gets through the door in one request
KEPT = timedelta(days=7)
SUFFIX_MOST = 8
RECORDER, FILE = "browser", "upload"
RECORDED = "museline-recording"  # how the desk's recorder calls what it sends; a file has the name it had


class Unfinished(Exception):
    """Pieces are missing; `missing` has their numbers, from 0."""

    def __init__(self, missing: Sequence[int]) -> None:
        super().__init__(f"{len(missing)} pieces are missing")
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An upload as far as it came. `whole` counts the pieces before the first gap; `recording` is what it became."""

    token: str
    target: Target
    name: str
    begun_at: datetime
    begun_by: str
    pieces: tuple[int, ...]
    bytes: int
    recording: int | None

    @property
    def came_by(self) -> str:
        """Whether the desk's recorder sends it, or it is a file."""
        return RECORDER if Path(self.name).stem == RECORDED else FILE

    @property
    def whole(self) -> int:
        """How many pieces can be used without the others."""
        return next((place for place, number in enumerate(self.pieces) if place != number), len(self.pieces))


def begin(session: Session, token: str, target: Target, name: str, by: str, now: datetime) -> None:
    """Expect the pieces of one recording; asking again with the same token changes nothing."""
    if session.scalar(select(UploadRow.id).where(UploadRow.token == token)) is None:
        session.add(
            UploadRow(
                token=token, item=target.item, prompt=target.prompt, language=target.language,
                name=name[-200:], begun_at=now, begun_by=by,
            )
        )  # fmt: skip
        session.flush()


def look(session: Session, token: str) -> Arrived | None:
    """What arrived of an upload; None where nobody began it, or it was thrown away."""
    row = session.scalars(select(UploadRow).where(UploadRow.token == token)).first()
    return _describe(session, row) if row else None


def list_unfinished(session: Session, before: datetime) -> list[Arrived]:
    """Uploads begun before a moment that never became a recording, the newest first."""
    of_something = or_(UploadRow.item.is_not(None), UploadRow.prompt.is_not(None))
    wanted = select(UploadRow).where(UploadRow.recording.is_(None), UploadRow.begun_at < before, of_something)
    found = [
        _describe(session, row) for row in session.scalars(wanted.order_by(UploadRow.id.desc()).limit(50))
    ]
    return [one for one in found if one.pieces]


def keep_piece(database: Database, media: MediaStore, token: str, number: int, data: bytes) -> bool:
    """Keep one piece; False where the upload is unknown. A piece that is here already is not kept twice."""
    with database.reads() as session:
        upload = session.scalar(select(UploadRow.id).where(UploadRow.token == token))
        if upload is None:
            return False
        if session.get(UploadPieceRow, (upload, number)):
            return True
    path = media.put_private(data, f"piece-{number}")
    if not database.write(lambda session: _note_piece(session, upload, number, path, len(data))):
        media.delete_private(path)
    return True


def finish(
    database: Database, media: MediaStore, clock: Clock, token: str, pieces: int, take: Take
) -> int | None:
    """Make one recording of pieces 0 to `pieces` - 1; its id, the same when asked again, None for an unknown upload.

    `take` says who speaks and who sends it; its master is what we make. Raises `Unfinished`."""
    with database.reads() as session:
        arrived = look(session, token)
        if arrived is None or arrived.recording is not None or is_private(arrived):
            return arrived.recording if arrived else None
        paths = _paths(session, token, pieces)
    try:
        master = _join(media, paths, arrived.name)
    except NoSuchMedia:  # somebody else finished it while we read
        return _become(database, token)
    with database.writes() as session:
        recording = _accept(session, arrived, replace(take, master=master), clock.now())
    forget_pieces(database, media, token)
    return recording


def join_private(database: Database, media: MediaStore, token: str, pieces: int) -> str | None:
    """Make one private file of an upload that is of no item and no prompt; its path, None where there is no such one.

    The pieces are the caller's to forget, once it has kept the path. Raises `Unfinished`."""
    with database.reads() as session:
        arrived = look(session, token)
        if arrived is None or not is_private(arrived):
            return None
        paths = _paths(session, token, pieces)
    with TemporaryDirectory(prefix="museline-") as folder:
        whole = Path(folder) / "whole"
        _write(media, paths, whole)
        return media.put_private(whole, f"voice{_suffix(arrived.name)}")


def is_private(arrived: Arrived) -> bool:
    """Whether it is of nothing that visitors hear, as somebody's answer to one of them."""
    return arrived.target.item is None and arrived.target.prompt is None


def _become(database: Database, token: str) -> int | None:
    with database.reads() as session:
        return session.scalar(select(UploadRow.recording).where(UploadRow.token == token))


def throw_away(database: Database, media: MediaStore, token: str) -> None:
    """Forget an upload and its pieces; what it became already stays a recording."""
    forget_pieces(database, media, token)
    with database.writes() as session:
        session.execute(delete(UploadRow).where(UploadRow.token == token))


def sweep_next(database: Database, media: MediaStore, clock: Clock, kept: timedelta = KEPT) -> bool:
    """Throw away one upload that was begun so long ago; False when there is none."""
    with database.reads() as session:
        old = select(UploadRow.token).where(UploadRow.begun_at < clock.now() - kept)
        token = session.scalar(old.order_by(UploadRow.begun_at).limit(1))
    if token is not None:
        throw_away(database, media, token)
    return token is not None


def forget_pieces(database: Database, media: MediaStore, token: str) -> None:
    """Delete the pieces from the store, then their rows: a failure between leaves rows, which are tried again."""
    mine = select(UploadRow.id).where(UploadRow.token == token).scalar_subquery()
    with database.reads() as session:
        paths = session.scalars(select(UploadPieceRow.path).where(UploadPieceRow.upload == mine)).all()
    for path in paths:
        media.delete_private(path)
    with database.writes() as session:
        session.execute(delete(UploadPieceRow).where(UploadPieceRow.upload == mine))


def _describe(session: Session, row: UploadRow) -> Arrived:
    piece = UploadPieceRow
    numbers = session.scalars(select(piece.number).where(piece.upload == row.id).order_by(piece.number))
    size = session.scalar(select(func.sum(piece.bytes)).where(piece.upload == row.id)) or 0
    return Arrived(
        row.token, Target(row.language, row.item, row.prompt), row.name, row.begun_at, row.begun_by,
        tuple(numbers), size, row.recording,
    )  # fmt: skip


def _note_piece(session: Session, upload: int, number: int, path: str, size: int) -> bool:
    """False where somebody else wrote the same piece meanwhile, or threw the upload away."""
    if session.get(UploadRow, upload) is None or session.get(UploadPieceRow, (upload, number)) is not None:
        return False
    session.add(UploadPieceRow(upload=upload, number=number, path=path, bytes=size))
    session.flush()
    return True


def _paths(session: Session, token: str, pieces: int) -> list[str]:
    rows = select(UploadPieceRow.number, UploadPieceRow.path).join(
        UploadRow, UploadRow.id == UploadPieceRow.upload
    )
    found = {row[0]: row[1] for row in session.execute(rows.where(UploadRow.token == token))}
    if missing := [number for number in range(pieces) if number not in found]:
        raise Unfinished(missing)
    return [found[number] for number in range(pieces)]


def _join(media: MediaStore, paths: Sequence[str], name: str) -> str:
    """One after the other: the pieces of one recorder, or of one file, are its bytes."""
    with TemporaryDirectory(prefix="museline-") as folder:
        whole = Path(folder) / "whole"
        _write(media, paths, whole)
        return media.put_master(whole, f"take{_suffix(name)}")


def _write(media: MediaStore, paths: Sequence[str], whole: Path) -> None:
    with whole.open("wb") as file:
        for path in paths:
            file.writelines(media.stream(path))


def _suffix(name: str) -> str:
    """The ending of a file's name, which may contradict what it holds; the checks tell."""
    suffix = Path(name).suffix.lower()
    plain = suffix[1:].isascii() and suffix[1:].isalnum()
    return suffix if plain and len(suffix) <= SUFFIX_MOST else ""


def _accept(session: Session, arrived: Arrived, take: Take, now: datetime) -> int | None:
    """The first who asks makes the recording; whoever asks at the same moment gets the same one."""
    mine = select(UploadRow).where(UploadRow.token == arrived.token)
    row = session.scalars(mine.with_for_update().execution_options(populate_existing=True)).first()
    if row is None or row.recording is not None:
        return row.recording if row else None
    made = accept(session, arrived.target, take, now)
    made.came_by, row.recording = arrived.came_by, made.id
    session.flush()
    return made.id
