"""What was recorded: kept row first, whichever of its webhooks comes first, twice or late."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scenes import counting, visiting
from scenes.visit import Visit
from visitors import calls, requests
from visitors.people import Channel
from visitors.requests import Message

SID = re.compile(r"RE[0-9a-fA-F]{32}")
NOTHING_HEARD = 1  # seconds: an empty recording may be saved with this length (Twilio, <Record>)
HANGUP = "hangup"
THROWN_BY, PERSON = "*", "0"
LEAVING = frozenset({THROWN_BY, PERSON})


@dataclass(frozen=True, slots=True)
class Take:
    """A finished recording by the carrier's id; `seconds` is what the carrier counted."""

    sid: str
    call: str
    seconds: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.seconds <= NOTHING_HEARD

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Take | None:
        """The recording that a webhook is about; None where it names none. Its address is never followed."""
        names = (form.get("RecordingSid", ""), form.get("RecordingUrl", "").rpartition("/")[2])
        sid = next((name for name in names if SID.fullmatch(name)), None)
        length = form.get("RecordingDuration", "")
        seconds = int(length) if length.isascii() and length.isdecimal() else 0
        return cls(sid, form.get("CallSid", ""), seconds) if sid else None


def accept(session: Session, take: Take, place: str, visit: Visit, ended_by: str) -> int | None:
    """The recording's own step has come: the draft to confirm, None where nothing was said.

    The star throws it away; 0 and a hang-up keep it unconfirmed."""
    visitor_id = visit.visitor.id if visit.visitor else None
    request_id = _keep(session, take, place, visit.language, visitor_id, visit.now)
    requests.adopt(session, request_id, visitor_id, visit.envelope.own())
    if take.is_empty or ended_by == THROWN_BY:
        requests.throw_away(session, request_id, visitor_id)
        return None
    if ended_by in {PERSON, HANGUP}:
        counting.close(session, visit, take.call)
    _close_late(session, take)
    return request_id


def note(session: Session, take: Take, place: str, language: str, now: datetime) -> None:
    """The carrier tells that a recording is finished: the row is there even if its own step never comes."""
    if take.is_empty:
        return
    call = calls.find(session, take.call)
    _keep(session, take, place, language, call.visitor_id if call else None, now)
    _close_late(session, take)


def _keep(
    session: Session, take: Take, place: str, language: str, visitor_id: int | None, now: datetime
) -> int:
    kind, item = visiting.purpose(place)
    message = Message(
        take.sid, language, Channel.PHONE, item=item, sound=take.sid, seconds=take.seconds, call=take.call
    )
    return requests.keep(session, visitor_id, message, now, kind)


def _close_late(session: Session, take: Take) -> None:
    """Where the call was over before its recording was told of, nobody will confirm it any more."""
    call = calls.find(session, take.call)
    if call is not None and call.ended_at is not None:
        requests.close_call(session, take.call)
