"""Migrations: one line of them, complete, and the same tables on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.migrating import current_and_newest, make_config, migrate
from app.tables import collect
from db.database import Database
from tests.content.cluster import Cluster


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path}/empty.db")


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, collect()))


def test_migrations_make_the_tables(empty: Database) -> None:
    migrate(empty.engine)
    assert differences(empty) == []
    empty.close()


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate(empty.engine)
    migrate(empty.engine)
    current, newest = current_and_newest(empty.engine)
    assert current == newest
    empty.close()


def test_every_step_goes_back(empty: Database) -> None:
    migrate(empty.engine)
    command.downgrade(make_config(empty.engine), "base")
    assert current_and_newest(empty.engine)[0] is None
    migrate(empty.engine)
    assert differences(empty) == []
    empty.close()


def test_steps_stand_in_one_line(empty: Database) -> None:
    script = ScriptDirectory.from_config(make_config(empty.engine))
    assert len(script.get_heads()) == 1
    names = sorted(step.revision for step in script.walk_revisions())
    assert names == [f"{number:04}" for number in range(1, len(names) + 1)]
    empty.close()


@pytest.mark.postgres
def test_postgresql_gets_the_same_tables() -> None:
    with Cluster() as cluster:
        database = Database(cluster.url)
        migrate(database.engine)
        migrate(database.engine)
        assert differences(database) == []
        database.close()
