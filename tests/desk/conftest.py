"""A museum with the shipped library, and people at its desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app.factory import create_app
from app.house import House, open_house
from app.migrating import migrate
from content.seeding import seed
from staff.roles import Role
from tests.actors.museum import TurnedClock, copy_museum, make_settings
from tests.actors.staff import Staff, employ


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and media of a seeded museum, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    house = open_house(make_settings(folder), TurnedClock())
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    house.database.close()
    return folder


@pytest.fixture
def house(filled: Path, tmp_path: Path) -> Iterator[House]:
    copy_museum(filled, tmp_path / "museum")
    house = open_house(make_settings(tmp_path / "museum"), TurnedClock())
    yield house
    house.database.close()


@pytest.fixture
def app(house: House, filled: Path) -> Flask:
    """The application; templates are compiled once for all tests of a process."""
    made = create_app(house)
    made.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(filled))
    return made


@pytest.fixture
def staff(house: House, app: Flask) -> Callable[..., Staff]:
    """Employs somebody in a role and signs them in: `staff("Ana", Role.EDITOR)`."""

    def enter(name: str = "Ana", role: Role = Role.EDITOR, **changes: object) -> Staff:
        return Staff(app, employ(house, name, role, **changes))

    return enter


@pytest.fixture
def editor(staff: Callable[..., Staff]) -> Staff:
    return staff()
