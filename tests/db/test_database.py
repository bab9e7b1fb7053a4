"""The database: one visible transaction, aware times, and a writer who waits for the other."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from db.base import Base
from db.clock import SystemClock
from db.database import Database, connect


class OwnBase(DeclarativeBase):
    """A base of the test's own: its table is none of the museum's."""

    type_annotation_map = Base.type_annotation_map


class NoteRow(OwnBase):
    """A table of the test's own."""

    __tablename__ = "test_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    until: Mapped[datetime | None]


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


PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        (datetime(2026, 3, 29, 1, 59, tzinfo=PARIS), 0),
        (datetime(2026, 3, 29, 3, 0, tzinfo=PARIS), 1),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), 0),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1), 1),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1),
    ],
    ids=["winter's last", "summer's first", "first half past two", "second half past two", "already UTC"],
)
def test_hours_of_the_changing_night_stay_apart(database: Database, written: datetime, hour: int) -> None:
    with database.writes() as session:
        session.add(NoteRow(at=written, until=written))
    with database.reads() as session:
        note = session.get_one(NoteRow, 1)
        assert note.at == note.until == written.astimezone(UTC)
        assert (note.at.hour, note.at.tzinfo) == (hour, UTC)


def test_no_time_stays_no_time(database: Database) -> None:
    with database.writes() as session:
        session.add(NoteRow(at=datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)))
    with database.reads() as session:
        assert session.get_one(NoteRow, 1).until is None
    assert notes(database) == [datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)]


def test_clock_tells_aware_time_of_now() -> None:
    before, told, after = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)
    assert before <= told <= after
    assert told.tzinfo is UTC


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


def test_same_row_twice_over_is_told(database: Database) -> None:
    tries: list[int] = []

    def insist(session: Session) -> None:
        tries.append(1)
        session.add(NoteRow(id=1, at=datetime(2026, 1, 1, tzinfo=UTC)))
        session.flush()

    database.write(insist)
    with pytest.raises(IntegrityError):
        database.write(insist)
    assert len(tries) == 3
    assert len(notes(database)) == 1


def test_other_failures_are_not_tried_again(database: Database) -> None:
    tries: list[int] = []

    def fail(_: Session) -> None:
        tries.append(1)
        raise LookupError

    with pytest.raises(LookupError):
        database.write(fail)
    assert tries == [1]


def test_errors_never_show_what_was_written(database: Database) -> None:
    with pytest.raises(DBAPIError) as refused, database.reads() as session:
        session.execute(text("SELECT * FROM nothing WHERE number = :number"), {"number": "+33123456789"})
    assert "+33123456789" not in str(refused.value)


def test_reader_sees_one_moment_throughout(database: Database) -> None:
    """What is written between two questions of one reader belongs to the next reader."""
    with database.reads() as session:
        assert list(session.scalars(select(NoteRow.id))) == []
        database.write(lambda writing: writing.add(NoteRow(at=datetime(2026, 1, 1, tzinfo=UTC))))
        assert list(session.scalars(select(NoteRow.id))) == []
    assert len(notes(database)) == 1


@pytest.mark.parametrize("writing", [True, False])
def test_lent_session_has_the_lock_to_write(database: Database, writing: bool) -> None:
    """From its first question on, so that what it read is still so when it writes."""
    with closing(database.session(writing=writing)) as session:
        session.scalars(select(NoteRow.id)).all()
        with closing(sqlite3.connect(database.engine.url.database or "", timeout=0)) as other:
            locked = pytest.raises(sqlite3.OperationalError, match="locked") if writing else nullcontext()
            with locked:
                other.execute("BEGIN IMMEDIATE")


def test_bare_connection_reads_and_holds_nothing(database: Database) -> None:
    database.write(lambda session: session.add(NoteRow(at=datetime(2026, 1, 1, tzinfo=UTC))))
    with database.connects() as connection:
        assert connection.execute(select(NoteRow.id)).all() == [(1,)]
        database.write(lambda session: session.add(NoteRow(at=datetime(2026, 1, 2, tzinfo=UTC))))
        assert connection.execute(select(NoteRow.id)).all() == [(1,), (2,)]


def test_postgres_is_asked_whether_it_lives() -> None:
    """Nothing is listening there: building the engine must not need it, and asking must not take a minute."""
    engine = connect("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    assert engine.pool._pre_ping
    with pytest.raises(DBAPIError, match="connection failed") as refused, engine.connect():
        pass
    assert "secret" not in str(refused.value)
    engine.dispose()
