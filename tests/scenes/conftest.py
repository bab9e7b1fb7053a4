"""A database for strolls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from tests.scenes.stroll import Stroll, make_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    made = make_database(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stroll(database: Database) -> Callable[..., Stroll]:
    """Makes visitors who walk."""

    def make(**more: Any) -> Stroll:
        return Stroll(database, **more)

    return make
