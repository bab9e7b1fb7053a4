"""Who brings things: one small protocol for a telephone call, a text message and a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from addresses.address import Address
from outbox.contents import Letter
from outbox.outcomes import Outcome
from outbox.tables import Reason


class DeliveryFailed(Exception):
    """It was not brought. `permanent`: trying again is of no use. `unsure`: it may have left all the same, so that a
    telephone must not ring again. `wait` are the seconds for which the carrier wants to be left alone."""

    def __init__(
        self, message: str, *, permanent: bool = False, reason: Reason = Reason.CARRIER, unsure: bool = False,
        wait: float = 0,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.permanent, self.reason, self.unsure, self.wait = permanent, reason, unsure, wait


@dataclass(frozen=True, slots=True)
class Errand:
    """One try at one delivery. `began_at` is when it was noted; `taken` are the carrier's names for what is known to
    belong to others; `quiet` asks for no bell, since it is night where it arrives."""

    delivery: int
    number: int
    key: str
    subject: str
    subject_id: int
    address: Address
    language: str
    zone: str
    letter: Letter
    began_at: datetime
    taken: frozenset[str] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The carrier took it. `final`: it tells nothing later, so that this is the end."""

    carrier_id: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a carrier may be asked: seconds between two messages, and between two to the same person."""

    name: str
    interval: float
    each: float = 0.0


class Carrier(Protocol):
    """Somebody who brings one kind of thing."""

    @property
    def pace(self) -> Pace:
        """How fast it may be asked."""
        ...

    def weigh(self, letter: Letter) -> int:
        """For how many messages it counts at the carrier."""
        ...

    def send(self, errand: Errand) -> Receipt:
        """Bring it; raises `DeliveryFailed`."""
        ...

    def find(self, errand: Errand) -> Receipt | None:
        """What may have left before: looked for by address and time. None where the carrier has none like it, or
        cannot be asked; raises `DeliveryFailed` where it does not answer."""
        ...

    def look(self, carrier_id: str) -> Outcome | None:
        """How it ended, where the carrier's own word was lost; None while it is under way. Raises `DeliveryFailed`."""
        ...
