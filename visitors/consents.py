"""What somebody agreed to: which text, in which language, when, and by which keys."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.sealed import Sealed, sign
from visitors.requests_table import RequestRow, RequestState

CODE_DIGITS = 8
READ_AGAIN = timedelta(hours=2)  # so long its owner may have the code read again; nobody can afterwards
UNUSED = timedelta(days=1)
PROOF_SIGNS = 16  # of a signature, 64 bits: nobody guesses it, and it fits into a button


class MayPlay(StrEnum):
    """To whom it may be played; nothing said means that the museum alone keeps it."""

    UNSAID = ""
    OTHERS = "others"
    MUSEUM = "museum"


class ConsentRow(Base):
    """One consent: to an open call, or (without one) to let others hear one's question.

    `keys` are what was pressed, in their order. Of the withdrawal code only a signature is kept, and a `salt` from
    which it can be made again for as long as its owner may hear it. `name` is how they want to be called, in writing;
    a spoken one is the request that is part of theirs, `named`."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_open_call", "open_call"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitors.id", ondelete="SET NULL"), index=True)
    open_call: Mapped[int | None]
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(10))
    keys: Mapped[str] = mapped_column(String(20))
    by_adult: Mapped[bool] = mapped_column(default=False)
    may_play: Mapped[str] = mapped_column(String(10), default="", server_default="")
    name: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    named: Mapped[int | None]
    agreed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    code: Mapped[str | None] = mapped_column(String(64), unique=True)
    coded_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


def find_request(session: Session, consent_id: int) -> RequestRow | None:
    """The request that a consent is about; None while nothing was recorded, and after it was withdrawn."""
    mine = (RequestRow.consent == consent_id, RequestRow.state != RequestState.THROWN)
    return session.scalars(select(RequestRow).where(*mine).order_by(RequestRow.id.desc()).limit(1)).first()


def of_request(session: Session, row: RequestRow) -> ConsentRow | None:
    """What the sender of a request agreed to."""
    return session.get(ConsentRow, row.consent) if row.consent else None


def may_play(session: Session, row: RequestRow) -> bool:
    """Whether others may hear it: said so, and not taken back."""
    found = of_request(session, row)
    return found is not None and found.may_play == MayPlay.OTHERS and found.withdrawn_at is None


def decide(consent: ConsentRow, answer: MayPlay, key: str, now: datetime) -> None:
    """Who may hear it, by which key; saying the same again changes nothing."""
    if consent.may_play != answer or consent.decided_at is None:
        consent.may_play, consent.decided_at = answer, now
        consent.keys = (consent.keys + key)[:20]


def give_code(session: Session, consent: ConsentRow, now: datetime) -> None:
    """Make its withdrawal code, once; only a signature of it stays."""
    while consent.code is None:
        consent.salt = secrets.token_hex(16)
        signatures = sign_code(session, _make_codes(session, consent.salt)[0])
        if session.scalar(select(ConsentRow.id).where(ConsentRow.code.in_(signatures)).limit(1)) is None:
            consent.code, consent.coded_at = signatures[0], now
    session.flush()


def read_code(session: Session, consent: ConsentRow, now: datetime) -> str:
    """The code, for its owner, a short while after it was made; empty later."""
    fresh = consent.coded_at is not None and now - consent.coded_at < READ_AGAIN
    made = _make_codes(session, consent.salt) if fresh and consent.salt else []
    return next((code for code in made if consent.code in sign_code(session, code)), "")


def find_code(session: Session, digits: str) -> ConsentRow | None:
    """The consent with this withdrawal code, unless it was used."""
    wanted = select(ConsentRow).where(ConsentRow.code.in_(sign_code(session, digits)))
    return session.scalars(wanted.where(ConsentRow.withdrawn_at.is_(None))).first()


def prove(consent: ConsentRow) -> str:
    """What a place may carry to show that the code was named, which itself must stand nowhere; empty without one."""
    return sha256(consent.code.encode()).hexdigest()[:PROOF_SIGNS] if consent.code else ""


def sign_code(session: Session, digits: str) -> list[str]:
    """How a code stands in the table, under every key."""
    return sign(session, f"code:{digits}")


def sweep(session: Session, now: datetime) -> None:
    """Forget from what codes could be made again, and consents after which nothing was recorded."""
    old = select(ConsentRow).where(ConsentRow.salt != "", ConsentRow.coded_at < now - READ_AGAIN)
    for consent in session.scalars(old):
        consent.salt = ""
    used = select(RequestRow.id).where(RequestRow.consent == ConsentRow.id)
    unused = (ConsentRow.agreed_at < now - UNUSED, ~used.exists(), ConsentRow.withdrawn_at.is_(None))
    session.execute(delete(ConsentRow).where(*unused))


def _make_codes(session: Session, salt: str) -> list[str]:
    """Eight digits, the first never 0, that only a key can make of a salt: one under each, the current one first."""
    least = 10 ** (CODE_DIGITS - 1)
    drawn = [int(one.encode().hex()[:24], 16) for one in sign(session, f"make:{salt}")]
    return [str(least + number % (9 * least)) for number in drawn]
