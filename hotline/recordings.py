"""The worker's part of a recording: fetched from the carrier, kept with us, deleted there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from content.media import MediaStore
from db.clock import Clock
from db.database import Database
from hotline.carrier import SOUND_TYPE, CarrierFailed
from visitors import requests
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState, SoundState

CLAIM = timedelta(minutes=5)
PATIENCE = timedelta(days=1)
UNTOLD = timedelta(hours=5)  # a call lasts four hours at most
BACK_OFF = (30, 120, 600, 1800, 3600)  # seconds before the next try; the last is repeated
log = structlog.get_logger("museline.hotline")


class Recorder(Protocol):
    """Who holds the recordings of calls."""

    def fetch_recording(self, sid: str) -> bytes:
        """The sound; raises CarrierFailed."""
        ...

    def delete_recording(self, sid: str) -> None:
        """Delete it; raises CarrierFailed, but not for one that is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to see to; `sid` is the carrier's id."""

    id: int
    sid: str
    state: str
    sound_state: str
    tries: int
    asked_at: datetime

    @property
    def is_owed(self) -> bool:
        """Whether the sound is still to be fetched."""
        return self.sound_state == SoundState.OWED and self.state != RequestState.THROWN


def fetch_next(database: Database, media: MediaStore, carrier: Recorder, clock: Clock) -> bool:
    """See to one recording: fetch and keep it, or delete the carrier's copy of what is kept or thrown away.

    Claimed and committed first: two workers never see to the same one, and nothing slow is in a transaction."""
    job = claim_next(database, clock.now())
    if job is None:
        return False
    try:
        if job.is_owed:
            _fetch(database, media, carrier, job)
        else:
            _let_go(database, carrier, job)
    except CarrierFailed as error:
        _put_off(database, job, clock.now(), error)
    return True


def claim_next(database: Database, now: datetime) -> Job | None:
    """The recording that has waited longest, claimed for five minutes."""
    with database.writes() as session:
        due = (
            select(RequestRow).where(_is_due(now)).order_by(RequestRow.sound_next_try, RequestRow.id).limit(1)
        )
        row = session.scalars(due.with_for_update(skip_locked=True)).first()
        if row is None or not _claim(session, row.id, now):
            return None
        state, sid = (row.state, row.sound_state), row.sound_source or ""
        return Job(row.id, sid, *state, row.sound_tries, row.asked_at)


def confirm_untold(database: Database, clock: Clock) -> int:
    """Drafts of calls whose end was never told: kept as unconfirmed, so that staff see them; how many."""
    draft = (RequestRow.channel == Channel.PHONE, RequestRow.state == RequestState.DRAFT)
    old = select(RequestRow.call).where(*draft, RequestRow.asked_at < clock.now() - UNTOLD)
    with database.writes() as session:
        calls = {call for call in session.scalars(old) if call}
        return sum(requests.close_call(session, call) for call in calls)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Owed and not yet fetched, or of no more use at the carrier."""
    waits = or_(RequestRow.sound_next_try.is_(None), RequestRow.sound_next_try <= now)
    free = or_(RequestRow.sound_claimed_until.is_(None), RequestRow.sound_claimed_until <= now)
    owed = (RequestRow.sound_state == SoundState.OWED) & (RequestRow.state != RequestState.THROWN)
    wanted: ColumnElement[bool] = or_(owed, RequestRow.carrier_copy)
    return (
        (RequestRow.channel == Channel.PHONE) & RequestRow.sound_source.is_not(None) & wanted & waits & free
    )


def _claim(session: Session, request_id: int, now: datetime) -> bool:
    free = or_(RequestRow.sound_claimed_until.is_(None), RequestRow.sound_claimed_until <= now)
    claimed = (
        update(RequestRow).where(RequestRow.id == request_id, free).values(sound_claimed_until=now + CLAIM)
    )
    return bool(session.execute(claimed.returning(RequestRow.id)).first())


def _fetch(database: Database, media: MediaStore, carrier: Recorder, job: Job) -> None:
    """Keep the sound. Its caller may have thrown it away meanwhile: the next round sees to that."""
    path = media.put_private(carrier.fetch_recording(job.sid), "message.wav")
    done = {"sound_state": SoundState.KEPT, "sound_path": path, "sound_type": SOUND_TYPE}
    _change(database, job, done)


def _let_go(database: Database, carrier: Recorder, job: Job) -> None:
    """Delete the carrier's copy of what we keep, have lost, or do not want."""
    carrier.delete_recording(job.sid)
    gone = {"sound_state": SoundState.NONE} if job.state == RequestState.THROWN else {}
    _change(database, job, {**gone, "carrier_copy": False})


def _put_off(database: Database, job: Job, now: datetime, error: CarrierFailed) -> None:
    """Try again later, each time after a longer pause; after a day what cannot be had is lost.

    Deleting is tried for ever: what we promised to delete must not stay there."""
    log.warning("a recording could not be seen to", request=job.id, tries=job.tries + 1, reason=str(error))
    pause = timedelta(seconds=BACK_OFF[min(job.tries, len(BACK_OFF) - 1)])
    changed: dict[str, Any] = {"sound_tries": job.tries + 1, "sound_next_try": now + pause}
    if job.is_owed and (error.permanent or now - job.asked_at > PATIENCE):
        changed["sound_state"] = SoundState.LOST
    _change(database, job, changed, fresh=False)


def _change(database: Database, job: Job, values: dict[str, Any], *, fresh: bool = True) -> None:
    """Write what was done, and give the claim back."""
    begun = {"sound_tries": 0, "sound_next_try": None} if fresh else {}
    with database.writes() as session:
        changed = update(RequestRow).where(RequestRow.id == job.id)
        session.execute(changed.values(**values, **begun, sound_claimed_until=None))
