"""What of the inbox stands on the first page: how much waits, what was promised for today, and worries first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from staff.people import Person
from staff.roles import Right
from visitors import contributions, inbox, worries
from visitors.inbox import InboxQuery
from visitors.inbox_topics import of_account
from visitors.worries import WorryState

MOST = 99


@dataclass(frozen=True, slots=True)
class InboxCard:
    """How many (100 means more than 99): waiting, promised for today or before, in one's own hands, under one's own
    topics, stories that wait for a week; worries that are open, and whether one of them is late."""

    waiting: int
    promised: int
    mine: int
    topics: int
    overdue: int
    worries: int
    is_late: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not (self.waiting or self.worries)


def inbox_card(session: Session, person: Person, today: date, now: datetime) -> InboxCard | None:
    """The figures for somebody; None for who does not answer."""
    if not person.may(Right.ANSWER):
        return None
    feared, topics = worries.list_open(session), of_account(session, person.id)
    return InboxCard(
        _count(session, InboxQuery()),
        _count(session, InboxQuery(promised_on=today)),
        _count(session, InboxQuery(mine=person.id)),
        _count(session, InboxQuery(topics=topics)) if topics else 0,
        len(contributions.list_overdue(session, now)),
        len(feared),
        any(one.answer_by < now and one.state == WorryState.RAISED for one in feared),
    )


def _count(session: Session, query: InboxQuery) -> int:
    return inbox.count(session, query, MOST + 1)
