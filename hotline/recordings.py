"""The worker's part of a recording: fetched from the carrier, kept with us, deleted there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from content.media import MediaStore
from db.carried import THROWN, Carried, SoundState
from db.clock import Clock
from db.database import Database
from hotline.carrier import SOUND_TYPE, CarrierFailed
from staff import takes
from staff.takes import TakeRow
from visitors import requests
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState

TABLES: tuple[type[Carried], ...] = (RequestRow, TakeRow)
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
    """One recording to see to, in its table; `sid` is the carrier's id."""

    table: type[Carried]
    id: int
    sid: str
    state: str
    sound_state: str
    tries: int
    asked_at: datetime

    @property
    def is_owed(self) -> bool:
        """Whether the sound is still to be fetched."""
        return self.sound_state == SoundState.OWED and self.state != THROWN


def fetch_next(database: Database, media: MediaStore, carrier: Recorder, clock: Clock) -> bool:
    """See to one recording, of a visitor or of staff: fetch and keep it, or delete the carrier's copy of what is kept
    or thrown away.

    Claimed and committed first: two workers never see to the same one, and nothing slow is in a transaction."""
    job = next(filter(None, (claim_next(database, clock.now(), table) for table in TABLES)), None)
    if job is None:
        return _erase_spent(database, media)
    try:
        if job.is_owed:
            _fetch(database, media, carrier, job)
        else:
            _let_go(database, carrier, job)
    except CarrierFailed as error:
        _put_off(database, job, clock.now(), error)
    return True


def claim_next(database: Database, now: datetime, table: type[Carried] = RequestRow) -> Job | None:
    """The recording that has waited longest, claimed for five minutes."""
    with database.writes() as session:
        due = select(table).where(_is_due(table, now)).order_by(table.sound_next_try, table.id).limit(1)
        row = session.scalars(due.with_for_update(skip_locked=True)).first()
        if row is None or not _claim(session, table, row.id, now):
            return None
        state, sid = (row.state, row.sound_state), row.sound_source or ""
        return Job(table, row.id, sid, *state, row.sound_tries, row.asked_at)


def confirm_untold(database: Database, clock: Clock) -> int:
    """Drafts of calls whose end was never told: kept as unconfirmed, so that staff see them; how many."""
    draft = (RequestRow.channel == Channel.PHONE, RequestRow.state == RequestState.DRAFT)
    old = select(RequestRow.call).where(*draft, RequestRow.asked_at < clock.now() - UNTOLD)
    with database.writes() as session:
        calls = {call for call in session.scalars(old) if call}
        return sum(requests.close_call(session, call) for call in calls)


def _is_due(table: type[Carried], now: datetime) -> ColumnElement[bool]:
    """Owed and not yet fetched, or of no more use at the carrier."""
    waits = or_(table.sound_next_try.is_(None), table.sound_next_try <= now)
    free = or_(table.sound_claimed_until.is_(None), table.sound_claimed_until <= now)
    owed = (table.sound_state == SoundState.OWED) & (table.state != THROWN)
    wanted: ColumnElement[bool] = or_(owed, table.carrier_copy)
    return (table.channel == Channel.PHONE) & table.sound_source.is_not(None) & wanted & waits & free


def _claim(session: Session, table: type[Carried], row_id: int, now: datetime) -> bool:
    free = or_(table.sound_claimed_until.is_(None), table.sound_claimed_until <= now)
    claimed = update(table).where(table.id == row_id, free).values(sound_claimed_until=now + CLAIM)
    return bool(session.execute(claimed.returning(table.id)).first())


def _fetch(database: Database, media: MediaStore, carrier: Recorder, job: Job) -> None:
    """Keep the sound. Its caller may have thrown it away meanwhile: the next round sees to that."""
    path = media.put_private(carrier.fetch_recording(job.sid), "message.wav")
    done = {"sound_state": SoundState.KEPT, "sound_path": path, "sound_type": SOUND_TYPE}
    _change(database, job, done)


def _let_go(database: Database, carrier: Recorder, job: Job) -> None:
    """Delete the carrier's copy of what we keep, have lost, or do not want."""
    carrier.delete_recording(job.sid)
    gone = {"sound_state": SoundState.NONE} if job.state == THROWN else {}
    _change(database, job, {**gone, "carrier_copy": False})


def _erase_spent(database: Database, media: MediaStore) -> bool:
    """Delete our copy of one take that was used or thrown away; whether there was one."""
    with database.reads() as session:
        row = takes.find_spent(session)
    if row is None or row.sound_path is None:
        return False
    media.delete_private(row.sound_path)
    with database.writes() as session:
        session.execute(update(TakeRow).where(TakeRow.id == row.id).values(sound_path=None))
    return True


def _put_off(database: Database, job: Job, now: datetime, error: CarrierFailed) -> None:
    """Try again later, each time after a longer pause; after a day what cannot be had is lost.

    Deleting is tried for ever: what we promised to delete must not stay there."""
    log.warning("a recording could not be seen to", row=job.id, tries=job.tries + 1, reason=str(error))
    pause = timedelta(seconds=BACK_OFF[min(job.tries, len(BACK_OFF) - 1)])
    changed: dict[str, Any] = {"sound_tries": job.tries + 1, "sound_next_try": now + pause}
    if job.is_owed and (error.permanent or now - job.asked_at > PATIENCE):
        changed["sound_state"] = SoundState.LOST
    _change(database, job, changed, fresh=False)


def _change(database: Database, job: Job, values: dict[str, Any], *, fresh: bool = True) -> None:
    """Write what was done, and give the claim back."""
    begun = {"sound_tries": 0, "sound_next_try": None} if fresh else {}
    with database.writes() as session:
        changed = update(job.table).where(job.table.id == job.id)
        session.execute(changed.values(**values, **begun, sound_claimed_until=None))
