"""Changing the privacy key while everything runs: addresses are encrypted anew, hashes under older keys are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from addresses.keys import KeyRing
from db.database import Database
from outbox.tables import DeliveryRow, StopRow
from staff.accounts import User
from visitors.people import VisitorRow
from visitors.requests import RequestRow

AT_ONCE = 200  # rows in a transaction: the others who write wait no longer than a moment
Column = InstrumentedAttribute[Any]
# Every column with an encrypted address in it.
SEALED: tuple[Column, ...] = (RequestRow.reply_to, DeliveryRow.address)
# Every column with a hash that is kept until its owner comes again, and when they came last.
MARKED: tuple[tuple[Column, Column], ...] = (
    (VisitorRow.key, VisitorRow.seen_at),
    (StopRow.who, StopRow.stopped_at),
    (User.chat, User.update_datetime),
)


@dataclass(frozen=True, slots=True)
class Rotation:
    """What was done: addresses under the current key now, those that somebody changed meanwhile (they are under it
    anyway, or gone), and those that no listed key opens."""

    renewed: int = 0
    missed: int = 0
    lost: int = 0

    def __add__(self, other: Rotation) -> Rotation:
        return Rotation(self.renewed + other.renewed, self.missed + other.missed, self.lost + other.lost)


@dataclass(frozen=True, slots=True)
class OldMarks:
    """Hashes under older keys: how many, and when the first and the last of their owners came last."""

    count: int
    since: datetime | None
    until: datetime | None


def rotate(database: Database, keys: KeyRing) -> Rotation:
    """Encrypt every address under the current key; it may be stopped at any moment and begun again."""
    done = Rotation()
    for column in SEALED:
        for batch in _batches(database, column):
            done += _renew(database, keys, column, batch)
    return done


def count_old(database: Database, keys: KeyRing) -> OldMarks:
    """Hashes that are still under an older key. They change when their owner comes again, or go with retention."""
    found = [_count_old(database, mark, seen, keys.tag) for mark, seen in MARKED]
    first = [one.since for one in found if one.since]
    last = [one.until for one in found if one.until]
    return OldMarks(sum(one.count for one in found), min(first, default=None), max(last, default=None))


def _batches(database: Database, column: Column) -> Iterator[Sequence[tuple[int, str]]]:
    """Ids and what stands there, in the order of the ids; what is written meanwhile is under the new key already."""
    table, after = column.class_, 0
    while True:
        wanted = select(table.id, column).where(table.id > after, column.is_not(None), column != "")
        with database.reads() as session:
            found = [(row[0], row[1]) for row in session.execute(wanted.order_by(table.id).limit(AT_ONCE))]
        if not found:
            return
        yield found
        after = found[-1][0]


def _renew(database: Database, keys: KeyRing, column: Column, batch: Sequence[tuple[int, str]]) -> Rotation:
    """One batch: each row is written only where it still says what was read."""
    lost, fresh = 0, []
    for row, token in batch:
        try:
            fresh += [] if keys.is_current(token) else [(row, token, keys.rotate(token))]
        except InvalidToken:
            lost += 1
    if not fresh:
        return Rotation(lost=lost)
    table = column.class_
    with database.writes() as session:
        written = sum(
            session.execute(
                update(table).where(table.id == row, column == old).values({column: new}).returning(table.id)
            ).first()
            is not None
            for row, old, new in fresh
        )
    return Rotation(written, len(fresh) - written, lost)


def _count_old(database: Database, mark: Column, seen: Column, tag: str) -> OldMarks:
    wanted = select(func.count(), func.min(seen), func.max(seen)).where(
        mark.is_not(None), ~mark.endswith(tag, autoescape=True)
    )
    with database.reads() as session:
        count, first, last = session.execute(wanted).one()
    return OldMarks(count, first, last)
