"""Open calls: what the museum asks people to tell, for how long, and what they agree to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, Text, func, select
from sqlalchemy import delete as erase
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from visitors.consents import ConsentRow
from visitors.requests_table import RequestRow, RequestState

EVERYONE, CHILDREN = "everyone", "children"
DEFAULT_SECONDS, LONGEST_SECONDS = 180, 180


class WrongCall(ValueError):
    """A call that cannot be opened; the code says why."""


class OpenCallRow(Base):
    """One open call. Words are kept by language: `title` for the menu, `prompt` why one is asked (one sentence, ten
    seconds), `consent` what one agrees to; its version goes up when any of its words change. `results` says in our own
    words where they go. `audience` children: an adult agrees first. Nobody hears it before it `is_open`."""

    __tablename__ = "open_calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    prompt: Mapped[dict[str, str]] = mapped_column(JSON)
    consent: Mapped[dict[str, str]] = mapped_column(JSON)
    consent_version: Mapped[int] = mapped_column(default=1)
    results: Mapped[str] = mapped_column(String(500), default="")
    audience: Mapped[str] = mapped_column(String(10), default=EVERYONE)
    longest: Mapped[int] = mapped_column(default=DEFAULT_SECONDS)
    deadline: Mapped[date | None]
    is_open: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ConsentTextRow(Base):
    """What a version of a consent said, for as long as anybody's voice is kept under it."""

    __tablename__ = "consent_texts"

    open_call: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class CallForm:
    """What staff fill in."""

    title: Mapping[str, str]
    prompt: Mapping[str, str]
    consent: Mapping[str, str]
    results: str = ""
    audience: str = EVERYONE
    longest: int = DEFAULT_SECONDS
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class OpenCall:
    """An open call as the scenes know it."""

    id: int
    audience: str
    longest: int
    consent_version: int
    title: Mapping[str, str] = field(hash=False)
    prompt: Mapping[str, str] = field(hash=False)
    consent: Mapping[str, str] = field(hash=False)

    @property
    def is_for_children(self) -> bool:
        """Whether an adult agrees first."""
        return self.audience == CHILDREN

    def speaks(self, language: str) -> bool:
        """Whether everything is there in a language: nobody agrees to what they did not understand."""
        return all(words.get(language) for words in (self.title, self.prompt, self.consent))


def begin(session: Session, form: CallForm, by: str, now: datetime) -> OpenCallRow:
    """A new call, closed until it is opened. Raises `WrongCall`."""
    row = OpenCallRow(made_by=by, made_at=now, changed_at=now, consent_version=0, consent={}, is_open=False)
    _fill(row, form, now)
    session.add(row)
    session.flush()
    _keep_text(session, row, now)
    return row


def change(session: Session, call_id: int, form: CallForm, now: datetime) -> OpenCallRow:
    """Other words; where those of the consent change, it is a new version, and the old one stays readable."""
    row = session.get_one(OpenCallRow, call_id)
    _fill(row, form, now)
    session.flush()
    _keep_text(session, row, now)
    return row


def set_open(session: Session, call_id: int, is_open: bool, now: datetime) -> None:
    """Let people answer it, or no more. Raises `WrongCall` where it is complete in no language."""
    row = session.get_one(OpenCallRow, call_id)
    call = describe(row)
    if is_open and not any(call.speaks(language) for language in call.title):
        raise WrongCall("incomplete")
    row.is_open, row.changed_at = is_open, now
    session.flush()


def delete(session: Session, call_id: int) -> bool:
    """Take a call away that nobody has answered; False where somebody has."""
    if session.scalar(select(ConsentRow.id).where(ConsentRow.open_call == call_id).limit(1)) is not None:
        return False
    row = session.get(OpenCallRow, call_id)
    if row is not None:
        session.delete(row)
        # Its number may be given again, and whoever agrees then has not read these words.
        session.execute(erase(ConsentTextRow).where(ConsentTextRow.open_call == call_id))
        session.flush()
    return True


def list_all(session: Session) -> list[OpenCallRow]:
    """Every call, the newest first."""
    return list(session.scalars(select(OpenCallRow).order_by(OpenCallRow.id.desc())))


def list_open(session: Session, today: date, language: str = "") -> list[OpenCall]:
    """What one may answer today, in a language (or in any), what ends soonest first."""
    rows = session.scalars(select(OpenCallRow).where(OpenCallRow.is_open)).all()
    on = [row for row in rows if row.deadline is None or row.deadline >= today]
    on.sort(key=lambda row: (row.deadline or date.max, row.id))
    return [call for call in map(describe, on) if not language or call.speaks(language)]


def count_answers(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many contributions each call has."""
    kept = RequestRow.state.not_in([RequestState.THROWN, RequestState.DRAFT])
    wanted = select(ConsentRow.open_call, func.count()).join(RequestRow, RequestRow.consent == ConsentRow.id)
    found = session.execute(wanted.where(ConsentRow.open_call.in_(ids), kept).group_by(ConsentRow.open_call))
    return {call: number for call, number in found if call is not None}


def describe(row: OpenCallRow) -> OpenCall:
    """A frozen copy for the scenes."""
    return OpenCall(
        row.id, row.audience, row.longest, row.consent_version, row.title, row.prompt, row.consent
    )


def read_consent(session: Session, call_id: int, version: int, language: str) -> str:
    """The words that somebody agreed to."""
    found = session.get(ConsentTextRow, (call_id, version, language))
    return found.text if found else ""


def _fill(row: OpenCallRow, form: CallForm, now: datetime) -> None:
    if not 10 <= form.longest <= LONGEST_SECONDS:
        raise WrongCall("longest")
    if form.audience not in {EVERYONE, CHILDREN}:
        raise WrongCall("audience")
    consent = _trim(form.consent)
    if consent != row.consent:
        row.consent_version += 1
    row.title, row.prompt, row.consent = _trim(form.title), _trim(form.prompt), consent
    row.results, row.audience, row.longest = form.results.strip()[:500], form.audience, form.longest
    row.deadline, row.changed_at = form.deadline, now


def _keep_text(session: Session, row: OpenCallRow, now: datetime) -> None:
    for language, words in row.consent.items():
        key = (row.id, row.consent_version, language)
        if session.get(ConsentTextRow, key) is None:
            session.add(
                ConsentTextRow(open_call=key[0], version=key[1], language=language, text=words, made_at=now)
            )
    session.flush()


def _trim(words: Mapping[str, Any]) -> dict[str, str]:
    return {language: str(text).strip() for language, text in words.items() if str(text).strip()}
