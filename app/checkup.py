"""The doctor: looks at every part of a house and says what is right, missing or wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from addresses.keys import WrongKey
from app.carriers import look_at_chat, look_at_clock, look_at_phone
from app.finding import Finding, Level
from app.heartbeat import FRESH_SECONDS, age
from app.house import House, open_house
from app.keyholders import look_at_staff
from app.migrating import current_and_newest
from app.setup import look_at_settings
from app.transcribing import look_at_transcripts
from content.audio import missing_codecs
from content.published.catalogue import EmptyMuseum
from content.tables import RecordingRow, RecordingState
from db.clock import Clock, SystemClock
from settings import Settings, WrongSettings
from visitors.requests import RequestRow, SoundState


def examine(settings: Settings, clock: Clock | None = None) -> list[Finding]:
    """Every finding; a part that cannot even be asked is a finding too."""
    clock = clock or SystemClock()
    findings = [*look_at_settings(settings), *look_at_transcripts(settings)]
    try:
        house = open_house(settings, clock)
    except (WrongSettings, WrongKey) as error:
        findings.append(Finding(Level.WRONG, f"settings: {error}", "Correct it in .env."))
    else:
        findings += _examine_house(house)
        house.database.close()
    for look_outside in (look_at_phone, look_at_chat, look_at_clock):
        findings += look_outside(settings, clock.now())
    return findings


def _examine_house(house: House) -> list[Finding]:
    """Media and audio can be looked at without a database, the rest only where its tables are right."""
    database = _look_at_database(house)
    findings = [database, *_look_at_media(house), *_look_at_audio(house)]
    if database.level is Level.RIGHT:
        for look in (_look_at_content, _look_at_backlog, _look_at_worker, look_at_staff):
            findings += look(house)
    return findings


def _look_at_database(house: House) -> Finding:
    try:
        current, newest = current_and_newest(house.database.engine)
    except SQLAlchemyError as error:
        words = f"database: it does not answer ({type(error).__name__})"
        return Finding(Level.WRONG, words, "Check DATABASE_URL and DATA_DIR, and whether its server runs.")
    if current != newest:
        return Finding(Level.WRONG, "database: its tables are not up to date", "Run `museline migrate`.")
    return Finding(Level.RIGHT, f"database: {house.database.engine.dialect.name}, tables up to date")


def _look_at_content(house: House) -> Iterator[Finding]:
    try:
        catalogue = house.shelf.catalogue
    except EmptyMuseum:
        yield Finding(Level.WRONG, "content: the museum is empty", "Run `museline seed`, or import a pack.")
        return
    spoken = sum(1 for item in catalogue.items.values() for words in item.words.values() if words.sound)
    words = f"content: {len(catalogue.items)} items, {spoken} recordings, version {catalogue.version}"
    yield Finding(Level.RIGHT, words)
    for code in house.settings.languages:
        if code not in catalogue.languages:
            todo = "Add the language to a pack, or take it out of LANGUAGES."
            yield Finding(Level.WRONG, f"content: nothing speaks {code!r}", todo)


def _look_at_media(house: House) -> Iterator[Finding]:
    try:
        house.media.check()
    except Exception as error:  # noqa: BLE001 - the store's library has errors of a dozen kinds
        todo = "Check MEDIA_URL, S3_* and who may write there."
        yield Finding(Level.WRONG, f"media store: it cannot be written ({type(error).__name__})", todo)
        return
    yield Finding(Level.RIGHT, "media store: wrote, read and deleted a test file")


def _look_at_audio(_house: House) -> Iterator[Finding]:
    missing = missing_codecs()
    if missing:
        words = f"audio: no codec for {', '.join(missing)}"
        yield Finding(Level.WRONG, words, "Install again with `make run`.")
    else:
        yield Finding(Level.RIGHT, "audio: every codec is there")


def _look_at_backlog(house: House) -> Iterator[Finding]:
    """What the worker could not do, or has still to do."""
    states = (RecordingState.FAILED, RecordingState.PENDING)
    with house.database.reads() as session:
        failed, pending = (session.scalar(_count(RecordingRow.state == state)) or 0 for state in states)
        owed = session.scalar(_count(RequestRow.sound_state == SoundState.OWED)) or 0
        lost = session.scalar(_count(RequestRow.sound_state == SoundState.LOST)) or 0
    for number, words, todo in (
        (failed, "audio: {} recordings could not be used", "Record them again."),
        (pending, "audio: {} recordings are not ready yet", "The worker prepares them."),
        (owed, "requests: {} sounds are still with the carrier", "The worker fetches them."),
        (lost, "requests: {} sounds are lost at the carrier", "Their words are in `museline requests list`."),
    ):
        if number:
            yield Finding(Level.NOTE, words.format(number), todo)


def _count(condition: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).where(condition)


def _look_at_worker(house: House) -> Iterator[Finding]:
    with house.database.reads() as session:
        silence = age(session, "worker", house.clock.now())
    if silence is None or silence > FRESH_SECONDS:
        words = "has never run" if silence is None else f"has been silent for {silence / 60:.0f} minutes"
        yield Finding(Level.WRONG, f"worker: it {words}", "Start `museline worker` and keep it running.")
    else:
        yield Finding(Level.RIGHT, f"worker: alive {max(silence, 0):.0f} seconds ago")
