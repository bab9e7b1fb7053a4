"""One file with everything: every table as lines of JSON, and every sound and picture; for any database we run on."""

from __future__ import annotations

import io
import json
import os
import tarfile
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, select

from app.house import House
from app.migrating import current_and_newest
from app.refusal import Refused
from app.tables import collect
from content.media import MediaStore, NoSuchMedia

HEADER = "museline.json"
PASSING = frozenset({"heartbeats"})  # who is alive now, which is nobody's after a restore


def kept_tables() -> list[Table]:
    """Every table that belongs into a backup, those that others point to first."""
    return [table for table in collect().sorted_tables if table.name not in PASSING]


def write_backup(house: House, target: Path) -> int:
    """Write a `.tar.gz`, readable by its owner only; how many files it holds. It never overwrites, nor leaves a half.

    The rows are of one moment; a sound that is thrown away meanwhile is left out."""
    current, newest = current_and_newest(house.database.engine)
    if current != newest:
        raise Refused("The tables are not up to date: run `museline migrate` first.")
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            _add(archive, HEADER, json.dumps({"revision": current}).encode())
            _add_tables(archive, house)
            return sum(_add_media(archive, house.media, path) for path in house.media.paths())
    except BaseException:
        target.unlink()
        raise


def _add_tables(archive: tarfile.TarFile, house: House) -> None:
    """All rows as they stand at one moment: SQLite reads so by itself, PostgreSQL when it is asked to."""
    engine = house.database.engine
    one_moment = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.execution_options(**one_moment).connect() as connection, connection.begin():
        for table in kept_tables():
            _add(archive, f"tables/{table.name}.jsonl", _dump(connection, table))


def _dump(connection: Connection, table: Table) -> bytes:
    rows = connection.execute(select(table).order_by(*table.primary_key)).mappings()
    return b"".join(_write_row(dict(row)) for row in rows)


def _write_row(row: dict[str, object]) -> bytes:
    return f"{json.dumps(row, default=_plain, ensure_ascii=False)}\n".encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written")


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    archive.addfile(_entry(name, len(data)), io.BytesIO(data))


def _add_media(archive: tarfile.TarFile, media: MediaStore, path: str) -> bool:
    """Through the disk, piece by piece: a recording may be longer than the memory is wide."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        try:
            media.fetch(path, copy)
        except NoSuchMedia:
            return False
        with copy.open("rb") as file:
            archive.addfile(_entry(f"media/{path}", copy.stat().st_size), file)
    return True


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry
