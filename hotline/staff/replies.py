"""Answers that staff speak into a telephone: a visitor's message by its ticket, taken in hand, answered, and sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from content.media import MediaStore
from db.database import Database
from staff import takes, trail
from staff.people import Person
from staff.roles import Right
from staff.takes import TakeState
from visitors import answer_drafts, answers, inbox, requests
from visitors.answers import Answer
from visitors.requests import OPEN, TICKET_DIGITS, RequestRow

NAME = "answer.wav"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an answer: it left with its own copy of the sound, and an older recording is of no more use."""

    done: bool
    spare: str | None = None


def is_ticket(digits: str) -> bool:
    """Six digits are no item's number, and none of the line's words has so many."""
    return len(digits) == TICKET_DIGITS


def find_ticket(session: Session, digits: str, who: Person) -> RequestRow | None:
    """The message with a ticket, for whoever may answer."""
    row = requests.find_ticket(session, digits) if who.may(Right.ANSWER) else None
    return find(session, row.id, who) if row else None


def find(session: Session, request_id: int, who: Person) -> RequestRow | None:
    """A message that staff may see, for whoever may answer."""
    return inbox.find(session, request_id) if who.may(Right.ANSWER) else None


def is_free(row: RequestRow, who: Person) -> bool:
    """Whether this person may answer it."""
    return row.state in OPEN and row.claimed_by in {None, who.id}


def claim(session: Session, request_id: int, who: Person, now: datetime) -> bool:
    """Take it in hand before the tone, so that two people never speak to the same one."""
    if find(session, request_id, who) is None or not inbox.claim(session, request_id, who.id, now):
        return False
    trail.note(session, who, "claim", "request", str(request_id), now)
    return True


def send(database: Database, media: MediaStore, who: Person, take_id: int, zone: str, now: datetime) -> bool:
    """Send a take as the answer; False where it is in other hands by now, or the message is gone. Repeated: nothing."""
    with database.reads() as session:
        row = takes.own(session, take_id, who.id)
    if row is None or row.request is None or row.state != TakeState.DRAFT or row.sound_path is None:
        return row is not None and row.state == TakeState.USED
    path = media.put_private(media.get_private(row.sound_path), NAME)
    try:
        sent = database.write(lambda session: _send(session, who, take_id, path, zone, now))
    except answers.NotYours:
        sent = Sent(done=False)
    for needless in (sent.spare, None if sent.done else path):
        if needless:
            media.delete_private(needless)
    return sent.done


def _send(session: Session, who: Person, take_id: int, path: str, zone: str, now: datetime) -> Sent:
    """What was typed before goes along, as from the desk."""
    row = takes.settle(session, take_id, who.id, TakeState.USED)
    request = find(session, row.request, who) if row and row.request else None
    if row is None or request is None:
        return Sent(done=False)
    draft = answer_drafts.find(session, request.id)
    given = Answer(draft.text if draft else "", path, "audio/wav", row.sound_seconds, request.language)
    made = answers.answer(session, request.id, given, who, now, zone=zone)
    answer_drafts.rest(session, made.id, now)
    spare = draft.sound_path if draft else None
    answer_drafts.drop(session, request.id)
    trail.note(
        session, who, "answer", "request", str(request.id), now, after={"way": answers.find_way(request)}
    )
    return Sent(done=True, spare=spare)
