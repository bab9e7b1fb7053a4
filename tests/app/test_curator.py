"""The demonstration's first account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.curator import EMAIL, FILE, invite
from app.house import House, open_house
from app.migrating import migrate
from staff.joining import find, hash_password
from tests.actors.museum import make_settings


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(make_settings(tmp_path))
    migrate(house.database.engine)
    yield house
    house.database.close()


def test_passphrase_is_told_each_time(house: House, tmp_path: Path) -> None:
    first = invite(house, tmp_path)
    assert f"{house.settings.public_url}/desk/" in first
    assert f"sign in as {EMAIL} with " in first
    assert invite(house, tmp_path) == first
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    with house.database.reads() as session:
        user = find(session, EMAIL)
        assert user is not None
        assert not user.temporary


def test_changed_passphrase_is_told_no_more(house: House, tmp_path: Path) -> None:
    invite(house, tmp_path)
    with house.database.writes() as session:
        user = find(session, EMAIL)
        assert user is not None
        user.password = hash_password("a-password-of-my-own")
    assert "sign in as" not in invite(house, tmp_path)
