"""What is brought, asked of whoever owes it at the moment of sending, and how it ended, told to the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from outbox.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Letter:
    """An answer. `phone` and `chat` are private paths of its voice as a mu-law WAV and as Ogg/Opus, None where it was
    typed; `seconds` their length; `by` whose answer it is, empty where no name shall be said; `asked_at` when it was
    asked; `ticket` lets somebody hear it who rings from another telephone."""

    text: str = ""
    phone: str | None = None
    chat: str | None = None
    seconds: float = 0.0
    by: str = ""
    asked_at: datetime | None = None
    ticket: str = ""


class NotYet(Exception):
    """What is to be brought is being made ready, as a voice that is still rendered: ask again in half a minute."""


class Contents(Protocol):
    """Who knows what the deliveries are about."""

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        """What is to be brought; None where it is wanted no more: withdrawn, forgotten, or heard another way.

        Raises `NotYet`."""
        ...

    def settled(self, session: Session, delivery: Delivery, now: datetime) -> None:
        """A delivery is over, in this transaction: HEARD, SENT, or FAILED with a reason."""
        ...


class Nothing:
    """Nobody owes anything: whatever is asked for is wanted no more."""

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        """Nothing is to be brought."""
        return None

    def settled(self, session: Session, delivery: Delivery, now: datetime) -> None:
        """Nobody wants to know."""
