"""A reception for tests: a database with keys, people who send things, staff who answer, and one standing hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from addresses.address import Address, Kind
from addresses.keys import KeyRing, make_key
from addresses.words import WordBox
from app.tables import collect
from content.tables import ItemRow, SpeakerRow
from db.base import Base
from db.database import Database
from outbox import deliveries
from outbox.tables import DeliveryRow, State
from staff.people import Person
from visitors import answers, contributions, contributions_calls, people, requests
from visitors.answers import Answer
from visitors.answers_letters import Answers
from visitors.answers_table import AnswerRow
from visitors.consents import MayPlay
from visitors.contributions import Agreement
from visitors.contributions_calls import CallForm, OpenCall, OpenCallRow
from visitors.inbox import InboxQuery, list_requests
from visitors.people import Channel
from visitors.requests import Message, RequestKind, RequestRow

ANA, BEN, CLEO = (
    Person(number, name, f"{name.lower()}@museum.example", frozenset())
    for number, name in enumerate(("Ana", "Ben", "Cleo"), 1)
)
NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)
PARIS = "Europe/Paris"
P = ParamSpec("P")
T = TypeVar("T")
Row = TypeVar("Row", bound=Base)


class Reception:
    """`does` is one transaction around a function; every other method is a short story of its own."""

    def __init__(self, url: str, keys: Sequence[str] = ()) -> None:
        self.keys = list(keys) or [make_key()]
        self.ring = KeyRing(self.keys)
        self.database = Database(url, WordBox(self.keys))
        collect().create_all(self.database.engine)
        self.now, self.sent = NOW, 0
        self.named: dict[str, int] = {}
        self.calls: dict[str, int] = {}

    def does(self, work: Callable[Concatenate[Session, P], T], *given: P.args, **more: P.kwargs) -> T:
        with self.database.writes() as session:
            return work(session, *given, **more)

    def visits(self, name: str = "rosa", channel: Channel = Channel.PHONE) -> int:
        """Somebody comes, for the first time or again."""
        return self.does(people.meet, channel, [name.ljust(64, "0")], self.now).id

    def asks(
        self, words: str = "Why?", kind: RequestKind = RequestKind.QUESTION, *, name: str = "rosa",
        language: str = "en", channel: Channel = Channel.PHONE, about: int | None = None, sent: bool = True,
        **columns: Any,
    ) -> int:  # fmt: skip
        """A request with an address; `columns` are set before it is sent."""
        who, self.sent = self.visits(name, channel), self.sent + 1
        address = Address(Kind.PHONE if channel == Channel.PHONE else Kind.CHAT, f"+336{self.sent:08}")
        letter = Message(
            f"{channel}-{self.sent}", language, channel, words, about, reply_to=self.ring.encrypt(address)
        )
        with self.database.writes() as session:
            number = requests.keep(session, who, letter, self.now, kind)
            row = session.get_one(RequestRow, number)
            for column, value in columns.items():
                setattr(row, column, value)
            if sent:
                requests.send(session, number, who, self.now)
        return number

    def opens(self, audience: str = contributions_calls.EVERYONE, **changes: Any) -> OpenCall:
        """An open call in English."""
        words = {
            "title": {"en": "First museum"},
            "prompt": {"en": "Tell us."},
            "consent": {"en": "We keep it."},
        }
        form = CallForm(**{**words, "audience": audience, **changes})
        with self.database.writes() as session:
            row = contributions_calls.begin(session, form, "Ana", self.now)
            contributions_calls.set_open(session, row.id, True, self.now)
            return contributions_calls.describe(session.get_one(OpenCallRow, row.id))

    def agrees(self, call: OpenCall, name: str = "rosa", **changes: Any) -> int:
        """The first step of consent."""
        who = {"visitor_id": self.visits(name), "language": "en", "channel": "phone", "keys": "1", **changes}
        return self.does(contributions.agree, call, Agreement(**who), self.now)

    def tells(
        self, call: OpenCall, may_play: MayPlay = MayPlay.OTHERS, name: str = "rosa", **columns: Any
    ) -> int:
        """Somebody's own story, sent, with both steps of consent."""
        agreed = self.agrees(call, name, by_adult=call.is_for_children)
        number = self.asks("I was six.", RequestKind.CONTRIBUTION, name=name, about=agreed, **columns)
        if may_play:
            self.does(contributions.let_play, number, self.visits(name), may_play, "1", self.now)
        return number

    def answers(
        self, number: int, by: Person = ANA, words: str = "Because.", way: str = "", **sound: Any
    ) -> int:
        return self.does(answers.answer, number, Answer(words, **sound), by, self.now, zone=PARIS, way=way).id

    def fails(self, answer: int, reason: str = "no-answer") -> None:
        """What is owed for an answer comes to its end."""
        with self.database.writes() as session:
            for row in session.scalars(select(DeliveryRow).where(DeliveryRow.subject_id == answer)):
                if row.ended_at is None:
                    for name, value in deliveries.finish(State.FAILED, reason, self.now).items():
                        setattr(row, name, value)
                    Answers().settled(session, deliveries.describe(row), self.now)

    def makes_item(self, number: int, item: int) -> None:
        """An editor has published what was told."""
        with self.database.writes() as session:
            if session.get(SpeakerRow, "visitor") is None:
                session.add(SpeakerRow(slug="visitor", name="A visitor", position=1))
                session.flush()
            session.add(_publish(item, self.now))
            session.get_one(RequestRow, number).became = item

    def row(self, number: int) -> RequestRow:
        with self.database.reads() as session:
            return session.get_one(RequestRow, number)

    def rows(self, table: type[Row]) -> list[Row]:
        with self.database.reads() as session:
            return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))

    def answer(self, number: int) -> AnswerRow:
        with self.database.reads() as session:
            return session.get_one(AnswerRow, number)

    def lists(self, size: int = 50, **asked: Any) -> list[int]:
        """The ids of a first page."""
        with self.database.reads() as session:
            return [row.id for row in list_requests(session, InboxQuery(**asked), size).rows]

    def dumps(self, table: str) -> str:
        """What lies in a table, as somebody sees who has the database and no keys."""
        with self.database.reads() as session:
            return "\n".join(repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table}")))

    def waits(self, **much: float) -> None:
        self.now += timedelta(**much)

    def close(self) -> None:
        self.database.close()


@cache
def _make_blank() -> bytes:
    """A SQLite file with all tables, made once: for tests that begin afresh very often."""
    with TemporaryDirectory() as folder:
        made = Database(f"sqlite:///{folder}/blank.db")
        collect().create_all(made.engine)
        with made.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        made.close()
        return (Path(folder) / "blank.db").read_bytes()


def open_reception(folder: Path) -> Reception:
    """A reception of its own in a folder."""
    file = folder / "reception.db"
    file.write_bytes(_make_blank())
    return Reception(f"sqlite:///{file}")


def _publish(number: int, now: datetime) -> ItemRow:
    """The least of an item on the line."""
    return ItemRow(
        number=number, kind="story", intent="story", speaker="visitor", state="published", audience="everyone",
        rights="", sources=[], changed_at=now,
    )  # fmt: skip
