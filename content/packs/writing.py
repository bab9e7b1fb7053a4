"""Writing TOML as a person would: short tables on one line, long lists one entry a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

FENCE = "+++"
SHORT_LIST = 60

Sheet = Mapping[str, Any]


class Inline(dict[str, Any]):
    """A small table that stands on one line, such as {en = "curator"}."""


def write_toml(path: Path, sheet: Sheet) -> None:
    """Write a file of tables; plain values come before tables, as TOML wants it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dump(sheet), "utf-8", newline="\n")


def write_text(path: Path, head: Sheet, body: str) -> None:
    """Write an item's words below their head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{FENCE}\n{_dump(head)}{FENCE}\n{body}\n", "utf-8", newline="\n")


def _dump(sheet: Sheet) -> str:
    document = tomlkit.document()
    for name, value in _plain_first(sheet):
        document.add(name, _item(value))
    return tomlkit.dumps(document)


def _plain_first(sheet: Sheet) -> list[tuple[str, Any]]:
    return sorted(sheet.items(), key=lambda pair: _is_table(pair[1]))


def _is_table(value: Any) -> bool:
    return (isinstance(value, dict) and not isinstance(value, Inline)) or _is_tables(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _item(value: Any) -> Item:
    if isinstance(value, Inline):
        return _inline(value)
    if isinstance(value, dict):
        return _table(value)
    if _is_tables(value):
        return _tables(value)
    return _array(value) if isinstance(value, list) else tomlkit.item(value)


def _table(value: Sheet) -> Table:
    table = tomlkit.table()
    for name, part in _plain_first(value):
        table.add(name, _item(part))
    return table


def _tables(value: list[dict[str, Any]]) -> AoT:
    tables = tomlkit.aot()
    for part in value:
        tables.append(_table(part))
    return tables


def _inline(value: Sheet) -> InlineTable:
    table = tomlkit.inline_table()
    for name, part in value.items():
        table.append(name, _inline(part) if isinstance(part, dict) else part)
    return table


def _array(value: list[Any]) -> Array:
    array = tomlkit.array()
    array.extend(value)
    return array.multiline(len(array.as_string()) > SHORT_LIST)
