"""Answers of the museum: written together with what is owed, and waiting for whoever rings again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from outbox import deliveries
from outbox.deliveries import Owed
from outbox.tables import Way
from staff.people import Person
from visitors.answers_table import AnswerRow, AnswerState
from visitors.people import Channel
from visitors.requests_table import OPEN, RequestRow, RequestState

SUBJECT = "answer"
REDIAL = "redial"
WAYS = (*Way, REDIAL)


class NotYours(Exception):
    """Somebody else has taken the request in hand, or it can't be answered any more."""


class NoAddress(Exception):
    """This way is closed: there is no address for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says: words, a recording (its private path and type), or both."""

    text: str = ""
    sound: str | None = None
    sound_type: str = ""
    seconds: float | None = None
    language: str = ""


def answer(
    session: Session, request_id: int, given: Answer, by: Person, now: datetime, *, zone: str, way: str = ""
) -> AnswerRow:
    """The answer, the request's state and what is owed, all in this transaction; answering anew replaces the old one.

    `way` is call, sms, chat or redial; empty: as the visitor chose. Raises `NotYours`, `NoAddress`, and then nothing
    of it is written, even where the caller goes on."""
    with session.begin_nested():
        if not _take(session, request_id, by.id, now):
            raise NotYours(request_id)
        request = session.get_one(RequestRow, request_id, populate_existing=True)
        for old in live(session, request_id):
            old.state = AnswerState.PAST
            deliveries.cancel_subject(session, SUBJECT, old.id, now)
        row = AnswerRow(
            request=request_id, state=AnswerState.LIVE, text=given.text.strip(), account=by.id, by=by.name,
            language=given.language or request.language, made_at=now, seconds=given.seconds,
            sound_path=given.sound, sound_type=given.sound_type or None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        owe(session, request, row, way or find_way(request), zone, now)
    return row


def find_way(request: RequestRow) -> str:
    """How the visitor wants the answer: as they said, else as they came; without an address when they ring again."""
    open_ = list_ways(request)
    return request.way if request.way in open_ else open_[0]


def list_ways(request: RequestRow) -> tuple[str, ...]:
    """The ways that are open: a telephone can be rung or texted, a chat written to; a redial brings it always."""
    if not request.reply_to:
        return (REDIAL,)
    return (Way.CHAT, REDIAL) if request.channel == Channel.CHAT else (Way.CALL, Way.SMS, REDIAL)


def bring_again(session: Session, request_id: int, way: str, by: Person, now: datetime, *, zone: str) -> bool:
    """An answer that came back is brought once more, this way or another; False where none came back, or another
    person has the request in hand. Raises `NoAddress`."""
    found = live(session, request_id)
    back = (RequestRow.id == request_id, RequestRow.returned.is_not(None))
    if not found or session.scalar(select(RequestRow.id).where(*back)) is None:
        return False
    with session.begin_nested():
        if not _take(session, request_id, by.id, now):
            return False
        owe(
            session, session.get_one(RequestRow, request_id, populate_existing=True), found[0], way, zone, now
        )
    return True


def owe(session: Session, request: RequestRow, row: AnswerRow, way: str, zone: str, now: datetime) -> None:
    """Write down that it is to be brought; the same way twice is still one delivery. Raises `NoAddress`."""
    if way not in list_ways(request):
        raise NoAddress(way)
    request.returned = None
    if way == REDIAL or request.reply_to is None:
        return
    before = [
        one
        for one in deliveries.of_subjects(session, SUBJECT, [row.id])
        if one.channel == way and one.is_over
    ]
    key = f"{SUBJECT}/{row.id}/{way}" + (f"/{len(before) + 1}" if before else "")
    owed = Owed(key, SUBJECT, row.id, way, request.reply_to, row.language, zone)
    deliveries.owe(session, owed, now)


def waiting_for(session: Session, visitor_id: int) -> list[AnswerRow]:
    """Answers that a visitor has not heard yet, the oldest first, also what could not be brought; one whose sound is
    being made does not wait yet."""
    answered = or_(RequestRow.state == RequestState.ANSWERED, RequestRow.returned.is_not(None))
    theirs = (RequestRow.visitor_id == visitor_id, RequestRow.state != RequestState.THROWN, answered)
    unheard = (AnswerRow.state == AnswerState.LIVE, AnswerRow.heard_at.is_(None))
    wanted = select(AnswerRow).join(RequestRow, RequestRow.id == AnswerRow.request)
    rows = session.scalars(wanted.where(*theirs, *unheard).order_by(AnswerRow.id))
    return [row for row in rows if row.can_be_heard]


def live(session: Session, request_id: int) -> list[AnswerRow]:
    """The answer that counts now; none, or one."""
    mine = (AnswerRow.request == request_id, AnswerRow.state == AnswerState.LIVE)
    return list(session.scalars(select(AnswerRow).where(*mine)))


def of_request(session: Session, request_id: int) -> list[AnswerRow]:
    """Every answer to a request, the newest first."""
    kept = (AnswerRow.request == request_id, AnswerRow.state != AnswerState.THROWN)
    return list(session.scalars(select(AnswerRow).where(*kept).order_by(AnswerRow.id.desc())))


def heard(session: Session, answer_id: int, channel: str, now: datetime) -> bool:
    """It was heard or read: nothing else about it leaves, where to bring it is forgotten, and what had come back to
    the inbox is done; of one that was answered anew since we only know that it was heard. False when repeated."""
    first = update(AnswerRow).where(AnswerRow.id == answer_id, AnswerRow.heard_at.is_(None))
    told = first.values(heard_at=now, heard_by=channel).returning(AnswerRow.request, AnswerRow.state)
    done = session.execute(told).first()
    if done is None:
        return False
    deliveries.cancel_subject(session, SUBJECT, answer_id, now)
    if done.state != AnswerState.LIVE:
        return True
    back = (RequestRow.id == done[0], RequestRow.returned.is_not(None), RequestRow.state.in_(OPEN))
    session.execute(update(RequestRow).where(*back).values(state=RequestState.ANSWERED, done_at=now))
    cleared = {"reply_to": None, "returned": None}
    session.execute(update(RequestRow).where(RequestRow.id == done[0]).values(**cleared))
    return True


def throw_away(session: Session, request_id: int, now: datetime) -> None:
    """The answers to a request that is gone: their words at once, their sounds by the worker, nothing is brought."""
    for row in session.scalars(select(AnswerRow).where(AnswerRow.request == request_id)):
        deliveries.cancel_subject(session, SUBJECT, row.id, now)
        row.state, row.text = AnswerState.THROWN, ""


def _take(session: Session, request_id: int, account: int, now: datetime) -> bool:
    """The request is answered by this person, unless it is in other hands; one's own answer can be mended."""
    free = or_(RequestRow.claimed_by.is_(None), RequestRow.claimed_by == account)
    waits = or_(RequestRow.state.in_(OPEN), RequestRow.state == RequestState.ANSWERED)
    taken = update(RequestRow).where(RequestRow.id == request_id, waits, free)
    values = {"state": RequestState.ANSWERED, "claimed_by": account, "done_at": now}
    return session.execute(taken.values(**values).returning(RequestRow.id)).first() is not None
