"""Codes by which a member of staff links a chat, and calls in which somebody has shown their PIN."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import scrypt

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from staff.accounts import User
from staff.people import Person, describe

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
MOST_TRIES = 5
# Six digits are soon tried out on a stolen copy of a fast hash; this one takes longer than a code lives.
WORK = {"n": 1 << 14, "r": 8, "p": 1, "dklen": 32}
SALT = b"museline chat link"


class LinkCodeRow(Base):
    """A code to be sent to the bot once, kept as its hash."""

    __tablename__ = "link_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class LinkTryRow(Base):
    """How often one chat (by its keyed hash) sent a code that was none, and since when we count."""

    __tablename__ = "link_tries"

    chat: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]


class StaffCallRow(Base):
    """A telephone call whose caller has shown a PIN; the carrier's id of the call, and until when it holds."""

    __tablename__ = "staff_calls"

    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    until: Mapped[datetime]


def make_code(session: Session, account: int, now: datetime) -> str:
    """Six digits for one chat, good for ten minutes; the codes made before for this account are no longer."""
    gone = delete(LinkCodeRow).where((LinkCodeRow.account == account) | (LinkCodeRow.expires_at <= now))
    session.execute(gone)
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        hashed = _hash(code)
        if session.get(LinkCodeRow, hashed) is None:
            session.add(LinkCodeRow(code_hash=hashed, account=account, expires_at=now + CODE_LIVES))
            session.flush()
            return code


def link(session: Session, code: str, chat: str, now: datetime) -> Person | None:
    """The chat (its keyed hash) is this person's from now on; None for a wrong, spent or old code, and for a chat that
    has tried five times within ten minutes. A chat has one person, and a person one chat."""
    if not may_try(session, chat, now):
        return None
    wanted = delete(LinkCodeRow).where(LinkCodeRow.code_hash == _hash(code), LinkCodeRow.expires_at > now)
    account = session.scalar(wanted.returning(LinkCodeRow.account))
    user = session.get(User, account) if account is not None else None
    if user is None or not user.active:
        return None
    session.execute(update(User).where(User.chat == chat).values(chat=None))
    session.execute(delete(LinkTryRow).where(LinkTryRow.chat == chat))
    user.chat = chat
    session.flush()
    return describe(user)


def unlink(session: Session, account: int) -> None:
    """No chat speaks for this account any more."""
    session.execute(update(User).where(User.id == account).values(chat=None))


def find_linked(session: Session, chats: Sequence[str]) -> Person | None:
    """Who is behind a chat, by its hashes under every key; None for everybody else, and for a closed account."""
    user = session.scalars(select(User).where(User.chat.in_(chats), User.active)).first()
    return describe(user) if user else None


def may_try(session: Session, chat: str, now: datetime) -> bool:
    """Count one more try of a chat to name a code; whether it was one of the first five within ten minutes."""
    session.execute(delete(LinkTryRow).where(LinkTryRow.since <= now - CODE_LIVES))
    more = update(LinkTryRow).where(LinkTryRow.chat == chat).values(tries=LinkTryRow.tries + 1)
    tries = session.scalar(more.returning(LinkTryRow.tries))
    if tries is None:
        session.add(LinkTryRow(chat=chat, tries=1, since=now))
        session.flush()
    return (tries or 1) <= MOST_TRIES


def _hash(code: str) -> str:
    return scrypt(code.encode(), salt=SALT, **WORK).hex()
