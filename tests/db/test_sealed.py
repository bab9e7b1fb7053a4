"""Sealed columns: plain in Python, hidden in the file, each engine with its own keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from db.database import Database
from db.sealed import Box, Sealed, sign


class OwnBase(DeclarativeBase):
    """A base of the test's own."""


class NoteRow(OwnBase):
    """A note whose words are sealed."""

    __tablename__ = "test_sealed_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str | None] = mapped_column(Sealed)


class Mirror:
    """A box whose work one can see: it writes backwards, behind its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def seal(self, words: str) -> str:
        return f"{self.name}:{words[::-1]}"

    def open(self, kept: str) -> str:
        return kept.removeprefix(f"{self.name}:")[::-1]

    def sign(self, words: str) -> list[str]:
        return [f"{self.name} knows {words}"]


Opener = Callable[[Box | None], Database]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Opener]:
    """The same file, opened as often as one likes with other keys."""
    opened: list[Database] = []

    def open_file(box: Box | None) -> Database:
        opened.append(Database(f"sqlite:///{tmp_path}/sealed.db", box))
        OwnBase.metadata.create_all(opened[-1].engine)
        return opened[-1]

    yield open_file
    for one in opened:
        one.close()


def write(database: Database, *words: str | None) -> None:
    with database.writes() as session:
        session.add_all(NoteRow(words=one) for one in words)


def read(database: Database) -> list[str | None]:
    with database.reads() as session:
        return list(session.scalars(select(NoteRow.words).order_by(NoteRow.id)))


def read_file(database: Database) -> list[str | None]:
    """What truly stands in the rows."""
    with database.reads() as session:
        return list(session.scalars(text(f"SELECT words FROM {NoteRow.__tablename__} ORDER BY id")))


def test_words_are_plain_here_and_sealed_there(opens: Opener) -> None:
    house = opens(Mirror("new"))
    write(house, "blue", None, "")
    assert read(house) == ["blue", None, ""]
    assert read_file(house) == ["new:eulb", None, "new:"]


def test_without_keys_words_stay_clear(opens: Opener) -> None:
    house = opens(None)
    write(house, "blue")
    assert read(house) == read_file(house) == ["blue"]


def test_each_engine_has_its_own_keys(opens: Opener) -> None:
    new, other = opens(Mirror("new")), opens(Mirror("other"))
    write(new, "blue")
    write(other, "red")
    assert read_file(new) == ["new:eulb", "other:der"]
    assert (read(new)[0], read(other)[1]) == ("blue", "red")
    assert read(opens(None)) == ["new:eulb", "other:der"]


def test_what_is_looked_for_is_sealed_too(opens: Opener) -> None:
    house = opens(Mirror("new"))
    write(house, "red", "blue")
    with house.reads() as session:
        assert session.scalars(select(NoteRow.id).where(NoteRow.words == "blue")).all() == [2]
        assert session.scalars(select(NoteRow.id).where(NoteRow.words == "new:eulb")).all() == []


@pytest.mark.parametrize("writing", [True, False])
def test_signatures_come_from_the_sessions_keys(opens: Opener, writing: bool) -> None:
    for name in ("new", "other"):
        with closing(opens(Mirror(name)).session(writing=writing)) as session:
            assert sign(session, "12345678") == [f"{name} knows 12345678"]


def test_engine_of_a_library_has_no_keys() -> None:
    """One that nobody gave any, such as that of a migration, still reads and writes."""
    engine = create_engine("sqlite://")
    with Session(engine) as session:
        assert sign(session, "x") == ["x"]
    engine.dispose()


@given(
    st.lists(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
)
def test_whatever_is_written_is_read(words: list[str | None]) -> None:
    house = Database("sqlite://", Mirror("new"))
    OwnBase.metadata.create_all(house.engine)
    write(house, *words)
    assert read(house) == words
    house.close()
