"""From masters to what the channels play: claimed by one worker, rendered outside any transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from content.audio import AudioRefused, Findings, Trim, render
from content.checkups import check_recording
from content.completions import complete_next
from content.media import MediaStore, NoSuchMedia
from content.recordings import publish
from content.sound.recipes import CHAT, PHONE
from content.sound.remarks import Remark, say
from content.sound.slowing import slow_down
from content.tables import RecordingRow, RecordingState
from db.clock import Clock
from db.database import Database

CLAIM_KEPT = timedelta(minutes=10)
MOST_TRIES = 3
GAVE_UP: Remark = {"code": "gave-up", "values": {}}
MASTER_GONE: Remark = {"code": "gone", "values": {}}
_CLAIMED = (
    RecordingRow.id, RecordingRow.master, RecordingRow.tries, RecordingRow.trim_start, RecordingRow.trim_end,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One recording that is ours until a moment; who comes later than that has lost it."""

    id: int
    master: str
    until: datetime
    trim: Trim


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a recording: the values of its row, and what was found in it where it can be used."""

    values: dict[str, Any]
    findings: Findings | None = None


def render_next(database: Database, media: MediaStore, clock: Clock, first: int | None = None) -> bool:
    """Prepare one waiting recording; False when none waits. A refused one is FAILED, with words for the editor.

    `first` is the number of an item whose recordings go before the others. When none waits, one that an older version
    made ready gets what it lacks."""
    claim = claim_next(database, clock.now(), first)
    if claim is None:
        return complete_next(database, media, clock)
    try:
        made = _render(media, claim)
    except AudioRefused as refusal:
        made = Made(_failed(refusal.remark()))
    except NoSuchMedia:
        made = Made(_failed(MASTER_GONE))
    with database.writes() as session:
        _finish(session, claim, made, clock.now())
    return True


def claim_next(database: Database, now: datetime, first: int | None = None) -> Claim | None:
    """Take the longest waiting recording, also one whose worker died ten minutes ago; None when none waits.

    Somebody waits for what they have just recorded; a pack is nobody's, and its whole library can wait."""
    while True:
        with database.writes() as session:
            found = session.execute(
                select(*_CLAIMED)
                .where(_waits(now))
                .order_by(
                    (RecordingRow.item == (first or 0)).is_not(True),
                    RecordingRow.made_by.is_(None),
                    RecordingRow.id,
                )
                .limit(1)
            ).first()
            if found is None:
                return None
            if found.tries >= MOST_TRIES:
                _take(session, found.id, now, **_failed(GAVE_UP))
                continue
            until = now + CLAIM_KEPT
            claimed = {
                "state": RecordingState.CLAIMED,
                "claimed_until": until,
                "tries": RecordingRow.tries + 1,
            }
            if _take(session, found.id, now, **claimed):
                return Claim(found.id, found.master, until, Trim(found.trim_start, found.trim_end))


def _waits(now: datetime) -> ColumnElement[bool]:
    expired = and_(RecordingRow.state == RecordingState.CLAIMED, RecordingRow.claimed_until < now)
    return or_(RecordingRow.state == RecordingState.PENDING, expired)


def _take(session: Session, recording_id: int, now: datetime, **values: Any) -> bool:
    """Change a recording only if it still waits; the database decides between two who ask at once."""
    taken = update(RecordingRow).where(RecordingRow.id == recording_id, _waits(now)).values(**values)
    return session.execute(taken.returning(RecordingRow.id)).first() is not None


def _failed(why: Remark) -> dict[str, Any]:
    """The values of a recording that can't be used, with words in English and a code for other languages."""
    return {
        "state": RecordingState.FAILED,
        "words": say(why, "en"),
        "checks": {"refused": dict(why)},
        "goes_live": False,
    }


def _render(media: MediaStore, claim: Claim) -> Made:
    with TemporaryDirectory(prefix="museline-") as folder:
        source = Path(folder) / claim.master.rsplit("/", 1)[-1]
        phone, chat, slow = (Path(folder) / name for name in ("phone.wav", "chat.ogg", "slow.wav"))
        media.fetch(claim.master, source)
        rendered = render(source, {PHONE: phone, CHAT: chat}, claim.trim)
        values = {
            "state": RecordingState.READY,
            "seconds": rendered.seconds,
            "pauses": slow_down(phone, slow),
            "phone": media.put(phone, phone.name),
            "chat": media.put(chat, chat.name),
            "slow": media.put(slow, slow.name),
        }
        return Made(values, rendered.findings)


def _finish(session: Session, claim: Claim, made: Made, now: datetime) -> None:
    """Write down the result, unless the claim ran out meanwhile and somebody else has it."""
    mine = and_(RecordingRow.id == claim.id, RecordingRow.claimed_until == claim.until)
    done = update(RecordingRow).where(mine, RecordingRow.state == RecordingState.CLAIMED)
    written = done.values(claimed_until=None, **made.values).returning(RecordingRow.id)
    if session.execute(written).first() is None or made.findings is None:
        return
    row = session.get_one(RecordingRow, claim.id, populate_existing=True)
    row.checks = check_recording(session, row, made.findings)
    session.flush()
    if row.goes_live:
        publish(session, row.id, now)
