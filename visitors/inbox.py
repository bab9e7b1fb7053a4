"""What waits for staff: one queue with filters, and claims so that two people never answer the same request."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from visitors import inbox_words
from visitors.consents import ConsentRow
from visitors.requests_table import DONE, OPEN, Dictation, RequestKind, RequestRow, RequestState

PAGE = 50
STATES: Mapping[str, tuple[RequestState, ...]] = {
    "open": OPEN, "done": DONE, "all": (*OPEN, *DONE), **{state.value: (state,) for state in (*OPEN, *DONE)},
}  # fmt: skip
SHOWN = STATES["all"]


class NoSuchFilter(ValueError):
    """A filter or a page that nobody could have asked for."""


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """What is looked for. `state` is open, done, all, or a state; `mine` an account; `topic` may be empty: no topic.

    `promised_on` finds what is due on that day or was before, in this order. `words` must all be in it. `call` is an
    open call, `moderation` waiting, second, approved or refused. `newest` or else what waits longest first; `after` is
    the `next` of the page before."""

    kind: str = ""
    language: str = ""
    topic: str | None = None
    topics: Collection[str] = ()
    state: str = "open"
    mine: int | None = None
    unclaimed: bool = False
    promised_on: date | None = None
    call: int | None = None
    moderation: str = ""
    words: str = ""
    after: str = ""
    newest: bool = True


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some requests, and where the next page begins; empty at the end."""

    rows: tuple[RequestRow, ...]
    next: str = ""


def list_requests(session: Session, query: InboxQuery, size: int = PAGE) -> InboxPage:
    """One page of the queue; every page costs the same, however many requests there are. Raises `NoSuchFilter`."""
    if query.state not in STATES:
        raise NoSuchFilter(query.state)
    if query.words.strip():
        return _search(session, query, size)
    if query.promised_on is not None:
        return _list_due(session, query, size)
    after = _read_id(query.after)
    ids: list[int] = []
    for state in STATES[query.state]:
        ids += session.scalars(_ordered(query, [*_filters(query), RequestRow.state == state], after, size))
    ids = _sort(query, ids)
    return InboxPage(_read(session, ids[:size]), str(ids[size - 1]) if len(ids) > size else "")


def find(session: Session, request_id: int) -> RequestRow | None:
    """A request that staff may see."""
    row = session.get(RequestRow, request_id)
    return row if row is not None and row.state in SHOWN and row.kind != RequestKind.NAME else None


def count(session: Session, query: InboxQuery, most: int = 100) -> int:
    """How many there are, `most` at most: for the figure beside a filter."""
    some = select(RequestRow.id).where(*_filters(query), RequestRow.state.in_(STATES[query.state]))
    if query.promised_on is not None:
        some = some.where(RequestRow.due_on <= query.promised_on)
    return session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0


def claim(session: Session, request_id: int, account: int, now: datetime) -> bool:
    """Take it in hand; False where somebody else has it, or it is done. One's own stays one's own."""
    free = or_(RequestRow.claimed_by.is_(None), RequestRow.claimed_by == account)
    return _change(session, request_id, free, {"claimed_by": account, "claimed_at": now})


def release(session: Session, request_id: int, account: int) -> bool:
    """Give it back to everybody; False where it was not in these hands."""
    mine = RequestRow.claimed_by == account
    return _change(session, request_id, mine, {"claimed_by": None, "claimed_at": None})


def hand_over(session: Session, request_id: int, account: int, to: int, now: datetime) -> bool:
    """Give it to somebody else; False where a third person has it, or it is done."""
    free = or_(RequestRow.claimed_by.is_(None), RequestRow.claimed_by == account)
    return _change(session, request_id, free, {"claimed_by": to, "claimed_at": now})


def close(session: Session, request_id: int, account: int, now: datetime) -> bool:
    """Done without an answer from here: rung back, a greeting, a wrong number. False where another has it.

    A story is not closed but approved or refused."""
    free = or_(RequestRow.claimed_by.is_(None), RequestRow.claimed_by == account)
    done = {"state": RequestState.CLOSED, "claimed_by": account, "done_at": now, "reply_to": None}
    return _change(session, request_id, and_(free, RequestRow.kind != RequestKind.CONTRIBUTION), done)


def reopen(session: Session, request_id: int) -> bool:
    """Closed too early: it waits again. Where it was to be answered is forgotten by then, but for a redial."""
    closed = and_(RequestRow.state == RequestState.CLOSED, RequestRow.kind != RequestKind.CONTRIBUTION)
    again = update(RequestRow).where(RequestRow.id == request_id, closed)
    again = again.values(state=RequestState.SENT, done_at=None)
    return session.execute(again.returning(RequestRow.id)).first() is not None


def set_due(session: Session, request_id: int, day: date | None) -> bool:
    """Until when it shall be done."""
    return _change(session, request_id, RequestRow.id.is_not(None), {"due_on": day})


def write_transcript(session: Session, request_id: int, text: str, *, is_draft: bool) -> bool:
    """What is said in it. A draft by a machine never takes the place of what a person typed."""
    row = find(session, request_id)
    if row is None or (is_draft and row.transcript and not row.transcript_is_draft):
        return False
    row.transcript, row.transcript_is_draft = text, is_draft
    row.dictation = row.dictation if is_draft else Dictation.NONE
    session.flush()
    inbox_words.index(session, row)
    return True


