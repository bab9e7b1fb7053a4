"""A small museum with an editor in it."""

from __future__ import annotations

import pytest

from tests.content.editing.desk import Editor
from tests.content.museum import PackFolder, SmallHouse


@pytest.fixture
def editor(house: SmallHouse, pack: PackFolder) -> Editor:
    house.take_in(pack)
    return Editor(house)
