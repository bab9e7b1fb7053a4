"""A museum for the crawl: the starter pack, lines in every language with and without staff, a recording in each."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, select

from app.house import House, open_house
from app.migrating import migrate
from content.catalogue import ItemKind
from content.packs.importing import import_pack
from content.recordings import Take, Target, accept
from content.renditions import render_next
from content.seeding import LIBRARY
from content.tables import LineRow, RecordingRow
from tests.actors.museum import TurnedClock, copy_museum, make_settings
from tests.content.sounds import record

LANGUAGES = ("en", "fr", "es")
IN_HOURS = datetime(2026, 5, 19, 9, 30, tzinfo=UTC)  # a Tuesday, half past eleven in Paris
AFTER_HOURS = datetime(2026, 5, 18, 19, 0, tzinfo=UTC)  # the evening of a Monday, when nobody is there
PUBLIC = "https://line.museum.example"
STAFF = "+441632960999"
SOUND_SECONDS = 45.0


def number_of(language: str, *, staffed: bool) -> str:
    """The number of the line that speaks a language, with a telephone inside the museum or without."""
    return (
        f"+4416329601{10 + LANGUAGES.index(language):02}"
        if staffed
        else f"+4416329602{LANGUAGES.index(language):02}"
    )


def fill(folder: Path) -> None:
    """Tables, the starter pack, lines and a few recordings in a folder, to be copied for each crawl."""
    house = open_house(make_settings(folder))
    migrate(house.database.engine)
    import_pack(house.database, house.media, write_pack(folder / "pack"), house.clock)
    record_some(house, folder)
    house.database.close()
    shutil.rmtree(folder / "pack")


def write_pack(folder: Path) -> Path:
    """The starter pack with more lines."""
    shutil.copytree(LIBRARY, folder)
    hours = "\n".join(f'{day} = "10:00-17:00"' for day in ("tue", "wed", "thu", "fri", "sat", "sun"))
    with (folder / "lines.toml").open("a", encoding="utf-8") as lines:
        for language in LANGUAGES:
            for staffed in (True, False):
                slug, phone = f"{language}-{'staffed' if staffed else 'alone'}", STAFF if staffed else ""
                lines.write(f'\n[lines.{slug}]\nlanguage = "{language}"\nstaff_phone = "{phone}"\n')
                lines.write(
                    f'number = "{number_of(language, staffed=staffed)}"\n[lines.{slug}.hours]\n{hours}\n'
                )
    return folder


def record_some(house: House, folder: Path) -> None:
    """One story gets a recording in every language; those of the pack would take the worker long."""
    items = house.shelf.catalogue.items
    story = next(number for number, one in sorted(items.items()) if one.kind == ItemKind.STORY)
    voice = record(folder / "voice.wav", rate=8000, seconds=SOUND_SECONDS)
    take = Take(house.media.put_master(voice, voice.name))
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))
        for language in items[story].words:
            accept(session, Target(language, item=story), take, house.clock.now(), goes_live=True)
    while render_next(house.database, house.media, house.clock):
        pass
    with house.database.reads() as session:
        assert all(session.scalars(select(RecordingRow.live)))
        assert len(session.scalars(select(LineRow.slug)).all()) == 1 + 2 * len(LANGUAGES)


def open_copy(
    filled: Path, folder: Path, now: datetime, clock: TurnedClock | None = None
) -> tuple[House, TurnedClock]:
    """A house of its own, with a clock that stands at a moment; its public address is a real one."""
    copy_museum(filled, folder)
    standing = clock or TurnedClock(now)
    return open_house(make_settings(folder, public_url=PUBLIC), standing), standing
