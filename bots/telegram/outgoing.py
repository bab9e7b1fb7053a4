"""What the chat is about to send: frozen messages, known before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` is the place or deed it leads to, at most 64 bytes."""

    text: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A message of words, in HTML, at most 4,096 UTF-16 units once its tags are read."""

    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its media path; `caption` is HTML, at most 1,024 units."""

    path: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A recording by its media path, with whom one hears and for how many seconds; `caption` is HTML."""

    path: str
    title: str
    performer: str
    seconds: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """All that is kept of a visitor, made into a file when it is sent."""

    visitor: int
    language: str
    caption: str = ""


Part = Text | Picture | Voice | Papers


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The messages of one place. The keyboard stands under the last one, which is always of words.

    `comes_new` says that it is never written over another message."""

    place: str
    parts: tuple[Part, ...]
    keyboard: Keyboard = ()
    comes_new: bool = False
