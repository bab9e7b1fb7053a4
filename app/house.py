"""Wiring: everything that the doors and the worker are handed, built once from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from obstore.exceptions import BaseError
from sqlalchemy.exc import ArgumentError

from addresses.keys import KeyRing
from addresses.words import WordBox
from content.media import MediaStore, open_media
from content.shelf import Shelf
from db.clock import Clock, SystemClock
from db.database import Database
from settings import Settings, WrongSettings

SCHEMES = ("sqlite:", "postgresql+psycopg:")


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
    """Connect to the database and the media store; nothing is read yet. Raises `WrongSettings`, `WrongKey`."""
    keys = KeyRing(settings.privacy_key) if settings.privacy_key else None
    database, media = _open_database(settings), _open_store(settings)
    return House(settings, database, media, Shelf(database, settings), keys, clock or SystemClock())


def _open_database(settings: Settings) -> Database:
    """A museum's rows live in SQLite or PostgreSQL; the password of an address is not repeated."""
    try:
        if not settings.database_url:
            _make_folder(settings)
        if settings.database.startswith(SCHEMES):
            return Database(
                settings.database, WordBox(settings.privacy_key) if settings.privacy_key else None
            )
    except OSError as error:
        raise WrongSettings(
            _refuse("DATABASE_URL" if settings.database_url else "DATA_DIR", error)
        ) from error
    except (ArgumentError, ValueError):
        pass
    raise WrongSettings(
        "DATABASE_URL: write sqlite:////folder/file.db or postgresql://user:password@host/name"
    )


def _open_store(settings: Settings) -> MediaStore:
    try:
        if not settings.media_url:
            _make_folder(settings)
        return open_media(settings)
    except (OSError, BaseError, ValueError) as error:
        raise WrongSettings(_refuse("MEDIA_URL" if settings.media_url else "DATA_DIR", error)) from error


def _make_folder(settings: Settings) -> None:
    """What visitors said lies there: a folder that we make is its owner's alone."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)


def _refuse(setting: str, error: Exception) -> str:
    """`DATA_DIR: /srv/x cannot be written (Permission denied)`."""
    if isinstance(error, OSError) and error.filename:
        return f"{setting}: {error.filename} cannot be written ({error.strerror})"
    return f"{setting}: what it names cannot be opened; look for a slip of the pen, and who may write there"
