"""What bringing things needs to know: who brings, who opens addresses, what is allowed, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from addresses.keys import KeyRing
from outbox.carrier import Carrier
from outbox.contents import Contents
from outbox.deliveries import Delivery
from outbox.rules import Rules


@dataclass(frozen=True)
class Post:
    """The parts, handed over once; `carriers` by their way."""

    carriers: Mapping[str, Carrier]
    keys: KeyRing
    rules: Rules
    contents: Contents

    def settle(self, session: Session, delivery: Delivery | None, now: datetime) -> None:
        """Tell whoever owed it, where it is over."""
        if delivery is not None:
            self.contents.settled(session, delivery, now)
