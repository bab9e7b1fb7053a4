"""The database: one visible transaction, aware times, and a writer who waits for the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from db.base import Base
from db.database import Database


class OwnBase(DeclarativeBase):
    """A base of the test's own: its table is none of the museum's."""

    type_annotation_map = Base.type_annotation_map


class NoteRow(OwnBase):
    """A table of the test's own."""

    __tablename__ = "test_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/deep/notes.db")
    OwnBase.metadata.create_all(made.engine)
    yield made
    made.close()


def notes(database: Database) -> list[datetime]:
    with database.reads() as session:
        return list(session.scalars(select(NoteRow.at)))


def test_writing_commits_at_the_end(database: Database) -> None:
    with database.writes() as session:
        session.add(NoteRow(at=datetime(2026, 1, 1, tzinfo=UTC)))
        assert notes(database) == []
    assert notes(database) == [datetime(2026, 1, 1, tzinfo=UTC)]


def test_failure_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writes() as session:
            session.add(NoteRow(at=datetime(2026, 1, 1, tzinfo=UTC)))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert notes(database) == []


def test_times_come_back_in_utc(database: Database) -> None:
    paris = timezone(timedelta(hours=2))
    with database.writes() as session:
        session.add(NoteRow(at=datetime(2026, 7, 1, 12, tzinfo=paris)))
    assert notes(database) == [datetime(2026, 7, 1, 10, tzinfo=UTC)]
    assert notes(database)[0].tzinfo is UTC


def test_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"), database.writes() as session:
        session.add(NoteRow(at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_twenty_writers_wait_for_each_other(database: Database) -> None:
    def write() -> None:
        with database.writes() as session:
            seen = len(list(session.scalars(select(NoteRow.at))))
            session.add(NoteRow(at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=seen)))

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(notes(database))) == 20


def test_foreign_keys_are_watched(database: Database) -> None:
    with database.reads() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_writing_the_same_row_is_tried_again(database: Database) -> None:
    tries: list[int] = []

    def write_in_a_crowd(session: Session) -> int:
        tries.append(1)
        session.add(NoteRow(id=1 if len(tries) == 1 else 2, at=datetime(2026, 1, 1, tzinfo=UTC)))
        session.flush()
        return len(tries)

    database.write(lambda session: session.add(NoteRow(id=1, at=datetime(2026, 1, 1, tzinfo=UTC))))
    assert database.write(write_in_a_crowd) == 2
    assert len(notes(database)) == 2
