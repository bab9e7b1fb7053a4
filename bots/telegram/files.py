"""The worker's part of a question from the chat: its voice note and picture, fetched from Telegram and kept with us."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import ColumnElement, or_, select, update

from bots.telegram.carrier import ChatFailed
from bots.telegram.downloads import Download
from content.media import MediaStore
from db.clock import Clock
from db.database import Database
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState, SoundState

CLAIM = timedelta(minutes=5)
PATIENCE = timedelta(days=2)
BACK_OFF = (30, 120, 600, 1800, 3600)  # seconds before the next try; the last is repeated
SENT = (RequestState.SENT, RequestState.UNCONFIRMED, RequestState.PART)
UNKNOWN_TYPE = "application/octet-stream"
log = structlog.get_logger("museline.telegram")


class Holder(Protocol):
    """Who holds the files of the chat."""

    def fetch(self, file_id: str) -> Download:
        """A file; raises `ChatFailed`."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One request whose files are owed; a source is None where there is nothing to fetch any more."""

    id: int
    sound: str | None
    picture: str | None
    tries: int
    asked_at: datetime


def fetch_next(database: Database, media: MediaStore, carrier: Holder, clock: Clock) -> bool:
    """Fetch what one request owes; False where nothing is due. A draft is left alone: it may yet be thrown away."""
    job = claim_next(database, clock.now())
    if job is None:
        return False
    try:
        if job.sound:
            _keep(database, media, job, "sound", carrier.fetch(job.sound))
        if job.picture:
            _keep(database, media, job, "picture", carrier.fetch(job.picture))
        done = {"sound_state": SoundState.KEPT, "sound_tries": 0, "sound_next_try": None}
        _change(database, job, {**done, "sound_claimed_until": None})
    except ChatFailed as error:
        _put_off(database, job, clock.now(), error)
    return True


def claim_next(database: Database, now: datetime) -> Job | None:
    """The request that has waited longest, claimed for five minutes; two workers never have the same one."""
    with database.writes() as session:
        due = select(RequestRow).where(*_due(now)).order_by(RequestRow.sound_next_try, RequestRow.id).limit(1)
        row = session.scalars(due.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        claim = update(RequestRow).where(RequestRow.id == row.id, *_due(now)).returning(RequestRow.id)
        if session.execute(claim.values(sound_claimed_until=now + CLAIM)).first() is None:
            return None
        sound = None if row.sound_path else row.sound_source
        picture = None if row.picture_path else row.picture_source
        return Job(row.id, sound, picture, row.sound_tries, row.asked_at)


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        RequestRow.channel == Channel.CHAT,
        RequestRow.sound_state == SoundState.OWED,
        RequestRow.state.in_(SENT),
        or_(RequestRow.sound_next_try.is_(None), RequestRow.sound_next_try <= now),
        or_(RequestRow.sound_claimed_until.is_(None), RequestRow.sound_claimed_until <= now),
    )


def _keep(database: Database, media: MediaStore, job: Job, what: str, download: Download) -> None:
    """Store a file and note where; if its sender had everything deleted meanwhile, it goes again."""
    ending = download.safe_ending
    path = media.put_private(download.content, f"{what}.{ending}")
    kind = mimetypes.guess_type(f"x.{ending}")[0] or UNKNOWN_TYPE
    noted = {"sound_path": path, "sound_type": kind} if what == "sound" else {"picture_path": path}
    if not _change(database, job, noted):
        media.delete_private(path)


def _put_off(database: Database, job: Job, now: datetime, error: ChatFailed) -> None:
    """Try again later, each time after a longer pause; what can never be had is lost, and staff see that."""
    is_lost = error.permanent or now - job.asked_at > PATIENCE
    log.warning("a file could not be fetched", request=job.id, reason=str(error), lost=is_lost)
    pause = timedelta(seconds=BACK_OFF[min(job.tries, len(BACK_OFF) - 1)])
    later: dict[str, Any] = {"sound_tries": job.tries + 1, "sound_next_try": now + pause}
    _change(
        database,
        job,
        {**later, "sound_claimed_until": None, **({"sound_state": SoundState.LOST} if is_lost else {})},
    )


def _change(database: Database, job: Job, values: dict[str, Any]) -> bool:
    """Write what was done; False where the request is gone."""
    with database.writes() as session:
        changed = update(RequestRow).where(RequestRow.id == job.id).values(**values).returning(RequestRow.id)
        return session.execute(changed).first() is not None
