"""Blocks of words laid into columns: each into the first that has room, in their order within a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

BETWEEN = 5.0


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stays together: its height in a column of a width, and how it is drawn at x, y."""

    measure: Callable[[float], float]
    draw: Callable[[float, float, float], object]


@dataclass(slots=True)
class Column:
    """A stretch of a page that is filled from its top; `side` is the page it stands on, from 0."""

    side: int
    x: float
    y: float
    width: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place."""

    block: Block
    side: int
    x: float
    y: float
    width: float


def lay(
    blocks: Sequence[Block], columns: list[Column], more: Callable[[int], Iterable[Column]]
) -> list[Placed]:
    """Every block with its place; where none has room, `more(side)` gives the columns of another page."""
    placed = []
    for block in blocks:
        column = next((one for one in columns if _fits(block, one)), None)
        if column is None:
            added = list(more(columns[-1].side + 1))
            columns.extend(added)
            column = added[0]
        placed.append(Placed(block, column.side, column.x, column.y, column.width))
        column.y += block.measure(column.width) + BETWEEN
    return placed


def _fits(block: Block, column: Column) -> bool:
    return column.y + block.measure(column.width) <= column.bottom
