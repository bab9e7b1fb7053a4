"""One moment of a visit: who, where, in which language, on which channel, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from content.catalogue import Catalogue, Line
from visitors.memory import Envelope, Kept, Recall
from visitors.people import ORDINARY, SLOW, Channel, Visitor


def _nothing(_: int | str) -> Kept | None:
    return None


@dataclass(frozen=True)
class Visit:
    """What a scene may know. `now` is aware, in the line's zone; `silences` and `wrong` count within this place,
    `guesses` wrong numbers within this call; `newcomer` has not been greeted before; `withheld` hides a number;
    `chosen` says that the language was the visitor's own choice; `load_heard` reads the items heard, once, if asked.
    `dropped` says that the last call broke off within a day. `quiet` are seconds since the last key of this call.
    `load_request` and `load_ticket` read one request by its id or ticket; `envelope` hides addresses to answer to;
    `pace` is that of what plays now, `repaced` says that it was changed by this very key;
    `recall` reads answers, open calls and consents;
    `typed` are the digits that came with this very step, where a scene listened for a number."""

    catalogue: Catalogue
    line: Line
    channel: Channel
    language: str
    chosen: bool
    now: datetime
    museum: str
    visitor: Visitor | None = None
    load_heard: Callable[[], frozenset[int]] = frozenset
    withheld: bool = False
    silences: int = 0
    wrong: int = 0
    guesses: int = 0
    quiet: int = 0
    newcomer: bool = True
    dropped: bool = False
    load_request: Callable[[int], Kept | None] = _nothing
    load_ticket: Callable[[str], Kept | None] = _nothing
    envelope: Envelope = field(default_factory=Envelope)
    recall: Recall = field(default_factory=Recall)
    typed: str = ""
    pace: str = ORDINARY
    repaced: bool = False

    @cached_property
    def heard(self) -> frozenset[int]:
        """Numbers of the items this visitor has heard."""
        return self.load_heard()

    @property
    def is_slow(self) -> bool:
        """Whether this visitor wants longer pauses."""
        return self.pace == SLOW

    def speaking(self, language: str) -> Visit:
        """The same visit in another language, as its visitor chose."""
        return replace(self, language=language, chosen=True)

    def going(self, pace: str) -> Visit:
        """The same visit at another pace, as its visitor chose."""
        return replace(self, pace=pace)
