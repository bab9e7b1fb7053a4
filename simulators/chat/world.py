"""Everything the practice chat knows, behind one lock."""

import secrets
import threading
from dataclasses import dataclass, field
from typing import Any

from simulators.chat.delays import Delays
from simulators.chat.faults import Faults
from simulators.chat.files import Shelf
from simulators.chat.limits import Limits
from simulators.chat.people import FIRST_GROUP_ID, FIRST_USER_ID, Chat, Person, first_cast, key_of
from simulators.chat.profile import Profile
from simulators.chat.queries import Queries
from simulators.chat.updates import UpdateQueue
from simulators.config import SimulatorConfig

Json = dict[str, Any]


@dataclass
class Webhook:
    """Where updates are posted; an empty url means that the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error: str = ""
    gone_since: float = 0.0


@dataclass
class World:
    """The state of the chat; every change happens while `changed` is held and ends in `touch()`."""

    config: SimulatorConfig
    delays: Delays
    shelf: Shelf
    updates: UpdateQueue
    people: dict[str, Person] = field(default_factory=first_cast)
    chats: dict[int, Chat] = field(default_factory=dict)
    webhook: Webhook = field(default_factory=Webhook)
    profile: Profile = field(default_factory=Profile)
    queries: Queries = field(default_factory=Queries)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    next_message_id: int = 1
    version: int = 0
    poller: int = 0
    calls_running: int = 0
    last_call: float = 0.0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self.delays.now()

    def touch(self) -> None:
        """Tell everybody who waits that something is different."""
        self.version += 1
        self.changed.notify_all()

    @property
    def bot_id(self) -> int:
        """The bot's own user id: the part of the token before the colon."""
        return int(self.config.bot_token.partition(":")[0])

    def bot_user(self) -> Json:
        """The bot as a sender."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.names.get("") or self.config.museum_name,
            "username": self.config.bot_username,
        }

    def person(self, key: str) -> Person:
        """Somebody by key; KeyError where nobody has it."""
        return self.people[key]

    def person_by_id(self, user_id: int) -> Person:
        """Somebody by the account's number."""
        return next(person for person in self.people.values() if person.id == user_id)

    def add_person(self, name: str, language: str | None, about: str = "") -> Person:
        """A new visitor, or the one who already has this name and now uses this language."""
        key = key_of(name)
        if key in self.people:
            self.people[key].language = language
        else:
            self.people[key] = Person(key, FIRST_USER_ID + len(self.people), name, language, about)
        self.touch()
        return self.people[key]

    def add_group(self, title: str, members: list[int]) -> Chat:
        """A group of persons; the bot is not in it yet."""
        number = FIRST_GROUP_ID - sum(chat.kind != "private" for chat in self.chats.values())
        chat = Chat(number, "group", title, members, bot_status="left")
        self.chats[chat.id] = chat
        self.touch()
        return chat

    def private_chat(self, person: Person) -> Chat:
        """A person's chat with the bot, opened where it does not exist."""
        return self.chats.setdefault(person.id, Chat(person.id, "private", person.first_name, [person.id]))

    def chats_of(self, person: Person) -> list[Chat]:
        """The chats somebody sees, the one with the bot first."""
        own = [self.private_chat(person)]
        return own + [chat for chat in self.chats.values() if chat.id < 0 and person.id in chat.members]

    def fresh_id(self) -> str:
        """An id for a query: a long number, as the real ones are."""
        return str(secrets.randbits(62))
