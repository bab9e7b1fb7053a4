"""The end of a call: how far a recording came, and what nobody confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sqlalchemy.orm import Session

from hotline.callers import Call
from hotline.conversation import Conversation
from hotline.trail import Trail
from scenes import counting, visiting
from scenes.visit import Visit
from visitors import calls, listening
from visitors.calls import CallRow

ENDED = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def end_call(conversation: Conversation, form: Mapping[str, str]) -> None:
    """The carrier tells that a call is over; unknown calls and repetitions change nothing."""
    if form.get("CallStatus") not in ENDED:
        return
    now, call = conversation.clock.now(), Call.read(form)
    ended = _read_moment(form.get("Timestamp", ""), now)
    visit = conversation.callers.visit(call, Trail(), now)
    seconds = _read_seconds(form.get("CallDuration", ""))
    conversation.database.write(lambda session: _close(session, call, seconds, visit, ended))


def _close(session: Session, call: Call, seconds: int | None, visit: Visit, ended: datetime) -> None:
    row = calls.finish(session, call.sid, seconds, ended)
    if row is not None:
        counting.close(session, visit, call.sid)
        _keep_position(session, row, visit, ended)


def _keep_position(session: Session, row: CallRow, visit: Visit, ended: datetime) -> None:
    """What was playing is dropped at its second, unless a later call of the same visitor plays it."""
    visitor = visit.visitor
    if visitor is None or visitor.item is None or visitor.playing_since is None:
        return
    if calls.has_followed(session, row) and visitor.playing_since > ended:
        return
    scene = visiting.enter(f"item/{visitor.item}/0", visit.going(visitor.pace))
    second = listening.drop(session, visitor.id, scene.length, ended, scene.pauses)
    if second is not None:
        counting.drop(session, visit, row, visitor.item, second, scene.length)


def _read_moment(text: str, now: datetime) -> datetime:
    """The carrier's moment (RFC 2822); ours where it is missing or lies ahead."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return now
    return min(now, moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _read_seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
