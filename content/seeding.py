"""The first filling of an empty museum, and the words that a newer version brings to one that is filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.media import MediaStore
from content.packs.documents import Documents
from content.packs.importing import import_pack
from content.packs.places import LIBRARY
from content.packs.reading import read_prompts
from content.packs.versions import Versions, Wanted
from content.tables import LanguageRow, PromptRow
from content.version import move_version, read_version
from db.clock import Clock
from db.database import Database

SHIPPED_FIRST = "en"


def seed(database: Database, media: MediaStore, clock: Clock) -> bool:
    """Import the shipped library unless there is content already; whether it did. Raises `PackRefused`."""
    with database.reads() as session:
        is_filled = read_version(session) > 0
    if is_filled:
        add_new_words(database, clock)
        return False
    import_pack(database, media, LIBRARY, clock)
    return True


def add_new_words(database: Database, clock: Clock) -> int:
    """Add those of the line's own words that an earlier version did not know; what the museum says itself stays.

    A house language that we do not ship gets them in English: a caller hears those rather than an apology."""
    shipped = read_prompts(Documents(LIBRARY))
    with database.writes() as session:
        codes = list(session.scalars(select(LanguageRow.code).order_by(LanguageRow.position)))
        if not codes or not read_version(session):
            return 0
        words = {code: shipped[code] for code in codes if code in shipped}
        words.setdefault(codes[0], shipped[SHIPPED_FIRST])
        return _write_missing(session, words, codes[0], clock.now())


def _write_missing(
    session: Session, words: Mapping[str, Mapping[str, str]], source: str, now: datetime
) -> int:
    versions = Versions(session, PromptRow, source, now)
    here = versions.live_keys()
    missing = [
        Wanted(key, code, {"text": text})
        for code in sorted(words, key=lambda code: code != source)
        for key, text in words[code].items()
        if (key, code) not in here
    ]
    if versions.write(missing):
        move_version(session, now)
    return len(missing)
