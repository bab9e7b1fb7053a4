"""A database with the visitors' tables, a visitor in it, and a reception with keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.media import MediaStore
from db.base import Base
from db.database import Database
from tests.visitors.reception import NOW, Reception, open_reception
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


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = open_reception(tmp_path)
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "media"))
