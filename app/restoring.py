"""Filling an empty museum from a backup: all that is in it is looked at before anything is written."""

from __future__ import annotations

import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from app.backup import HEADER, kept_tables
from app.house import House
from app.migrating import current_and_newest, migrate
from app.refusal import Refused
from db.base import Utc

ROWS_AT_ONCE = 500
MEDIA = re.compile(r"media/((?:masters/)?[0-9a-f]{64}|private/[0-9a-f]{32})/[a-z0-9][a-z0-9._-]{0,79}")
OTHER_VERSION = "This backup is from another version of Museline: install that version to restore it."
NOT_OURS = "This file was not made by `museline backup`, or is damaged: {reason}."
NOT_EMPTY = "This museum is not empty: restore into a new DATA_DIR, or into an empty database and store."
DAMAGES = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, KeyError, TypeError)


def read_backup(house: House, source: Path) -> int:
    """Fill an empty house from a backup; how many sounds and pictures came back. Raises `Refused`, changing nothing.

    Files come before rows: should it break off, the museum is still empty, and one may begin again."""
    with _reading(source), tarfile.open(source, "r:gz") as archive:
        names = archive.getnames()
        revision = json.loads(_read(archive, HEADER))["revision"]
        _check_names(names)
    migrate(house.database.engine)
    if revision != current_and_newest(house.database.engine)[0]:
        raise Refused(OTHER_VERSION)
    _check_empty(house)
    count = _return_media(house, source)
    with _reading(source), tarfile.open(source, "r:gz") as archive, house.database.writes() as session:
        _fill(session.connection(), archive)
    return count


@contextmanager
def _reading(source: Path) -> Iterator[None]:
    """What is wrong with the file, in a sentence. What is wrong with the house is left to others."""
    try:
        yield
    except FileNotFoundError as error:
        raise Refused(f"{source} is not there.") from error
    except SQLAlchemyError as error:
        raise Refused(NOT_OURS.format(reason=f"its rows do not fit ({type(error).__name__})")) from error
    except DAMAGES as error:
        raise Refused(NOT_OURS.format(reason=type(error).__name__)) from error


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise ValueError(name)
    return file.read()


def _check_names(names: list[str]) -> None:
    """Only what a backup of ours can hold: a forged name could lead out of the store."""
    known = {HEADER, *(f"tables/{table.name}.jsonl" for table in kept_tables())}
    strange = [name for name in names if name not in known and not MEDIA.fullmatch(name)]
    if strange:
        raise Refused(NOT_OURS.format(reason=f"there is no place for {strange[0]!r}"))


def _check_empty(house: House) -> None:
    with house.database.reads() as session:
        filled = any(session.scalar(select(func.count()).select_from(table)) for table in kept_tables())
    if filled:
        raise Refused(NOT_EMPTY)


def _fill(connection: Connection, archive: tarfile.TarFile) -> None:
    for table in kept_tables():
        for rows in _batches(archive, table):
            connection.execute(insert(table), rows)
        _move_sequence(connection, table)


def _batches(archive: tarfile.TarFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    lines = _read(archive, f"tables/{table.name}.jsonl").splitlines()
    for start in range(0, len(lines), ROWS_AT_ONCE):
        yield [_revive(table, json.loads(line)) for line in lines[start : start + ROWS_AT_ONCE]]


def _revive(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _revive_one(table.c[name].type, value) for name, value in row.items()}


def _revive_one(kind: TypeEngine[Any], value: Any) -> Any:
    """JSON knows no times: they are written as text, and `Utc` is a type of ours that names no Python one."""
    if value is None:
        return None
    python = datetime if isinstance(kind, Utc) else kind.python_type
    return python.fromisoformat(value) if python in {datetime, date, time} else value


def _move_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids apart from the rows: go on after the highest."""
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name, column = table.name, table.autoincrement_column.name
    highest = f"SELECT coalesce(max({column}), 0) + 1 FROM {name}"  # noqa: S608 - names of our own tables
    connection.execute(
        text(f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), ({highest}), false)")
    )


def _return_media(house: House, source: Path) -> int:
    count = 0
    for path, data in _unpack_media(source):
        house.media.put_back(path, data)
        count += 1
    return count


def _unpack_media(source: Path) -> Iterator[tuple[str, bytes]]:
    with _reading(source), tarfile.open(source, "r:gz") as archive:
        for name in archive.getnames():
            if name.startswith("media/"):
                yield name.removeprefix("media/"), _read(archive, name)
