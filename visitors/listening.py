"""What a visitor plays, where it was left, and what counts as heard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.pauses import Pause, ordinary_at, slow_at
from visitors.people import HeardRow, VisitorRow

HEARD_SHARE = 0.8
# A carrier repeats a message within seconds; who plays an item again takes longer than that.
REPEATED = timedelta(minutes=1)


def start(session: Session, visitor_id: int, number: int, position: int, now: datetime) -> None:
    """An item begins to play from a second; repeating it only moves the moment."""
    changed = {"item": number, "position": position, "playing_since": now, "dropped_at": None}
    session.execute(update(VisitorRow).where(VisitorRow.id == visitor_id).values(**changed))


def leave(
    session: Session, visitor_id: int, number: int, position: float, length: float, now: datetime
) -> None:
    """The item stops at a second: unfinished, or heard once four fifths have played."""
    if is_heard(position, length):
        finish(session, visitor_id, number, now)
        return
    changed = {"item": number, "position": max(0, round(position)), "playing_since": None}
    session.execute(update(VisitorRow).where(VisitorRow.id == visitor_id).values(**changed))


def is_heard(position: float, length: float) -> bool:
    """Whether so much of an item was played that it counts as heard."""
    return position >= length * HEARD_SHARE


def finish(session: Session, visitor_id: int, number: int, now: datetime) -> bool:
    """The item is heard; False for a repeated call, which only moves the moment."""
    cleared = {"item": None, "position": 0, "playing_since": None, "dropped_at": None}
    mine = (VisitorRow.id == visitor_id, VisitorRow.item == number)
    left = update(VisitorRow).where(*mine).values(**cleared).returning(VisitorRow.id)
    was_playing = session.execute(left).first() is not None
    wanted = select(HeardRow).where(HeardRow.visitor_id == visitor_id, HeardRow.number == number)
    row = session.scalars(wanted).first()
    if row is None:
        session.add(HeardRow(visitor_id=visitor_id, number=number, heard_at=now))
        session.flush()
        return True
    is_new = was_playing or row.heard_at <= now - REPEATED
    row.heard_at = now
    session.flush()
    return is_new


def drop(
    session: Session, visitor_id: int, length: float, ended: datetime, pauses: Iterable[Pause] = ()
) -> float | None:
    """The call ended while something played: keep how far it came, so that a second call goes on there.

    `length` is the item's in seconds, `pauses` say where it waited longer, if it went slowly; kept is a second of
    the ordinary rendition. It is given back; None where nothing played: late and repeated reports change nothing."""
    row = session.get(VisitorRow, visitor_id)
    if row is None or row.item is None or row.playing_since is None:
        return None
    passed = max(0.0, (ended - row.playing_since).total_seconds())
    played = ordinary_at(pauses, slow_at(pauses, row.position) + passed)
    number, second = row.item, min(played, length)
    leave(session, visitor_id, number, second, length, ended)
    changed = {"dropped_at": ended}
    session.execute(
        update(VisitorRow).where(VisitorRow.id == visitor_id, VisitorRow.item == number).values(**changed)
    )
    return second


def has_heard_since(session: Session, visitor_id: int, moment: datetime) -> bool:
    """Whether this visitor has heard anything since a moment."""
    since = select(HeardRow.id).where(HeardRow.visitor_id == visitor_id, HeardRow.heard_at >= moment)
    return session.scalar(since.limit(1)) is not None


def heard(session: Session, visitor_id: int) -> frozenset[int]:
    """Numbers of the items this visitor has heard."""
    return frozenset(session.scalars(select(HeardRow.number).where(HeardRow.visitor_id == visitor_id)))


def heard_order(session: Session, visitor_id: int) -> tuple[int, ...]:
    """The same numbers, the one heard longest ago first: once everything was heard, old favourites come in turn."""
    heard = select(HeardRow.number).where(HeardRow.visitor_id == visitor_id)
    return tuple(session.scalars(heard.order_by(HeardRow.heard_at, HeardRow.id)))
