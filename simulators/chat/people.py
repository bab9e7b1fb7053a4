"""Who is in the practice chat: visitors with their apps' languages, and the chats they are in."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
FIRST_USER_ID = 7_100_000_001  # beyond 32 bits, as real accounts are since 2021
FIRST_GROUP_ID = -410_000_001


@dataclass
class Person:
    """A visitor with a telephone in the hand; `language` is the app's IETF tag, or None where it hides it."""

    key: str
    id: int
    first_name: str
    language: str | None = "en"
    about: str = ""
    username: str | None = None
    is_deactivated: bool = False
    refuses_voice: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass
class Chat:
    """A conversation; `messages` holds Bot API messages by their id."""

    id: int
    kind: str = "private"
    title: str = ""
    members: list[int] = field(default_factory=list)
    bot_status: str = "member"
    migrated_to: int | None = None
    keyboard: Json | None = None
    action: str = ""
    action_until: float = 0.0
    messages: dict[int, Json] = field(default_factory=dict)


CAST = (
    ("Rosa", "en", "81, lives two streets away, likes clocks"),
    ("Amélie", "fr", "on holiday with her grandmother"),
    ("Diego", "es", "guide for a group of friends"),
    ("Ruth", "en", "Deaf; reads everything, listens to nothing"),
    ("João", "pt-br", "nine years old, writes from Recife"),
    ("Yusuf", "ar", "reads from right to left"),
)


def key_of(name: str) -> str:
    """A short ASCII name for addresses: `Amélie` becomes `amelie`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "somebody"


def first_cast() -> dict[str, Person]:
    """The people who are there when the chat opens for the first time."""
    cast: dict[str, Person] = {}
    for number, (name, language, about) in enumerate(CAST):
        cast[key_of(name)] = Person(key_of(name), FIRST_USER_ID + number, name, language, about)
    return cast
