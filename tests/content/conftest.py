"""A pack to spoil and a house to put it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.museum import PackFolder, SmallHouse


@pytest.fixture
def pack(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "pack")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    (tmp_path / "house").mkdir()
    made = SmallHouse(tmp_path / "house")
    yield made
    made.database.close()
