"""The engine and the one way to open a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.sealed import Box, give_keys

T = TypeVar("T")
WRITES = {"museline_begin": "BEGIN IMMEDIATE"}
LOOKS = {"museline_begin": ""}  # one query needs no transaction
# A carrier waits 15 seconds for us, and an apology must come before that.
CONNECT_SECONDS = 5
LOCK_SECONDS = 10  # for another who writes


class Database:
    """One engine, with a door for reading and a door for writing; `box` opens the words of visitors."""

    def __init__(self, url: str, box: Box | None = None) -> None:
        self.engine = connect(url)
        give_keys(self.engine, box)
        self._writing = self.engine.execution_options(**WRITES)
        self._looking = self.engine.execution_options(**LOOKS)

    @contextmanager
    def reads(self) -> Iterator[Session]:
        """A session that only reads; nothing is committed."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writes(self) -> Iterator[Session]:
        """One transaction, committed when the block ends and rolled back when it fails."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def session(self, *, writing: bool) -> Session:
        """A session for a library that opens and commits by itself; whoever asks for it gives it back."""
        return Session(self._writing if writing else self.engine, expire_on_commit=False)

    def write(self, work: Callable[[Session], T]) -> T:
        """One transaction around `work`; once more where another process wrote the same row at the same moment."""
        try:
            with self.writes() as session:
                return work(session)
        except IntegrityError:
            with self.writes() as session:
                return work(session)

    @contextmanager
    def connects(self) -> Iterator[Connection]:
        """A bare connection for reading on the hot path, without the weight of a session."""
        with self._looking.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def connect(url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys, waiting for the writer) or PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        patience = {"connect_timeout": CONNECT_SECONDS}
        return create_engine(url, pool_pre_ping=True, connect_args=patience, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Take over BEGIN from the driver: it would open transactions too late, and never for reading."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once, else an upgrade from reading fails without waiting (SQLITE_BUSY_SNAPSHOT)."""
    begin = connection.get_execution_options().get("museline_begin", "BEGIN")
    if begin:
        connection.connection.cursor().execute(str(begin))
