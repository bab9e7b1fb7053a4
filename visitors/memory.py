"""What a visit reads and hides of its visitor: items heard, requests, and the address to answer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from addresses.address import Address, read_phone
from addresses.keys import KeyRing
from db.database import Database
from visitors import listening, requests


@dataclass(frozen=True, slots=True)
class Kept:
    """A request as scenes may know it. `mine` says that this visitor made it; `reply_to` is encrypted."""

    id: int
    kind: str
    state: str
    ticket: str | None
    text: str
    asked_at: datetime
    promised_for: date | None = None
    reply_to: str | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Memory:
    """The three readers of a visit, each a short transaction of its own, none before it is asked."""

    database: Database
    visitor_id: int | None

    def heard(self) -> frozenset[int]:
        """Numbers of the items heard."""
        if self.visitor_id is None:
            return frozenset()
        with self.database.reads() as session:
            return listening.heard(session, self.visitor_id)

    def request(self, request_id: int) -> Kept | None:
        """The request with this id, whoever made it."""
        with self.database.reads() as session:
            return self.copy(session.get(requests.RequestRow, request_id))

    def ticket(self, digits: str) -> Kept | None:
        """The request with this ticket, whoever made it."""
        with self.database.reads() as session:
            return self.copy(requests.find_ticket(session, digits))

    def copy(self, row: requests.RequestRow | None) -> Kept | None:
        """A frozen copy for the scenes."""
        if row is None:
            return None
        mine = self.visitor_id is not None and row.visitor_id == self.visitor_id
        return Kept(
            row.id, row.kind, row.state, row.ticket, row.text, row.asked_at, row.promised_for, row.reply_to, mine
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """Closes addresses so that a row may keep them. Without keys it closes nothing; `region` reads local numbers."""

    keys: KeyRing | None = None
    address: Address | None = None
    region: str | None = None

    def own(self) -> str | None:
        """The visitor's address, encrypted; None where it is withheld."""
        return self.keys.encrypt(self.address) if self.keys and self.address else None

    def close(self, digits: str) -> str | None:
        """A number typed on the keys, encrypted; None where it is no number."""
        address = read_phone(digits, self.region)
        return self.keys.encrypt(address) if self.keys and address else None

    def open(self, sealed: str) -> str:
        """The address as digits, to be read back to the one who typed it."""
        return self.keys.decrypt(sealed).value if self.keys else ""
