"""A query kept ready for the hot path: compiled once, then asked of the driver itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Engine, Select

Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """The query in a driver's words. `order` are the names of its parameters by position, None where it takes names;
    `readers` turn the driver's values into ours."""

    sql: str
    order: tuple[str, ...] | None
    readers: tuple[Reader | None, ...]


class Prepared:
    """One SELECT of plain columns. Compiling, wrapping and a transaction cost ten times what the row itself does."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._plans: dict[str, Plan] = {}

    def first(self, engine: Engine, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, or None. What the driver refuses is asked again in the ordinary way, which explains itself."""
        plan = self._plans.get(engine.dialect.name) or self._prepare(engine.dialect)
        try:
            row = _fetch(engine, plan, values)
        except engine.dialect.loaded_dbapi.Error:
            with engine.connect() as connection:
                found = connection.execute(self._statement, dict(values)).first()
            return tuple(found) if found else None
        if row is None:
            return None
        return tuple(read(value) if read else value for read, value in zip(plan.readers, row, strict=True))

    def _prepare(self, dialect: Dialect) -> Plan:
        compiled = self._statement.compile(dialect=dialect)
        kinds = [column.type.dialect_impl(dialect) for column in self._statement.selected_columns]
        readers = tuple(kind.result_processor(dialect, None) for kind in kinds)
        order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
        plan = self._plans[dialect.name] = Plan(str(compiled), order, readers)
        return plan


def _fetch(engine: Engine, plan: Plan, values: Mapping[str, Any]) -> Any:
    """One row by the driver's cursor; the connection goes back to the pool whatever happens."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(plan.sql, [values[name] for name in plan.order] if plan.order is not None else values)
        return cursor.fetchone()
    finally:
        connection.close()
