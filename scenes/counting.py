"""What is counted of a visit, and when: each thing in the transaction that makes it so, and never twice."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from scenes.menu import is_chat
from scenes.visit import Visit
from visitors import calls, listening, requests, tallies
from visitors.calls import CallRow
from visitors.tallies import What

PARTS = 10
UNCONFIRMED = "unconfirmed"


def count(session: Session, visit: Visit, what: What, name: str = "", day: date | None = None) -> None:
    """One more, today or on another day of the museum's."""
    tallies.count(session, day or visit.now.date(), what, visit.channel, visit.language, name)


def hear(session: Session, visit: Visit, number: int) -> None:
    """An item was heard to its end: kept for its visitor, and counted. A repeated message counts nothing."""
    if visit.visitor is None:
        return
    midnight = datetime.combine(visit.now, time(), visit.now.tzinfo)
    first_today = is_chat(visit) and not listening.has_heard_since(session, visit.visitor.id, midnight)
    if not listening.finish(session, visit.visitor.id, number, visit.now):
        return
    count(session, visit, What.HEARD, str(number))
    if first_today:
        count(session, visit, What.FINISHED)
    call = None if is_chat(visit) else calls.find_open(session, visit.visitor.id)
    if call is not None:
        finish(session, visit, call)


def stop(session: Session, visit: Visit, number: int, seconds: float, length: float) -> None:
    """An item was left at a second."""
    part = min(PARTS - 1, max(0, int(seconds * PARTS / length))) if length > 0 else 0
    count(session, visit, What.STOPPED, f"{number}/{part}")


def close(session: Session, visit: Visit, call: str) -> None:
    """The caller will confirm no more: drafts of this call are kept for staff, and counted as unconfirmed."""
    for _ in range(requests.close_call(session, call)):
        count(session, visit, What.ASKED, UNCONFIRMED)


def drop(session: Session, visit: Visit, call: CallRow, number: int, seconds: float, length: float) -> None:
    """The call ended at a second of an item: it was left there, or heard where little was missing."""
    if not listening.is_heard(seconds, length):
        stop(session, visit, number, seconds, length)
        return
    count(session, visit, What.HEARD, str(number))
    finish(session, visit, call)


def finish(session: Session, visit: Visit, call: CallRow) -> None:
    """Something was heard to its end in this call; it counts once, on the day on which the call began."""
    if calls.mark_heard(call):
        count(session, visit, What.FINISHED, day=call.began_at.astimezone(visit.now.tzinfo).date())