def set_sensitive(session: Session, request_id: int, sensitive: bool) -> bool:
    """Whether it needs care: a death, an illness, a quarrel."""
    return _change(session, request_id, RequestRow.id.is_not(None), {"sensitive": sensitive})


def _change(session: Session, request_id: int, which: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    open_ = (RequestRow.id == request_id, RequestRow.state.in_(OPEN), which)
    changed = update(RequestRow).where(*open_).values(**values).returning(RequestRow.id)
    return session.execute(changed).first() is not None


def _filters(query: InboxQuery) -> list[ColumnElement[bool]]:
    of_call = select(ConsentRow.id).where(ConsentRow.open_call == query.call)
    asked: list[tuple[object, ColumnElement[bool]]] = [
        (query.kind, RequestRow.kind == query.kind),
        (query.language, RequestRow.language == query.language),
        (query.topic is not None, RequestRow.topic == query.topic),
        (query.topics, RequestRow.topic.in_(list(query.topics))),
        (query.mine is not None, RequestRow.claimed_by == query.mine),
        (query.unclaimed, RequestRow.claimed_by.is_(None)),
        (query.moderation, RequestRow.moderation == query.moderation),
        (query.call is not None, RequestRow.consent.in_(of_call)),
    ]  # fmt: skip
    return [condition for is_asked, condition in asked if is_asked]


def _ordered(query: InboxQuery, filters: Sequence[ColumnElement[bool]], after: int | None, size: int) -> Any:
    """One state's requests by id, which every index of the queue ends with: no row is opened that is not shown."""
    wanted = select(RequestRow.id).where(*filters)
    if after is not None:
        wanted = wanted.where(RequestRow.id < after if query.newest else RequestRow.id > after)
    return wanted.order_by(RequestRow.id.desc() if query.newest else RequestRow.id.asc()).limit(size + 1)


def _search(session: Session, query: InboxQuery, size: int) -> InboxPage:
    """Handfuls of what has the words, until enough of them fit the filters; of few that fit, those with the words."""
    found: list[int] = []
    filters = [*_filters(query), RequestRow.state.in_(STATES[query.state])]
    if query.promised_on is not None:
        filters.append(RequestRow.due_on <= query.promised_on)
    after, few = _read_id(query.after), _list_few(session, query, filters)
    handfuls = inbox_words.find(session, query.words, after, newest=query.newest, among=few)
    ids, looked = next(handfuls, []), 0
    while ids:
        found += _sort(query, session.scalars(select(RequestRow.id).where(RequestRow.id.in_(ids), *filters)))
        looked += len(ids)
        ids = _take(handfuls, looked, len(found), size + 1)
    return InboxPage(_read(session, found[:size]), str(found[size - 1]) if len(found) > size else "")


def _take(
    handfuls: Generator[list[int], int | None, None], looked: int, found: int, wanted: int
) -> list[int]:
    """The next handful: as large as it takes by what the ones before had in them; none where there is enough."""
    if found >= wanted:
        return []
    try:
        return handfuls.send(looked * (wanted - found) // found + wanted if found else None)
    except StopIteration:
        return []


def _list_few(
    session: Session, query: InboxQuery, filters: Sequence[ColumnElement[bool]]
) -> list[int] | None:
    """What fits a filter that leaves little, where it does leave little: looking through all that has a common word
    would take long, and find nothing."""
    is_narrow = query.mine is not None or query.promised_on is not None or query.call is not None
    if not (is_narrow or query.moderation):
        return None
    ids = session.scalars(select(RequestRow.id).where(*filters).limit(inbox_words.RARE)).all()
    return _sort(query, ids) if len(ids) < inbox_words.RARE else None


def _sort(query: InboxQuery, ids: Iterable[int]) -> list[int]:
    return sorted(ids, reverse=query.newest)


def _list_due(session: Session, query: InboxQuery, size: int) -> InboxPage:
    """What is due, the oldest promise first; `after` is a day and an id."""
    found: list[tuple[date, int]] = []
    for state in STATES[query.state]:
        wanted = select(RequestRow.due_on, RequestRow.id).where(*_filters(query), RequestRow.state == state)
        wanted = wanted.where(RequestRow.due_on <= query.promised_on)
        if query.after:
            day, last = _read_due(query.after)
            later = and_(RequestRow.due_on == day, RequestRow.id > last)
            wanted = wanted.where(RequestRow.due_on >= day, or_(RequestRow.due_on > day, later))
        rows = session.execute(wanted.order_by(RequestRow.due_on, RequestRow.id).limit(size + 1))
        found += [(day, number) for day, number in rows if day is not None]
    found.sort()
    shown = found[:size]
    onward = f"{shown[-1][0]}.{shown[-1][1]}" if len(found) > size else ""
    return InboxPage(_read(session, [number for _, number in shown]), onward)


def _read(session: Session, ids: Sequence[int]) -> tuple[RequestRow, ...]:
    """The rows of a page, in this order."""
    rows = {row.id: row for row in session.scalars(select(RequestRow).where(RequestRow.id.in_(ids)))}
    return tuple(rows[number] for number in ids if number in rows)


def _read_id(after: str) -> int | None:
    if after and not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise NoSuchFilter(after)
    return int(after) if after else None


def _read_due(after: str) -> tuple[date, int]:
    day, _, last = after.partition(".")
    try:
        return date.fromisoformat(day), _read_id(last) or 0
    except ValueError as error:
        raise NoSuchFilter(after) from error
