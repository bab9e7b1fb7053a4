"""One change at a time: what one reads before writing must still be so when one writes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.tables import VersionRow


def take_turn(session: Session) -> None:
    """Wait until nobody else is changing content; from here on this transaction sees all that they did.

    On SQLite a transaction that writes has its turn from its beginning."""
    session.execute(select(VersionRow.version).with_for_update())
    session.expire_all()  # what was read before the turn came may be old by now
