"""What of the inbox stands on the first page: how much waits, what was promised for today, and worries first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from staff.people import Person
from staff.roles import Right
from visitors import contributions, inbox, worries
from visitors.inbox import InboxQuery

MOST = 99


@dataclass(frozen=True, slots=True)
class InboxCard:
    """How many (100 means more than 99): waiting, promised for today or before, in one's own hands, stories that wait
    for a week; worries that are open, and whether one of them is late."""

    waiting: int
    promised: int
    mine: int
    overdue: int
    worries: int
    is_late: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not (self.waiting or self.worries)


def inbox_card(
    session: Session, person: Person, today: date, now: datetime | None = None
) -> InboxCard | None:
    """The figures for somebody; None for who does not answer. `now` tells what is late, else midnight does."""
    if not person.may(Right.ANSWER):
        return None
    moment = now or datetime.combine(today, datetime.min.time()).astimezone() + timedelta(days=1)
    feared = worries.list_open(session)
    return InboxCard(
        inbox.count(session, InboxQuery(), MOST + 1),
        inbox.count(session, InboxQuery(promised_on=today), MOST + 1),
        inbox.count(session, InboxQuery(mine=person.id), MOST + 1),
        len(contributions.list_overdue(session, moment)),
        len(feared),
        any(one.answer_by < moment and one.state == worries.WorryState.RAISED for one in feared),
    )
