"""When an answer may leave: by the hours at which one may ring or write where its sender lives."""

from __future__ import annotations

from datetime import datetime

from cryptography.fernet import InvalidToken

from desk.parts import house
from outbox import rules
from outbox.tables import Way
from visitors.requests_table import RequestRow


def find_moment(row: RequestRow, way: str) -> datetime | None:
    """The first moment from now on; None where nothing leaves by this way, or nobody knows."""
    parts = house()
    if parts.keys is None or not row.reply_to or way not in set(Way):
        return None
    try:
        address = parts.keys.decrypt(row.reply_to)
    except InvalidToken:
        return None
    known = rules.read_rules(parts.settings)
    return rules.find_moment(known, way, address, parts.settings.time_zone, parts.clock.now())
