"""Museums for the journeys: filled once, copied for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actors.museum import Museum, fill, open_museum


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def museum(tmp_path: Path, filled: Path) -> Iterator[Museum]:
    with open_museum(tmp_path / "museum", filled) as opened:
        yield opened
