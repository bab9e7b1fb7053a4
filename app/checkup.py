"""The doctor: looks at every part of a house and says what is right, missing or wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.carriers import look_at_chat, look_at_clock, look_at_phone
from app.finding import Finding, Level
from app.heartbeat import FRESH_SECONDS, age
from app.house import House, open_house
from app.migrating import current_and_newest
from content.audio import missing_codecs
from content.tables import RecordingRow, RecordingState
from settings import Settings, env_file, unknown_names
from visitors.requests import RequestRow, SoundState


def examine(settings: Settings) -> list[Finding]:
    """Every finding; a part that cannot even be asked is a finding too."""
    findings = list(_look_at_settings(settings))
    house = open_house(settings)
    for look in (_look_at_database, _look_at_content, _look_at_media, _look_at_audio, _look_at_worker):
        findings += _ask(look, house)
    for look_outside in (look_at_phone, look_at_chat, look_at_clock):
        findings += look_outside(settings, house.clock.now())
    return findings


def _ask(look: Callable[[House], Iterator[Finding]], house: House) -> list[Finding]:
    try:
        return list(look(house))
    except SQLAlchemyError as error:
        name = look.__name__.removeprefix("_look_at_")
        reason = f"{name}: the database does not answer ({type(error).__name__})"
        return [Finding(Level.WRONG, reason, "Check DATABASE_URL, then run `museline migrate`.")]


def _look_at_settings(settings: Settings) -> Iterator[Finding]:
    file = env_file()
    yield Finding(
        Level.RIGHT, f"settings: read from {file}" if file.is_file() else "settings: from the environment"
    )
    for name in unknown_names(file):
        yield Finding(Level.NOTE, f"settings: {name} is no setting of ours", "Look for a slip of the pen.")
    for name, keys in (("SECRET_KEY", settings.secret_key), ("PRIVACY_KEY", settings.privacy_key)):
        if not keys:
            yield Finding(Level.WRONG, f"settings: {name} is empty", "Make one with `museline keys new`.")
    if not settings.public_url.startswith("https://"):
        yield Finding(
            Level.WRONG, "settings: PUBLIC_URL is not an https address", "The carriers only ring at https."
        )


def _look_at_database(house: House) -> Iterator[Finding]:
    current, newest = current_and_newest(house.database.engine)
    if current != newest:
        yield Finding(Level.WRONG, "database: its tables are not up to date", "Run `museline migrate`.")
    else:
        yield Finding(Level.RIGHT, f"database: {house.database.engine.dialect.name}, tables up to date")


def _look_at_content(house: House) -> Iterator[Finding]:
    try:
        catalogue = house.shelf.catalogue
    except LookupError:
        yield Finding(Level.WRONG, "content: the museum is empty", "Run `museline seed`, or import a pack.")
        return
    spoken = sum(1 for item in catalogue.items.values() for words in item.words.values() if words.sound)
    yield Finding(
        Level.RIGHT,
        f"content: {len(catalogue.items)} items, {spoken} recordings, version {catalogue.version}",
    )
    for code in set(house.settings.languages) - set(catalogue.languages):
        yield Finding(
            Level.WRONG, f"content: nothing speaks {code!r}", "Add the language to a pack, or take it away."
        )


def _look_at_media(house: House) -> Iterator[Finding]:
    try:
        house.media.check()
    except Exception as error:  # noqa: BLE001 - the store's library has errors of a dozen kinds
        todo = "Check MEDIA_URL, S3_* and who may write there."
        yield Finding(Level.WRONG, f"media store: it cannot be written ({type(error).__name__})", todo)
        return
    yield Finding(Level.RIGHT, "media store: written, read and deleted a test file")


def _look_at_audio(house: House) -> Iterator[Finding]:
    missing = missing_codecs()
    if missing:
        yield Finding(
            Level.WRONG, f"audio: no codec for {', '.join(missing)}", "Install again with `make run`."
        )
    else:
        yield Finding(Level.RIGHT, "audio: every codec is there")
    with house.database.reads() as session:
        failed = select(func.count()).where(RecordingRow.state == RecordingState.FAILED)
        owed = select(func.count()).where(RequestRow.sound_state == SoundState.OWED)
        broken, waiting = session.scalar(failed) or 0, session.scalar(owed) or 0
    if broken:
        yield Finding(Level.NOTE, f"audio: {broken} recordings could not be used", "Record them again.")
    if waiting:
        yield Finding(
            Level.NOTE, f"requests: {waiting} sounds are still with the carrier", "The worker fetches them."
        )


def _look_at_worker(house: House) -> Iterator[Finding]:
    with house.database.reads() as session:
        silence = age(session, "worker", house.clock.now())
    if silence is None or silence > FRESH_SECONDS:
        words = "has never run" if silence is None else f"has been silent for {silence / 60:.0f} minutes"
        yield Finding(Level.WRONG, f"worker: it {words}", "Start `museline worker` and keep it running.")
    else:
        yield Finding(Level.RIGHT, f"worker: alive {silence:.0f} seconds ago")
