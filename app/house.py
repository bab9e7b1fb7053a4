"""Wiring: everything that the doors and the worker are handed, built once from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from addresses.keys import KeyRing
from content.media import MediaStore, open_media
from content.shelf import Shelf
from db.clock import Clock, SystemClock
from db.database import Database
from settings import Settings


@dataclass(frozen=True)
class House:
    """The parts of a running museum; `keys` is None where no privacy key is set and no carrier is open."""

    settings: Settings
    database: Database
    media: MediaStore
    shelf: Shelf
    keys: KeyRing | None
    clock: Clock


def open_house(settings: Settings, clock: Clock | None = None) -> House:
    """Connect to the database and the media store; nothing is read yet."""
    database = Database(settings.database)
    keys = KeyRing(settings.privacy_key) if settings.privacy_key else None
    media = open_media(settings)
    return House(settings, database, media, Shelf(database, settings), keys, clock or SystemClock())
