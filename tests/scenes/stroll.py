"""A visitor who walks through scenes as a door would lead them, with a real database underneath."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from addresses.address import Address, Kind
from addresses.keys import KeyRing, make_key
from db.base import Base
from db.database import Database
from scenes import visiting
from scenes.scene import Scene
from scenes.visit import Visit
from tests.scenes.museum import make_visit
from visitors import people, requests
from visitors.memory import Envelope, Memory
from visitors.people import Channel, Visitor
from visitors.requests import Message

KEYS = KeyRing([make_key()])


def make_database(folder: Any) -> Database:
    """An empty database of its own."""
    database = Database(f"sqlite:///{folder}/visits.db")
    Base.metadata.create_all(database.engine)
    return database


@dataclass
class Stroll:
    """One visitor; `name` keys the row. `more` are fields of every visit of this stroll."""

    database: Database
    name: str = "somebody"
    language: str = "en"
    channel: Channel = Channel.PHONE
    more: dict[str, Any] = field(default_factory=dict)
    scene: Scene = field(init=False)
    silences: int = 0
    wrong: int = 0

    def __post_init__(self) -> None:
        with self.database.writes() as session:
            people.meet(session, self.channel, [self.name], make_visit().now)
        self.scene = self.enter("lobby")

    @property
    def visitor(self) -> Visitor | None:
        """The visitor's row as it is now."""
        with self.database.reads() as session:
            return people.find(session, [self.name])

    def visit(self, **more: Any) -> Visit:
        """This moment of the stroll."""
        visitor = self.visitor
        memory = Memory(self.database, visitor.id if visitor else None)
        known = {"visitor": visitor, "silences": self.silences, "wrong": self.wrong, "newcomer": False}
        readers: dict[str, Any] = {
            "load_heard": memory.heard,
            "load_request": memory.request,
            "load_ticket": memory.ticket,
        }
        readers["recall"] = memory
        envelope = Envelope(KEYS, Address(Kind.PHONE, "+33612345678"), "FR")
        visit = make_visit(self.language, self.channel, envelope=envelope, **readers)
        return replace(visit, **{**known, **self.more, **more})

    def enter(self, place: str, **more: Any) -> Scene:
        """Stand at a place, whatever it costs."""
        self.scene = visiting.enter(place, self.visit(**more))
        return self.scene

    def go(self, target: str, **more: Any) -> Scene:
        """Follow a target as a door does."""
        visit = visiting.follow(target, self.visit(**more))
        self.language = visit.language
        if visiting.costs(target):
            with self.database.writes() as session:
                target = visiting.act(session, target, visit)
        return self.enter(target, **more)

    def press(self, key: str) -> Scene:
        """Press a key; one that does nothing counts as wrong."""
        target, self.silences = self.scene.target(key), 0
        self.wrong = 0 if target else self.wrong + 1
        return self.go(target or self.scene.place, typed=key)

    def wait(self) -> Scene:
        """Say and press nothing."""
        stays = self.scene.silence == self.scene.place
        self.silences, self.wrong = self.silences + 1 if stays else 0, 0
        return self.go(self.scene.silence)

    def writes(self, text: str, place: str = "ask", origin: str = "RE1") -> int:
        """Leave a draft, as a door does for a recording or a chat message."""
        visit, (kind, item) = self.visit(), visiting.purpose(place)
        message = Message(origin, self.language, self.channel, text, item)
        with self.database.writes() as session:
            return requests.keep(
                session, visit.visitor.id if visit.visitor else None, message, visit.now, kind
            )
