"""A small town to bring things to: telephones, a chat, a clock, and carriers that fail as they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from addresses.address import Address, Kind
from addresses.keys import KeyRing, make_key
from db.base import Base
from db.database import Database
from outbox import deliveries, outcomes
from outbox.carrier import DeliveryFailed, Errand, Pace, Receipt
from outbox.contents import Letter
from outbox.deliveries import Delivery, Owed
from outbox.dispatch import Dispatcher
from outbox.outcomes import News, Outcome
from outbox.post import Post
from outbox.rules import Rules
from outbox.tables import AttemptRow, DeliveryRow, Way

TUESDAY = datetime(2026, 3, 10, 11, tzinfo=UTC)  # noon in Paris
ANNA = Address(Kind.PHONE, "+33612345678")
BORIS = Address(Kind.PHONE, "+33687654321")
CHAT = Address(Kind.CHAT, "4711")
RULES = Rules(countries=frozenset({"FR"}), calls_per_hour=100, cost_per_day=10_000)

NOT_REACHED = (Outcome.BUSY, Outcome.NO_ANSWER, Outcome.UNPLACED, Outcome.MACHINE)


class Killed(BaseException):
    """The process is gone at this point: nothing of ours can catch it."""


@dataclass
class Clock:
    """Time that stands until it is moved."""

    moment: datetime = TUESDAY

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Taken:
    """What a carrier has accepted. `in_vain`: while an earlier one for the same delivery was on, or had been lifted."""

    carrier_id: str
    errand: Errand
    at: datetime
    outcome: Outcome | None = None
    in_vain: bool = False


@dataclass
class Carrier:
    """`troubles` come one after the other: before anything is accepted, or (where they are unsure) after it.

    `before` and `after` happen while a request is on its way; `blind` carriers cannot look anything up."""

    clock: Clock
    prefix: str = "CA"
    pace: Pace = field(default_factory=lambda: Pace("call", 1.0))
    final: bool = False
    blind: bool = False
    troubles: list[DeliveryFailed | None] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    accepts_unsure: bool = True
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    asking: Callable[[], None] = lambda: None

    def weigh(self, letter: Letter) -> int:
        return 1

    def send(self, errand: Errand) -> Receipt:
        self.before()
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None and not (trouble.unsure and self.accepts_unsure):
            raise trouble
        earlier = [one.outcome for one in self.taken if one.errand.delivery == errand.delivery]
        in_vain = any(outcome not in NOT_REACHED for outcome in earlier)
        taken = Taken(f"{self.prefix}{len(self.taken)}", errand, self.clock.now(), in_vain=in_vain)
        self.taken.append(taken)
        self.after()
        if trouble is not None:
            raise trouble
        return Receipt(taken.carrier_id, self.final)

    def find(self, errand: Errand) -> Receipt | None:
        self.asking()
        fits = [
            one for one in self.taken
            if one.errand.address == errand.address and one.at >= errand.began_at and not self.blind
        ]  # fmt: skip
        return next((Receipt(one.carrier_id) for one in fits if one.carrier_id not in errand.taken), None)

    def look(self, carrier_id: str) -> Outcome | None:
        self.asking()
        return next(one.outcome for one in self.taken if one.carrier_id == carrier_id)


@dataclass
class Words:
    """Whose deliveries these are: what is said, and what was heard of their end."""

    letters: dict[int, Letter | None] = field(default_factory=dict)
    endings: list[Delivery] = field(default_factory=list)

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        return self.letters.get(subject_id, Letter(f"Answer {subject_id}"))

    def settled(self, session: Session, delivery: Delivery, now: datetime) -> None:
        self.endings.append(delivery)


class Town:
    """Everything together; `dispatcher()` makes another worker on the same database."""

    def __init__(self, url: str, rules: Rules = RULES, clock: Clock | None = None) -> None:
        self.database = Database(url)
        Base.metadata.create_all(self.database.engine)
        self.clock, self.rules, self.words = clock or Clock(), rules, Words()
        self.keys = KeyRing([make_key()])
        self.calls = Carrier(self.clock)
        self.texts = Carrier(self.clock, "SM", Pace("sms", 1.0))
        self.chats = Carrier(self.clock, "TG", Pace("chat", 1 / 30, 1.0), final=True, blind=True)
        self.carriers = {Way.CALL: self.calls, Way.SMS: self.texts, Way.CHAT: self.chats}
        self.waiting: Callable[[], None] = lambda: None

    def dispatcher(self) -> Dispatcher:
        post = Post(self.carriers, self.keys, self.rules, self.words)
        return Dispatcher(post, self.database, self.clock, self._wait)

    def owes(self, way: str = Way.CALL, to: Address = ANNA, number: int = 1, **more: datetime) -> int:
        owed = Owed(
            f"answer/{number}/{way}", "answer", number, way, self.keys.encrypt(to), "en", "Europe/Paris", **more
        )  # fmt: skip
        with self.database.writes() as session:
            return deliveries.owe(session, owed, self.clock.now())

    def works(self, rounds: int = 50) -> None:
        """One worker, until nothing is due."""
        worker = self.dispatcher()
        for _ in range(rounds):
            if not worker.dispatch_any():
                return

    def tells(self, taken: Taken, outcome: Outcome | None, **more: str) -> None:
        """The carrier's callback arrives."""
        news = News(taken.errand.delivery, taken.errand.number, taken.carrier_id, outcome, **more)
        with self.database.writes() as session:
            ended = outcomes.tell(session, news, self.clock.now())
            if ended is not None:
                self.words.settled(session, ended, self.clock.now())

    def hears(self, taken: Taken) -> None:
        """The person listens to the end."""
        with self.database.writes() as session:
            outcomes.hear(session, taken.errand.delivery, taken.errand.number, self.clock.now())

    def row(self, delivery: int = 1) -> DeliveryRow:
        with self.database.reads() as session:
            return session.get_one(DeliveryRow, delivery)

    def rows(self) -> list[DeliveryRow]:
        with self.database.reads() as session:
            return list(session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)))

    def attempts(self) -> list[AttemptRow]:
        with self.database.reads() as session:
            return list(session.scalars(select(AttemptRow).order_by(AttemptRow.id)))

    def close(self) -> None:
        self.database.close()

    def _wait(self, seconds: float) -> None:
        self.waiting()
        self.clock.advance(seconds)
