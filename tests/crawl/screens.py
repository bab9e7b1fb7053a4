"""What somebody sees in the chat after one action, and everything the rules want to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A button: its words, and what it carries."""

    text: str
    data: str


@dataclass(frozen=True)
class Screen:
    """The chat after one action: `fresh` messages came or changed, `place` is where the visitor is now.

    `calls` are the methods of the Bot API with what was refused, `keyboards` counts the messages with buttons."""

    person: str
    language: str
    action: str
    place: str
    fresh: tuple[Json, ...]
    buttons: tuple[Button, ...]
    keyboards: int
    calls: tuple[tuple[str, str], ...]
    is_press: bool

    def __str__(self) -> str:
        """Where it was found, for a finding."""
        return f"{self.place} [{self.language}] after {self.action!r}"

    @property
    def head(self) -> str:
        """The first word of the place."""
        return self.place.partition("/")[0].partition("~")[0]

    @property
    def texts(self) -> list[str]:
        """The words of every message and every caption."""
        return [words for one in self.fresh for words in (one.get("text"), one.get("caption")) if words]

    @property
    def words(self) -> str:
        """All words, as one text."""
        return "\n\n".join(self.texts)

    @property
    def refusals(self) -> list[str]:
        """What Telegram would not do, in its own words."""
        return [f"{method}: {why}" for method, why in self.calls if why]

    @property
    def data(self) -> set[str]:
        """What the buttons carry."""
        return {button.data for button in self.buttons}


def read_buttons(messages: list[Json]) -> Iterator[Button]:
    """The buttons under the newest message of the museum that has any."""
    newest = next((one for one in reversed(messages) if one["is_bot"] and one["buttons"]), None)
    for row in newest["buttons"] if newest else []:
        yield from (Button(one["text"], one.get("callback_data", "")) for one in row)
