"""The first filling of an empty museum."""

from __future__ import annotations

from pathlib import Path

from content.media import MediaStore
from content.packs.importing import import_pack
from content.version import read_version
from db.clock import Clock
from db.database import Database

LIBRARY = Path(__file__).parent / "library"


def seed(database: Database, media: MediaStore, clock: Clock) -> bool:
    """Import the shipped library unless there is content already; whether it did. Raises `PackRefused`."""
    with database.reads() as session:
        if read_version(session):
            return False
    import_pack(database, media, LIBRARY, clock)
    return True
