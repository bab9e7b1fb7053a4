"""One file with everything: every table as lines of JSON, and every sound and picture; for any database we run on."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from app.house import House
from app.migrating import current_and_newest, migrate
from app.tables import collect
from content.media import MediaStore

HEADER = "museline.json"
BATCH = 500


class WrongBackup(Exception):
    """The file is no backup of ours, or does not fit; the message says what to do."""


def write_backup(house: House, target: Path) -> int:
    """Write a `.tar.gz`, readable by its owner only; how many files it holds. It never overwrites."""
    revision, _ = current_and_newest(house.database.engine)
    with target.open("xb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        target.chmod(0o600)
        _add(archive, HEADER, json.dumps({"revision": revision}).encode())
        with house.database.connects() as connection:
            for table in collect().sorted_tables:
                _add(archive, f"tables/{table.name}.jsonl", _dump(connection, table))
        paths = list(house.media.paths())
        for path in paths:
            _add(archive, f"media/{path}", house.media.get(path))
    return len(paths)


def read_backup(house: House, source: Path) -> int:
    """Fill an empty house from a backup; how many sounds and pictures came back. Raises `WrongBackup`."""
    with _open(source) as archive:
        wanted = _read_header(archive)
        migrate(house.database.engine)
        if wanted != current_and_newest(house.database.engine)[0]:
            raise WrongBackup(
                "This backup is from another version of Museline: install that version to restore it."
            )
        with house.database.writes() as session:
            _fill(session.connection(), archive)
        return _return_media(house.media, archive)


def _dump(connection: Connection, table: Table) -> bytes:
    rows = connection.execute(select(table)).mappings()
    return "".join(json.dumps(dict(row), default=_plain, ensure_ascii=False) + "\n" for row in rows).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written")


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _open(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, "r:gz")
    except (OSError, tarfile.TarError) as error:
        raise WrongBackup(f"{source} cannot be read as a backup: {error}") from error


def _read_header(archive: tarfile.TarFile) -> str | None:
    try:
        revision = json.loads(_read(archive, HEADER))["revision"]
    except (KeyError, ValueError) as error:
        raise WrongBackup("This file was not made by `museline backup`.") from error
    return None if revision is None else str(revision)


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    return file.read() if file else b""


def _fill(connection: Connection, archive: tarfile.TarFile) -> None:
    names = set(archive.getnames())
    tables = [table for table in collect().sorted_tables if f"tables/{table.name}.jsonl" in names]
    for table in tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise WrongBackup("This museum is not empty: restore into a new DATA_DIR or an empty database.")
    for table in tables:
        for rows in _batches(archive, table):
            connection.execute(insert(table), rows)
        _move_sequence(connection, table)


def _batches(archive: tarfile.TarFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    lines = _read(archive, f"tables/{table.name}.jsonl").splitlines()
    for start in range(0, len(lines), BATCH):
        yield [_revive(table, json.loads(line)) for line in lines[start : start + BATCH]]


def _revive(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _revive_one(table.c[name].type.python_type, value) for name, value in row.items()}


def _revive_one(kind: type, value: Any) -> Any:
    if value is not None and kind in {datetime, date, time}:
        return kind.fromisoformat(value)
    return value


def _move_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids apart from the rows: go on after the highest."""
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name, column = table.name, table.autoincrement_column.name
    highest = f"SELECT coalesce(max({column}), 0) + 1 FROM {name}"  # noqa: S608 - names of our own tables
    connection.execute(
        text(f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), ({highest}), false)")
    )


def _return_media(media: MediaStore, archive: tarfile.TarFile) -> int:
    paths = [name.removeprefix("media/") for name in archive.getnames() if name.startswith("media/")]
    for path in paths:
        media.put_back(path, _read(archive, f"media/{path}"))
    return len(paths)
