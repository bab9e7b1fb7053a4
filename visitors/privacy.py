"""The visitor's right to be forgotten: everything goes but what was published with their consent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from content.editing.publishing import PUBLISHED
from content.tables import ItemRow
from outbox.tables import PaceRow, StopRow
from staff.accounts import User
from staff.links import LinkTryRow
from visitors import answers, consents, erasing, erasures, inbox_words, leftovers
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
FORGOTTEN = "forgotten"  # in the log of what went: how many people, not who
Forget = Callable[[Session, int, datetime], None]


def forget(session: Session, visitor_id: int, now: datetime) -> None:
    """Delete a visitor, what they heard and all they sent; repeating it changes nothing.

    Requests stay as empty rows, thrown away, until the worker has deleted their sounds and the carrier's copies."""
    for part in FORGETS:
        part(session, visitor_id, now)
    gone = delete(VisitorRow).where(VisitorRow.id == visitor_id).returning(VisitorRow.id)
    erasures.note(session, FORGOTTEN, len(session.execute(gone).all()), now.date())


def forget_message(session: Session, row: RequestRow, now: datetime) -> None:
    """Delete what somebody sent whom we do not know any more: a ticket is all that leads to it."""
    _let_worries_go(session, [row.id])
    _forget_request(session, row, now)


def is_published(session: Session, row: RequestRow) -> bool:
    """Whether a request has become an item that others hear now, with its sender's consent."""
    item = session.get(ItemRow, row.became) if row.became is not None else None
    return item is not None and item.state == PUBLISHED and consents.may_play(session, row)


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
        _forget_request(session, row, now)


def _forget_request(session: Session, row: RequestRow, now: datetime) -> None:
    leftovers.owe(session, leftovers.CALL, [row.call] if row.call else [], now)
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
    erasing.let_deliveries_go(session, row, now)
    session.execute(delete(NoteRow).where(NoteRow.request == row.id))
    for name, value in NOBODYS.items():
        setattr(row, name, value)
    session.execute(update(ConsentRow).where(ConsentRow.id == row.consent).values(visitor_id=None, salt=""))
    session.flush()
    inbox_words.index(session, row)


def _forget_consents(session: Session, visitor_id: int, _: datetime) -> None:
    """Those of what is published have been let go by now."""
    session.execute(delete(ConsentRow).where(ConsentRow.visitor_id == visitor_id))


def _forget_worries(session: Session, visitor_id: int, _: datetime) -> None:
    mine = select(RequestRow.id).where(RequestRow.visitor_id == visitor_id)
    _let_worries_go(session, session.scalars(mine).all())


def _let_worries_go(session: Session, mine: Sequence[int]) -> None:
    """One that is open stays without the message until somebody has closed it: this may be about a life."""
    session.execute(delete(WorryRow).where(WorryRow.request.in_(mine), WorryRow.state == WorryState.CLOSED))
    session.execute(update(WorryRow).where(WorryRow.request.in_(mine)).values(request=None))


def _forget_survey(session: Session, visitor_id: int, _: datetime) -> None:
    session.execute(delete(SurveyRow).where(SurveyRow.visitor == visitor_id))


def _forget_calls(session: Session, visitor_id: int, now: datetime) -> None:
    """Nobody's from now on, and gone in two days: what comes late of a call must find it over. The carrier's own notes
    of them are to be deleted."""
    sids = select(CallRow.sid).where(CallRow.visitor_id == visitor_id)
    leftovers.owe(session, leftovers.CALL, session.scalars(sids), now)
    session.execute(update(CallRow).where(CallRow.visitor_id == visitor_id).values(visitor_id=None))


def _forget_heard(session: Session, visitor_id: int, _: datetime) -> None:
    session.execute(delete(HeardRow).where(HeardRow.visitor_id == visitor_id))


def _forget_mark(session: Session, visitor_id: int, _: datetime) -> None:
    """Where the mark stands for minutes: how soon one may be written to again, and who tried codes."""
    key = session.scalar(select(VisitorRow.key).where(VisitorRow.id == visitor_id))
    if key is not None:
        session.execute(delete(PaceRow).where(PaceRow.name.endswith(f":{key}")))
        session.execute(delete(LinkTryRow).where(LinkTryRow.chat == key))


# Every table that knows visitors has an entry here, or says in the tests why not.
FORGETS: tuple[Forget, ...] = (
    _forget_worries, _forget_requests, _forget_consents, _forget_survey, _forget_calls, _forget_heard,
    _forget_mark,
)  # fmt: skip
