"""A scene: what one place of a visit says, offers and listens for, the same on every channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from content.catalogue import Item, Sound, Words

PLACE_BYTES = 48


class Listens(StrEnum):
    """What a scene waits for."""

    KEY = "key"
    NUMBER = "number"
    VOICE = "voice"
    RING = "ring"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Saying:
    """One stretch of words in one language; `sound` is its recording, played from second `start` (of the ordinary
    rendition, also where `slow` wants the one with longer pauses). `private` is a sound that only this visitor hears:
    `request/7` what they said, `answer/7` what the museum answered; a door fetches it in its own way. `token` is the
    telephone's name for such a sound."""

    text: str
    language: str
    sound: Sound | None = None
    start: int = 0
    slow: bool = False
    token: str = ""
    private: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A key and where it leads. `spoken` is the whole sentence for the ear, option first ("For today's story,
    press 1, or just wait."), None for a key that works unspoken; `label` the button's words without the digit,
    empty for a key that the chat does not show."""

    key: str
    target: str
    label: str = ""
    spoken: Saying | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An item as the chat brings it: picture, sound, words; `step` counts from 1 in an activity, 0 is its start."""

    item: Item
    words: Words
    language: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Ring:
    """A telephone inside the museum to ring: E.164 and seconds; whoever lifts must accept."""

    number: str
    seconds: int = 30


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said and shown, the choices with their keys, where silence and `*` lead, what is listened for.

    `says` comes first, then the spoken choices in their order, then `afterwards`. `silence` is the place (or deed)
    when nothing comes within `wait` seconds. `number` is the item whose recording plays here from second `start`
    (player keys apply), after the first `before` of `says`; `length` its seconds; `pauses` where it waits longer, as
    (second, seconds added), when it goes slowly. All seconds are of the ordinary rendition. `longest` is the longest
    recording of a voice, in seconds. `shows` are the words for the chat where they differ from `says`. `papers`
    is the visitor of whom the chat brings all that is kept, as a file. `ends` hangs up after the words.
    """

    place: str
    language: str
    says: tuple[Saying, ...] = ()
    choices: tuple[Choice, ...] = ()
    afterwards: tuple[Saying, ...] = ()
    listens: Listens = Listens.KEY
    silence: str = "today"
    wait: int = 10
    number: int = 0
    start: float = 0
    length: float = 0
    before: int = 0
    pauses: Iterable[tuple[float, float]] = ()
    longest: int = 180
    ring: Ring | None = None
    card: Card | None = None
    shows: tuple[str, ...] = ()
    papers: int = 0
    ends: bool = False

    def target(self, key: str) -> str | None:
        """Where a key leads, None where it does nothing here."""
        return next((choice.target for choice in self.choices if choice.key == key), None)

    @property
    def back(self) -> str:
        """Where the star leads."""
        return self.target("*") or "lobby"
