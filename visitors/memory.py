"""What a visit reads and hides of its visitor: items heard, requests, and the address to answer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from addresses.address import Address, read_phone
from addresses.keys import KeyRing
from db.carried import SoundState
from db.database import Database
from visitors import answers, consents, contributions_calls, listening, portraits, requests
from visitors.answers_table import AnswerRow, AnswerState
from visitors.consents import ConsentRow
from visitors.contributions_calls import OpenCall, OpenCallRow
from visitors.periods import Periods
from visitors.portraits import Portrait
from visitors.requests_table import RequestRow, RequestState


@dataclass(frozen=True, slots=True)
class Kept:
    """A request as scenes may know it. `mine` says that this visitor made it; `reply_to` is encrypted; `sound` is where
    its sound is (`SoundState`)."""

    id: int
    kind: str
    state: str
    ticket: str | None
    text: str
    asked_at: datetime
    promised_for: date | None = None
    reply_to: str | None = None
    mine: bool = True
    language: str = ""
    sound: str = SoundState.NONE
    way: str = ""
    consent: int | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as scenes may know it; `is_spoken` says that there is a voice to be heard."""

    id: int
    request: int
    text: str
    language: str
    by: str
    is_spoken: bool
    asked_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """What somebody agreed to. `code` is empty but for its owner, shortly after it was made; `proof` is known only to
    whoever named the code (see `consents.prove`)."""

    id: int
    call: OpenCall | None
    mine: bool
    agreed_at: datetime
    is_decided: bool
    code: str = ""
    proof: str = ""


class Recall:
    """What a visit may ask about rows that few visits need. This one remembers nothing."""

    periods = Periods()

    def own(self) -> Portrait | None:
        """What is kept of the visitor, in numbers."""
        return None

    def waiting(self) -> tuple[int, ...]:
        """Ids of answers that the visitor has not heard, the oldest first."""
        return ()

    def answer(self, answer_id: int) -> KeptAnswer | None:
        """An answer that counts and can be played, whoever asked."""
        return None

    def answer_to(self, request_id: int) -> KeptAnswer | None:
        """The same, by what was asked."""
        return None

    def calls(self, today: date, language: str) -> tuple[OpenCall, ...]:
        """What one may answer today with a story of one's own."""
        return ()

    def consent(self, consent_id: int, now: datetime) -> KeptConsent | None:
        """A consent that was not withdrawn, whoever gave it."""
        return None

    def code(self, digits: str) -> int | None:
        """The consent with this withdrawal code."""
        return None


@dataclass(frozen=True, slots=True)
class Memory(Recall):
    """The readers of a visit, each a short transaction of its own, none before it is asked."""

    database: Database
    visitor_id: int | None
    periods: Periods = field(default_factory=Periods)

    def own(self) -> Portrait | None:
        """What is kept of the visitor, in numbers."""
        if self.visitor_id is None:
            return None
        with self.database.reads() as session:
            return portraits.draw(session, self.visitor_id)

    def heard(self) -> frozenset[int]:
        """Numbers of the items heard."""
        if self.visitor_id is None:
            return frozenset()
        with self.database.reads() as session:
            return listening.heard(session, self.visitor_id)

    def request(self, request_id: int) -> Kept | None:
        """The request with this id, whoever made it."""
        with self.database.reads() as session:
            return self.copy(session.get(requests.RequestRow, request_id))

    def ticket(self, digits: str) -> Kept | None:
        """The request with this ticket, whoever made it."""
        with self.database.reads() as session:
            return self.copy(requests.find_ticket(session, digits))

    def waiting(self) -> tuple[int, ...]:
        """Ids of answers that the visitor has not heard, the oldest first."""
        if self.visitor_id is None:
            return ()
        with self.database.reads() as session:
            return tuple(row.id for row in answers.waiting_for(session, self.visitor_id))

    def answer(self, answer_id: int) -> KeptAnswer | None:
        """An answer that counts and can be played, whoever asked."""
        with self.database.reads() as session:
            return self._copy_answer(session, session.get(AnswerRow, answer_id))

    def answer_to(self, request_id: int) -> KeptAnswer | None:
        """The same, by what was asked."""
        with self.database.reads() as session:
            return next((self._copy_answer(session, row) for row in answers.live(session, request_id)), None)

    def calls(self, today: date, language: str) -> tuple[OpenCall, ...]:
        """What one may answer today with a story of one's own."""
        with self.database.reads() as session:
            return tuple(contributions_calls.list_open(session, today, language))

    def consent(self, consent_id: int, now: datetime) -> KeptConsent | None:
        """A consent that was not withdrawn, whoever gave it."""
        with self.database.reads() as session:
            row = session.get(ConsentRow, consent_id)
            if row is None or row.withdrawn_at is not None:
                return None
            found = session.get(OpenCallRow, row.open_call) if row.open_call else None
            call = contributions_calls.describe(found) if found else None
            mine = self.visitor_id is not None and row.visitor_id == self.visitor_id
            code = consents.read_code(session, row, now) if mine else ""
            decided, proof = row.decided_at is not None, consents.prove(row)
            return KeptConsent(row.id, call, mine, row.agreed_at, decided, code, proof)

    def code(self, digits: str) -> int | None:
        """The consent with this withdrawal code."""
        with self.database.reads() as session:
            row = consents.find_code(session, digits)
            return row.id if row else None

    def copy(self, row: requests.RequestRow | None) -> Kept | None:
        """A frozen copy for the scenes."""
        if row is None:
            return None
        mine = self.visitor_id is not None and row.visitor_id == self.visitor_id
        return Kept(
            row.id, row.kind, row.state, row.ticket, row.text, row.asked_at, row.promised_for, row.reply_to, mine,
            row.language, row.sound_state, row.way, row.consent, row.part_of,
        )  # fmt: skip

    def _copy_answer(self, session: Session, row: AnswerRow | None) -> KeptAnswer | None:
        request = session.get(RequestRow, row.request) if row and row.request else None
        if row is None or request is None or row.state != AnswerState.LIVE or not row.can_be_heard:
            return None
        if request.state == RequestState.THROWN:
            return None
        mine = self.visitor_id is not None and request.visitor_id == self.visitor_id
        return KeptAnswer(
            row.id,
            request.id,
            row.text,
            row.language,
            row.by,
            row.phone_path is not None,
            request.asked_at,
            mine,
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """Closes addresses so that a row may keep them. Without keys it closes nothing; `region` reads local numbers."""

    keys: KeyRing | None = None
    address: Address | None = None
    region: str | None = None

    def own(self) -> str | None:
        """The visitor's address, encrypted; None where it is withheld."""
        return self.keys.encrypt(self.address) if self.keys and self.address else None

    def hashes(self) -> tuple[str, ...]:
        """The visitor's address as rows know it again, under every key; none where it is withheld."""
        return tuple(self.keys.hashes(self.address)) if self.keys and self.address else ()

    def close(self, digits: str) -> str | None:
        """A number typed on the keys, encrypted; None where it is no number."""
        address = read_phone(digits, self.region)
        return self.keys.encrypt(address) if self.keys and address else None

    def open(self, sealed: str) -> str:
        """The address as digits, to be read back to the one who typed it."""
        return self.keys.decrypt(sealed).value if self.keys else ""
