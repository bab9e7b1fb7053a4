"""What was spoken, written down by a machine: a draft beside the sound, never the truth, and never over a person's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from content.media import MediaStore, NoSuchMedia
from db.carried import SoundState
from db.clock import Clock
from db.database import Database
from visitors import inbox, worries
from visitors.requests_table import Dictation, RequestRow

LIBRARY = "faster_whisper"  # of the extra museline[transcripts]
CLAIM = timedelta(minutes=30)  # three minutes of speech take a slow machine ten
MOST_TRIES = 2  # a model that is too large for the machine takes the worker with it


class NotUnderstood(Exception):
    """The machine has no words for this: a language it never learnt, a sound it cannot read."""


class Scribe(Protocol):
    """Who writes down what is said in a file."""

    def write_down(self, sound: Path, language: str) -> str:
        """The words; empty where nothing is said. Raises `NotUnderstood`."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One spoken message in our hands."""

    id: int
    path: str
    language: str


def is_installed() -> bool:
    """Whether the extra is there; it is not loaded for that."""
    return find_spec(LIBRARY) is not None


def write_next(database: Database, media: MediaStore, scribe: Scribe, clock: Clock) -> bool:
    """Write one message down, the newest first; whether there was any."""
    job = claim_next(database, clock.now())
    if job is None:
        return False
    text = _listen(media, scribe, job)
    with database.writes() as session:
        _keep(session, job, text, clock.now())
    return True


def claim_next(database: Database, now: datetime) -> Job | None:
    """The newest message that nobody has written down; two workers never have the same one."""
    with database.reads() as session:
        row = session.scalars(
            select(RequestRow).where(*_waits(now)).order_by(RequestRow.id.desc()).limit(1)
        ).first()
    if row is None or row.sound_path is None:
        return None
    given_up = row.dictation_tries >= MOST_TRIES
    values = {
        "dictation": Dictation.FAILED if given_up else Dictation.OWED, "dictation_until": now + CLAIM,
        "dictation_tries": RequestRow.dictation_tries + 1,
    }  # fmt: skip
    with database.writes() as session:
        taken = update(RequestRow).where(RequestRow.id == row.id, *_waits(now)).values(**values)
        done = session.execute(taken.returning(RequestRow.id)).first()
    return Job(row.id, row.sound_path, row.language) if done and not given_up else None


def _waits(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        RequestRow.dictation == Dictation.OWED,
        RequestRow.sound_state == SoundState.KEPT,
        RequestRow.sound_path.is_not(None),
        RequestRow.state.in_(inbox.SHOWN),
        or_(RequestRow.dictation_until.is_(None), RequestRow.dictation_until <= now),
    )


def _listen(media: MediaStore, scribe: Scribe, job: Job) -> str | None:
    with TemporaryDirectory(prefix="museline-") as folder:
        sound = Path(folder) / "message"
        try:
            media.fetch(job.path, sound)
            return scribe.write_down(sound, job.language).strip()
        except (NoSuchMedia, NotUnderstood):
            return None


def _keep(session: Session, job: Job, text: str | None, now: datetime) -> None:
    """A person may have typed meanwhile, or its sender taken it back. A phrase that frightens only raises a message."""
    owed = (RequestRow.id == job.id, RequestRow.dictation == Dictation.OWED)
    state = Dictation.FAILED if text is None else Dictation.DONE
    changed = update(RequestRow).where(*owed).values(dictation=state).returning(RequestRow.id)
    if session.execute(changed).first() is None or not text:
        return
    session.expire_all()
    if inbox.write_transcript(session, job.id, text, is_draft=True):
        worries.notice(session, job.id, text, job.language, now)
