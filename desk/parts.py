"""What the desk's views are handed, and how they reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from addresses.keys import KeyRing
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from settings import Settings

NAME = "museline.desk"


@dataclass(frozen=True)
class Parts:
    """The house, as far as the desk needs it."""

    settings: Settings
    database: Database
    shelf: Shelf
    media: MediaStore
    keys: KeyRing | None
    clock: Clock


def house() -> Parts:
    """The parts of the application that serves this request."""
    return cast(Parts, current_app.extensions[NAME])
