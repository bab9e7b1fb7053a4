"""A museum with a chat, and somebody who writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bots.telegram.house import House
from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import Museum, make_house, open_museum

NUMBERS = count(1)


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Museum]:
    """One for all, since each visitor is somebody else."""
    with open_museum(tmp_path_factory.mktemp("museum")) as opened:
        yield opened


@pytest.fixture
def own_museum(tmp_path: Path) -> Iterator[Museum]:
    """One of its own, for whoever looks at every row or turns things upside down."""
    with open_museum(tmp_path) as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def rosa(museum: Museum) -> Chatter:
    return museum.chat(f"Rosa {next(NUMBERS)}")
