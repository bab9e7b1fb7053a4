"""The database's shape, brought up to date by Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).resolve().parents[1] / "migrations"


def make_config(engine: Engine) -> Config:
    """Alembic's configuration without a file of its own; the engine is handed over as it is."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest shape; nothing happens where they have it."""
    command.upgrade(make_config(engine), "head")


def current_and_newest(engine: Engine) -> tuple[str | None, str | None]:
    """The revision the database has, and the newest one there is."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, ScriptDirectory.from_config(make_config(engine)).get_current_head()
