"""The worker's part of a recorded answer: made ready for the telephone and the chat, where only its asker gets it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from content.audio import AudioRefused, render
from content.media import MediaStore, NoSuchMedia
from content.sound.recipes import CHAT, PHONE
from db.clock import Clock
from db.database import Database
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests_table import RequestRow, RequestState

CLAIM = timedelta(minutes=10)
LOST, SOUND = "lost", "sound"


@dataclass(frozen=True, slots=True)
class Job:
    """One recorded answer in our hands."""

    id: int
    path: str


def prepare_next(database: Database, media: MediaStore, clock: Clock) -> bool:
    """Make one answer ready; whether there was any. One that cannot be used comes back to whoever recorded it."""
    job = claim_next(database, clock.now())
    if job is None:
        return False
    try:
        made = _render(media, job)
    except (AudioRefused, NoSuchMedia) as error:
        code = str(error.args[0]) if isinstance(error, AudioRefused) else LOST
        database.write(lambda session: _refuse(session, job, code[:20]))
        return True
    with database.writes() as session:
        kept = _change(session, job, {**made, "claimed_until": None})
    if not kept:
        for path in (made["phone_path"], made["chat_path"]):
            media.delete_private(path)
    return True


def claim_next(database: Database, now: datetime) -> Job | None:
    """The answer that has waited longest; two workers never have the same one."""
    with database.reads() as session:
        row = session.scalars(select(AnswerRow).where(*_waits(now)).order_by(AnswerRow.id).limit(1)).first()
    if row is None or row.sound_path is None:
        return None
    with database.writes() as session:
        taken = (
            update(AnswerRow).where(AnswerRow.id == row.id, *_waits(now)).values(claimed_until=now + CLAIM)
        )
        done = session.execute(taken.returning(AnswerRow.id)).first()
    return Job(row.id, row.sound_path) if done else None


def _waits(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        AnswerRow.state == AnswerState.LIVE,
        AnswerRow.sound_path.is_not(None),
        AnswerRow.phone_path.is_(None),
        AnswerRow.sound_refused.is_(None),
        or_(AnswerRow.claimed_until.is_(None), AnswerRow.claimed_until <= now),
    )


def _render(media: MediaStore, job: Job) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        source, phone, chat = (Path(folder) / name for name in ("answer", "phone.wav", "chat.ogg"))
        media.fetch(job.path, source)
        seconds = render(source, {PHONE: phone, CHAT: chat}).seconds
        return {
            "phone_path": media.put_private(phone.read_bytes(), "phone.wav"),
            "chat_path": media.put_private(chat.read_bytes(), "chat.ogg"),
            "seconds": seconds,
        }


def _refuse(session: Session, job: Job, code: str) -> None:
    """Nobody hears what cannot be played: where nothing was written either, the request waits again."""
    if not _change(session, job, {"sound_refused": code, "claimed_until": None}):
        return
    row = session.get_one(AnswerRow, job.id, populate_existing=True)
    if row.text:
        return
    answered = (RequestRow.id == row.request, RequestRow.state == RequestState.ANSWERED)
    back = {"state": RequestState.SENT, "returned": SOUND, "done_at": None}
    session.execute(update(RequestRow).where(*answered).values(**back))


def _change(session: Session, job: Job, values: dict[str, Any]) -> bool:
    """Write what was done; False where the answer is gone, or another has taken its place."""
    live = (AnswerRow.id == job.id, AnswerRow.state == AnswerState.LIVE)
    return (
        session.execute(update(AnswerRow).where(*live).values(**values).returning(AnswerRow.id)).first()
        is not None
    )
