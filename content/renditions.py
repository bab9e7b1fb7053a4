"""From masters to what the channels play: claimed by one worker, rendered outside any transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from content.audio import AudioRefused, render_both
from content.media import MediaStore, NoSuchMedia
from content.recordings import publish, target_of, words_read
from content.tables import RecordingRow, RecordingState
from db.clock import Clock
from db.database import Database

CLAIM_KEPT = timedelta(minutes=10)
MOST_TRIES = 3
GAVE_UP = (
    "We tried this recording three times and it stopped our machine. Please export it again and send it."
)
MASTER_GONE = "The file of this recording is no longer in the store. Please send it again."


@dataclass(frozen=True, slots=True)
class Claim:
    """One recording that is ours until a moment; who comes later than that has lost it."""

    id: int
    master: str
    until: datetime


def render_next(database: Database, media: MediaStore, clock: Clock, first: int | None = None) -> bool:
    """Prepare one waiting recording; False when none waits. A refused one is FAILED, with words for the editor.

    `first` is the number of an item whose recordings go before the others."""
    claim = claim_next(database, clock.now(), first)
    if claim is None:
        return False
    try:
        made = _render(media, claim.master)
    except AudioRefused as refusal:
        made = {"state": RecordingState.FAILED, "words": str(refusal.args[0]), "goes_live": False}
    except NoSuchMedia:
        made = {"state": RecordingState.FAILED, "words": MASTER_GONE, "goes_live": False}
    with database.writes() as session:
        _finish(session, claim, made, clock.now())
    return True


def claim_next(database: Database, now: datetime, first: int | None = None) -> Claim | None:
    """Take the longest waiting recording, also one whose worker died ten minutes ago; None when none waits."""
    while True:
        with database.writes() as session:
            found = session.execute(
                select(RecordingRow.id, RecordingRow.master, RecordingRow.tries)
                .where(_waits(now))
                .order_by((RecordingRow.item == (first or 0)).is_not(True), RecordingRow.id)
                .limit(1)
            ).first()
            if found is None:
                return None
            if found.tries >= MOST_TRIES:
                _take(session, found.id, now, state=RecordingState.FAILED, words=GAVE_UP, goes_live=False)
                continue
            until = now + CLAIM_KEPT
            claimed = {
                "state": RecordingState.CLAIMED,
                "claimed_until": until,
                "tries": RecordingRow.tries + 1,
            }
            if _take(session, found.id, now, **claimed):
                return Claim(found.id, found.master, until)


def _waits(now: datetime) -> ColumnElement[bool]:
    expired = and_(RecordingRow.state == RecordingState.CLAIMED, RecordingRow.claimed_until < now)
    return or_(RecordingRow.state == RecordingState.PENDING, expired)


def _take(session: Session, recording_id: int, now: datetime, **values: Any) -> bool:
    """Change a recording only if it still waits; the database decides between two who ask at once."""
    taken = update(RecordingRow).where(RecordingRow.id == recording_id, _waits(now)).values(**values)
    return session.execute(taken.returning(RecordingRow.id)).first() is not None


def _render(media: MediaStore, master: str) -> dict[str, Any]:
    with TemporaryDirectory(prefix="museline-") as folder:
        source = Path(folder) / master.rsplit("/", 1)[-1]
        phone, chat = Path(folder) / "phone.wav", Path(folder) / "chat.ogg"
        media.fetch(master, source)
        seconds = render_both(source, phone, chat)
        return {
            "state": RecordingState.READY,
            "seconds": seconds,
            "phone": media.put(phone, phone.name),
            "chat": media.put(chat, chat.name),
        }


def _finish(session: Session, claim: Claim, made: dict[str, Any], now: datetime) -> None:
    """Write down the result, unless the claim ran out meanwhile and somebody else has it."""
    mine = and_(RecordingRow.id == claim.id, RecordingRow.claimed_until == claim.until)
    done = update(RecordingRow).where(mine, RecordingRow.state == RecordingState.CLAIMED)
    if session.execute(done.values(claimed_until=None, **made).returning(RecordingRow.id)).first() is None:
        return
    row = session.get_one(RecordingRow, claim.id, populate_existing=True)
    if row.state == RecordingState.READY:
        row.checks = _check(row.seconds or 0.0, words_read(session, target_of(row), row.text_version))
        session.flush()
        if row.goes_live:
            publish(session, row.id, now)


def _check(seconds: float, words: str) -> dict[str, Any]:
    """What was measured; `words_a_minute` only where the words are known."""
    count = len(words.split())
    return {"seconds": round(seconds, 1)} | (
        {"words_a_minute": round(count * 60 / seconds)} if count and seconds else {}
    )
