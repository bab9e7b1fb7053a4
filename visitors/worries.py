"""Worries about a caller: raised by staff, told to the person on duty, watched by a clock. No machine decides here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from content.editing.searching import fold
from db.base import Base
from db.sealed import Sealed
from visitors.requests_table import RequestRow

PHRASES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "kill myself",
        "end my life",
        "suicide",
        "want to die",
        "hurts me",
        "hits me",
        "help me please",
        "can't go on",
    ),
    "fr": (
        "me tuer",
        "en finir",
        "suicide",
        "me suicider",
        "envie de mourir",
        "me frappe",
        "me fait mal",
        "aidez moi",
        "je n'en peux plus",
    ),
    "es": (
        "matarme",
        "quitarme la vida",
        "suicidio",
        "suicidarme",
        "quiero morir",
        "me pega",
        "me hace daño",
        "ayúdenme",
        "no puedo más",
    ),
}
MINUTES = 60


class WorryState(StrEnum):
    """RAISED and not seen by the person on duty, SEEN, CLOSED with words on what was done."""

    RAISED = "raised"
    SEEN = "seen"
    CLOSED = "closed"


class WorryRow(Base):
    """One worry about whoever sent a request. `account` is who raised it; nobody, where only a phrase was noticed."""

    __tablename__ = "worries"

    id: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[int | None] = mapped_column(ForeignKey(RequestRow.id, ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    account: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    words: Mapped[str] = mapped_column(Sealed, default="")
    phrase: Mapped[bool] = mapped_column(default=False)
    duty: Mapped[int | None]
    at: Mapped[datetime]
    answer_by: Mapped[datetime]
    seen_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    seen_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Sealed, default="")


class DutyRow(Base):
    """Who is on duty (an account), within how many minutes they look, and local numbers that help, by language:
    a list of name and number. There is one row."""

    __tablename__ = "duty"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[int | None]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    numbers: Mapped[dict[str, list[list[str]]]] = mapped_column(JSON, default=dict)
    phrases: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))


def read_duty(session: Session) -> DutyRow:
    """Who is on duty; nobody named yet counts as nobody."""
    return session.get(DutyRow, 1) or DutyRow(id=1, account=None, minutes=MINUTES, numbers={}, phrases=None)


def write_duty(session: Session, **values: Any) -> DutyRow:
    """Name somebody, numbers, minutes or phrases."""
    row = session.merge(read_duty(session))
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return row


def raise_worry(
    session: Session, request_id: int, account: int, by: str, words: str, now: datetime
) -> WorryRow:
    """Somebody of staff is worried about this caller: the person on duty is told, the clock runs."""
    return _raise(session, request_id, now, account=account, by=by, words=words.strip())


def notice(session: Session, request_id: int, text: str, language: str, now: datetime) -> WorryRow | None:
    """A phrase in a message or transcript only raises a message, once for each request; it decides nothing."""
    phrase = find_phrase(session, text, language)
    known = select(WorryRow.id).where(WorryRow.request == request_id, WorryRow.phrase)
    if phrase is None or session.scalar(known.limit(1)) is not None:
        return None
    return _raise(session, request_id, now, words=phrase, phrase=True)


def find_phrase(session: Session, text: str, language: str) -> str | None:
    """The first phrase of a language's list that stands in a text."""
    duty = read_duty(session)
    listed = (duty.phrases or {}).get(language) if duty.phrases is not None else PHRASES.get(language)
    plain = f" {' '.join(_words(text))} "
    return next((one for one in listed or () if f" {' '.join(_words(one))} " in plain), None)


def see(session: Session, worry_id: int, by: str, now: datetime) -> bool:
    """The person on duty has it in hand; False when that was said before."""
    values = {"state": WorryState.SEEN, "seen_by": by, "seen_at": now}
    return _move(session, worry_id, (WorryState.RAISED,), values)


def close(session: Session, worry_id: int, by: str, outcome: str, now: datetime) -> bool:
    """Say what was done about it; False when that was said before."""
    values = {"state": WorryState.CLOSED, "closed_by": by, "closed_at": now, "outcome": outcome.strip()}
    return _move(session, worry_id, (WorryState.RAISED, WorryState.SEEN), values)


def list_open(session: Session) -> Sequence[WorryRow]:
    """What is not closed, the most urgent first."""
    wanted = select(WorryRow).where(WorryRow.state != WorryState.CLOSED)
    return session.scalars(wanted.order_by(WorryRow.answer_by, WorryRow.id)).all()


def list_late(session: Session, now: datetime) -> Sequence[WorryRow]:
    """What nobody has looked at in time."""
    late = (WorryRow.state == WorryState.RAISED, WorryRow.answer_by < now)
    return session.scalars(select(WorryRow).where(*late).order_by(WorryRow.answer_by)).all()


def of_request(session: Session, request_id: int) -> Sequence[WorryRow]:
    """The worries about a request's sender, the newest first."""
    return session.scalars(
        select(WorryRow).where(WorryRow.request == request_id).order_by(WorryRow.id.desc())
    ).all()


def _raise(session: Session, request_id: int, now: datetime, **values: Any) -> WorryRow:
    duty = read_duty(session)
    row = WorryRow(
        request=request_id, state=WorryState.RAISED, duty=duty.account, at=now,
        answer_by=now + timedelta(minutes=duty.minutes), **values,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _move(session: Session, worry_id: int, before: Sequence[WorryState], values: Mapping[str, Any]) -> bool:
    waits = update(WorryRow).where(WorryRow.id == worry_id, WorryRow.state.in_(before))
    return session.execute(waits.values(**values).returning(WorryRow.id)).first() is not None


def _words(text: str) -> list[str]:
    """Folded words with their repetitions: `fold` names each once."""
    return [part for word in text.replace("’", " ").replace("'", " ").split() for part in fold(word)]
