"""A query kept ready gives what the ordinary one gives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Column, MetaData, String, Table, Uuid, bindparam, select
from sqlalchemy.exc import DBAPIError

from db.base import Base
from db.database import Database
from db.prepared import Prepared
from visitors.people import VisitorRow

TABLE = VisitorRow.__table__
STATEMENT = select(TABLE.c.id, TABLE.c.language, TABLE.c.met_at, TABLE.c.dropped_at, TABLE.c.reachable).where(
    TABLE.c.key == bindparam("wanted"), TABLE.c.channel == bindparam("channel")
)
MET = datetime(2026, 3, 10, 11, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path}/prepared.db")
    Base.metadata.create_all(made.engine)
    with made.writes() as session:
        session.add(VisitorRow(channel="phone", key="k", met_at=MET, seen_at=MET))
    return made


@pytest.mark.parametrize("key", ["k", "nobody"])
def test_prepared_row_equals_ordinary_row(database: Database, key: str) -> None:
    values = {"wanted": key, "channel": "phone"}
    prepared = Prepared(STATEMENT)
    with database.connects() as connection:
        ordinary = connection.execute(STATEMENT, values).first()
    for _ in range(2):
        assert prepared.first(database.engine, values) == (tuple(ordinary) if ordinary else None)
    database.close()


def test_row_written_meanwhile_is_seen(database: Database) -> None:
    prepared, values = Prepared(STATEMENT), {"wanted": "new", "channel": "chat"}
    assert prepared.first(database.engine, values) is None
    with database.writes() as session:
        session.add(VisitorRow(channel="chat", key="new", language="fr", met_at=MET, seen_at=MET))
    assert prepared.first(database.engine, values) == (2, "fr", MET, None, True)
    database.close()


def test_broken_database_explains_itself(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(DBAPIError, match="no such table"):
        Prepared(STATEMENT).first(empty.engine, {"wanted": "k", "channel": "phone"})
    empty.close()


def test_refused_value_is_asked_in_the_ordinary_way(tmp_path: Path) -> None:
    """The driver knows no such values; the ordinary way translates them, and gives the same row."""
    keys = Table("keys", MetaData(), Column("id", Uuid, primary_key=True), Column("name", String))
    database, mine, other = Database(f"sqlite:///{tmp_path}/keys.db"), uuid4(), uuid4()
    keys.create(database.engine)
    with database.writes() as session:
        session.execute(keys.insert().values(id=mine, name="front door"))
    prepared = Prepared(select(keys.c.id, keys.c.name).where(keys.c.id == bindparam("wanted")))
    assert prepared.first(database.engine, {"wanted": mine}) == (mine, "front door")
    assert prepared.first(database.engine, {"wanted": other}) is None
    database.close()
