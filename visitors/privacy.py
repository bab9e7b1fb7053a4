"""The visitor's right to be forgotten: everything goes but what was published with their consent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from outbox.tables import StopRow
from staff.accounts import User
from visitors import answers, consents, erasing
from visitors.calls import CallRow
from visitors.consents import ConsentRow
from visitors.notes import NoteRow
from visitors.people import HeardRow, VisitorRow
from visitors.requests_table import RequestRow
from visitors.surveys import SurveyRow
from visitors.worries import WorryRow, WorryState

# Left by whoever goes but for a story that others hear: they may withdraw it by its code, nobody knows whose it is.
NOBODYS = {
    "visitor_id": None,
    "ticket": None,
    "reply_to": None,
    "call": None,
    "claimed_by": None,
    "returned": None,
}
Forget = Callable[[Session, int, datetime], None]


def forget(session: Session, visitor_id: int, now: datetime) -> None:
    """Delete a visitor, what they heard and all they sent; repeating it changes nothing.

    Requests stay as empty rows, thrown away, until the worker has deleted their sounds and the carrier's copies."""
    for part in FORGETS:
        part(session, visitor_id, now)
    session.execute(delete(VisitorRow).where(VisitorRow.id == visitor_id))


def is_published(session: Session, row: RequestRow) -> bool:
    """Whether a request has become an item that its sender lets others hear."""
    return row.became is not None and consents.may_play(session, row)


def rekey(session: Session, hashes: Sequence[str]) -> None:
    """Whoever came again is known by the current key from now on, wherever an older hash stood; `hashes` as a key
    ring gives them, the current one first."""
    newest, older = hashes[0], hashes[1:]
    if session.scalar(select(VisitorRow.id).where(VisitorRow.key == newest)) is None:
        session.execute(update(VisitorRow).where(VisitorRow.key.in_(older)).values(key=newest))
    session.execute(update(User).where(User.chat.in_(older)).values(chat=newest))
    known = select(StopRow.channel).where(StopRow.who == newest)
    session.execute(delete(StopRow).where(StopRow.who.in_(older), StopRow.channel.in_(known)))
    session.execute(update(StopRow).where(StopRow.who.in_(older)).values(who=newest))


def _forget_requests(session: Session, visitor_id: int, now: datetime) -> None:
    mine = select(RequestRow).where(RequestRow.visitor_id == visitor_id)
    for row in session.scalars(mine).all():
        if is_published(session, _find_whole(session, row)):
            _let_go(session, row, now)
        else:
            erasing.empty(session, [row], now)


def _find_whole(session: Session, row: RequestRow) -> RequestRow:
    """The story to which a spoken name belongs; anything else is whole by itself."""
    return session.get(RequestRow, row.part_of or row.id) or row


def _let_go(session: Session, row: RequestRow, now: datetime) -> None:
    """A story that others hear stays without its teller; what the museum wrote about it goes."""
    answers.throw_away(session, row.id, now)
    session.execute(delete(NoteRow).where(NoteRow.request == row.id))
    for name, value in NOBODYS.items():
        setattr(row, name, value)
    session.execute(update(ConsentRow).where(ConsentRow.id == row.consent).values(visitor_id=None, salt=""))
    session.flush()


def _forget_consents(session: Session, visitor_id: int, _: datetime) -> None:
    """Those of what is published have been let go by now."""
    session.execute(delete(ConsentRow).where(ConsentRow.visitor_id == visitor_id))


def _forget_worries(session: Session, visitor_id: int, _: datetime) -> None:
    """One that is open stays without the message until somebody has closed it: this may be about a life."""
    mine = select(RequestRow.id).where(RequestRow.visitor_id == visitor_id)
    session.execute(delete(WorryRow).where(WorryRow.request.in_(mine), WorryRow.state == WorryState.CLOSED))
    session.execute(update(WorryRow).where(WorryRow.request.in_(mine)).values(request=None))


def _forget_survey(session: Session, visitor_id: int, _: datetime) -> None:
    session.execute(delete(SurveyRow).where(SurveyRow.visitor == visitor_id))


def _forget_calls(session: Session, visitor_id: int, _: datetime) -> None:
    session.execute(update(CallRow).where(CallRow.visitor_id == visitor_id).values(visitor_id=None))


def _forget_heard(session: Session, visitor_id: int, _: datetime) -> None:
    session.execute(delete(HeardRow).where(HeardRow.visitor_id == visitor_id))


# Every table that knows visitors has an entry here, or says in the tests why not.
FORGETS: tuple[Forget, ...] = (
    _forget_worries, _forget_requests, _forget_consents, _forget_survey, _forget_calls, _forget_heard,
)  # fmt: skip
