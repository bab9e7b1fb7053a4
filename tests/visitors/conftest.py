"""A database with the visitors' tables, a visitor in it, and a reception with keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from app.tables import collect
from content.media import MediaStore
from db.base import Base
from db.database import Database
from tests.visitors.reception import NOW, Reception
from visitors import people
from visitors.people import Channel, Visitor

__all__ = ["NOW"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/visitors.db")
    Base.metadata.create_all(made.engine)
    yield made
    made.close()


@pytest.fixture
def visitor(database: Database) -> Visitor:
    with database.writes() as session:
        return people.meet(session, Channel.PHONE, ["a" * 64], NOW)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables, made once."""
    file = tmp_path_factory.mktemp("blank") / "blank.db"
    made = Database(f"sqlite:///{file}")
    collect().create_all(made.engine)
    made.close()
    return file


@pytest.fixture
def reception(tmp_path: Path, blank: Path) -> Iterator[Reception]:
    copy(blank, tmp_path / "reception.db")
    made = Reception(f"sqlite:///{tmp_path}/reception.db")
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "media"))
