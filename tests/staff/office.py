"""A database with somebody who works here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from db.base import Base
from db.database import Database
from staff import pins
from staff.accounts import User

NOON = datetime(2026, 5, 19, 10, tzinfo=UTC)
NUMBER, PIN = "4711", "280617"


@contextmanager
def open_office(folder: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{folder}/office.db")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


def employ(session: Session, name: str = "Joseph", number: int | None = int(NUMBER), pin: str = PIN) -> int:
    user = User(email=f"{name}@museum.example", name=name, active=True, fs_uniquifier=name, number=number)
    session.add(user)
    session.flush()
    pins.set_pin(session, user.id, pin)
    return user.id
