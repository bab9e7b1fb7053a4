"""Questions that the bot owes a quick answer: pressed buttons and inline queries."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

CALLBACK_SECONDS = 150.0
INLINE_SECONDS = 30.0
REMEMBERED = 600.0  # seconds after the expiry, for those who still look at the answer


@dataclass
class Press:
    """A pressed button; `answer` is what the bot said to it, once."""

    id: str
    person: int
    chat: int
    message: int
    data: str
    expires: float
    answer: Json | None = None


@dataclass
class InlineQuery:
    """A search inside any chat; `answer` holds the results."""

    id: str
    person: int
    text: str
    offset: str
    expires: float
    answer: Json | None = None


@dataclass
class CachedAnswer:
    """Inline results kept for everybody, or for one person."""

    text: str
    offset: str
    person: int | None
    until: float
    answer: Json


@dataclass
class Queries:
    """All that was asked lately."""

    presses: dict[str, Press] = field(default_factory=dict)
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    cache: list[CachedAnswer] = field(default_factory=list)

    def forget_old(self, now: float) -> None:
        """Drop what was asked long ago and can no longer be answered."""
        self.presses = {key: one for key, one in self.presses.items() if one.expires > now - REMEMBERED}
        self.inline = {key: one for key, one in self.inline.items() if one.expires > now - REMEMBERED}

    def cached(self, person: int, text: str, offset: str, now: float) -> Json | None:
        """An answer that the server still remembers."""
        self.cache = [one for one in self.cache if one.until > now]
        for one in self.cache:
            if (one.text, one.offset) == (text, offset) and one.person in (None, person):
                return one.answer
        return None
