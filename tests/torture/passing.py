"""Lets time pass where no clock can be turned: all that the rows say of moments comes to lie further back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, func, text, update

from db.base import Base, Utc
from db.database import Database
from outbox.tables import AttemptRow, DeliveryRow, PaceRow
from visitors.answers_table import AnswerRow
from visitors.calls import CallRow
from visitors.requests_table import RequestRow
from visitors.updates import UpdateRow

MOVED: tuple[type[Base], ...] = (DeliveryRow, AttemptRow, AnswerRow, RequestRow, UpdateRow, CallRow)


def let_pass(database: Database, seconds: int) -> None:
    """As if the machine had stood still for so long; each table at once, as others may be writing."""
    for table in MOVED:
        moments = {column.name: _earlier(database, column, seconds) for column in _list_moments(table)}
        with database.writes() as session:
            session.execute(update(table.__table__).values(moments))
    with database.writes() as session:
        session.execute(update(PaceRow).values(free_at=PaceRow.free_at - seconds))


def _list_moments(table: type[Base]) -> Iterator[Column[Any]]:
    return (column for column in table.__table__.columns if isinstance(column.type, Utc))


def _earlier(database: Database, column: Column[Any], seconds: int) -> Any:
    """The moment so many seconds before, as the database reckons it."""
    if database.engine.dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d %H:%M:%f", column, f"-{seconds} seconds").op("||")("000")
    return column - text(f"interval '{seconds} seconds'")
