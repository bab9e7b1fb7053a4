"""A database with the visitors' tables, and a visitor in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.base import Base
from db.database import Database
from visitors import people
from visitors.people import Channel, Visitor

NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)


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
