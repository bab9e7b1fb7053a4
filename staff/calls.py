"""Calls in which somebody has shown their PIN: such a call is theirs for half an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from staff.accounts import User
from staff.links import StaffCallRow
from staff.people import Person, describe

HOLDS = timedelta(minutes=30)
KEPT = timedelta(days=1)  # a recording may be told of long after the call


def open_call(session: Session, sid: str, account: int, now: datetime) -> None:
    """The call with this carrier's id is this person's from now on."""
    session.execute(delete(StaffCallRow).where((StaffCallRow.sid == sid) | (StaffCallRow.until < now - KEPT)))
    session.add(StaffCallRow(sid=sid, account=account, until=now + HOLDS))
    session.flush()


def find_caller(session: Session, sid: str, now: datetime) -> Person | None:
    """Whose call it is; None after half an hour, and where no PIN was shown or the account is closed."""
    mine = (StaffCallRow.sid == sid, StaffCallRow.until > now, User.active)
    found = select(User).join(StaffCallRow, StaffCallRow.account == User.id).where(*mine)
    user = session.scalars(found).first()
    return describe(user) if user else None


def find_account(session: Session, sid: str) -> int | None:
    """Whose call it was, also when it is long over: for what was recorded in it."""
    return session.scalar(select(StaffCallRow.account).where(StaffCallRow.sid == sid))
