"""What the doctor finds: one line of the screen, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """RIGHT is right, NOTE is worth knowing, WRONG keeps visitors from something."""

    RIGHT = "right"
    NOTE = "note"
    WRONG = "wrong"


class Finding(NamedTuple):
    """One line of the screen, and what to do where something is to be done."""

    level: Level
    what: str
    todo: str = ""
