"""Two people work here: Joseph is 1, Ana is 2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.database import Database
from tests.staff.office import employ, open_office


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_office(tmp_path) as opened:
        with opened.writes() as session:
            employ(session)
            employ(session, "Ana", 4800)
        yield opened
