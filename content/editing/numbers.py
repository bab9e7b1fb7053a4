"""A number for a new item."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.kinds.item import HIGHEST, LOWEST
from content.tables import ItemRow


def free_number(session: Session) -> int:
    """The next number after the highest of three digits, else the first that is free; raises LookupError when all are
    taken."""
    taken = set(session.scalars(select(ItemRow.number)))
    short = [number for number in taken if number < 1000]
    after = range(max(short, default=LOWEST - 1) + 1, 1000)
    free = (number for numbers in (after, range(LOWEST, HIGHEST + 1)) for number in numbers)
    number = next((number for number in free if number not in taken), None)
    if number is None:
        raise LookupError("every number is taken")
    return number
