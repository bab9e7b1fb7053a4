"""Changing the privacy key while everything runs: what is sealed is sealed anew, older hashes are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, Table, Text, func, literal, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from addresses.keys import KeyRing
from addresses.words import WordBox
from db.base import Base
from db.database import Database
from db.sealed import Sealed
from outbox.tables import DeliveryRow, StopRow
from staff.accounts import User
from visitors import inbox_words
from visitors.consents import ConsentRow
from visitors.inbox_words import RequestWordRow
from visitors.people import VisitorRow
from visitors.requests_table import RequestRow

AT_ONCE = 200  # rows in a transaction: the others who write wait no longer than a moment
Column = InstrumentedAttribute[Any]
# Every column with an encrypted address in it.
SEALED: tuple[Column, ...] = (RequestRow.reply_to, DeliveryRow.address)
# Every column with a hash that is kept until its owner comes again, and when they came last.
MARKED: tuple[tuple[Column, Column], ...] = (
    (VisitorRow.key, VisitorRow.seen_at),
    (User.chat, User.update_datetime),
)


class Box(Protocol):
    """Who seals one sort of thing."""

    def is_current(self, token: str) -> bool:
        """Whether it is under the current key."""
        ...

    def rotate(self, token: str) -> str:
        """The same under the current key; raises `InvalidToken` where no listed key opens it."""
        ...


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


def rotate(database: Database, keys: KeyRing, words: WordBox) -> Rotation:
    """Seal every address and every word anew under the current key; it may be stopped at any moment and begun again."""
    done = Rotation()
    for column in SEALED:
        done += _rotate_column(database, column.class_.__table__, column.key, keys)
    for table, name in find_words():
        done += _rotate_column(database, table, name, words)
    index_words(database)
    return done


def find_words() -> list[tuple[Table, str]]:
    """Every column of visitors' words, by table; whoever adds one need not tell us."""
    tables = Base.metadata.sorted_tables
    return [(table, column.name) for table in tables for column in table.c if isinstance(column.type, Sealed)]


def index_words(database: Database) -> None:
    """Sign the words by which requests are found anew, where they are under an older key: one of them tells.

    The rows are held meanwhile: of one that is thrown away at this moment no word must come back."""
    after, indexed = 0, select(RequestWordRow.request).where(RequestWordRow.request == RequestRow.id)
    while True:
        wanted = select(RequestRow).where(RequestRow.id > after, indexed.exists()).order_by(RequestRow.id)
        with database.writes() as session:
            rows = session.scalars(wanted.limit(AT_ONCE).with_for_update()).all()
            for row in rows:
                if not inbox_words.is_current(session, row):
                    inbox_words.index(session, row)
        if not rows:
            return
        after = rows[-1].id


def count_codes(database: Database, words: WordBox) -> int:
    """Withdrawal codes that only an older key knows: nobody can sign them anew, since nobody knows them."""
    return _count_old(database, ConsentRow.code, ConsentRow.agreed_at, words.tag).count


def count_old(database: Database, keys: KeyRing) -> OldMarks:
    """Hashes that are still under an older key. They change when their owner comes again, or go with retention."""
    found = [_count_old(database, mark, seen, keys.tag) for mark, seen in MARKED]
    first = [one.since for one in found if one.since]
    last = [one.until for one in found if one.until]
    return OldMarks(sum(one.count for one in found), min(first, default=None), max(last, default=None))


def count_stops(database: Database, keys: KeyRing) -> int:
    """Wishes to be left alone that only an older key knows: they change when somebody comes again, and never end."""
    return _count_old(database, StopRow.who, StopRow.stopped_at, keys.tag).count


def _rotate_column(database: Database, table: Table, name: str, box: Box) -> Rotation:
    """In the order of the ids; what is written meanwhile is under the new key already."""
    done, after, kept, key = Rotation(), 0, type_coerce(table.c[name], Text), _find_key(table)
    wanted = select(key, kept).where(kept.is_not(None), kept != "").order_by(key).limit(AT_ONCE)
    while True:
        with database.reads() as session:
            batch = [(row[0], row[1]) for row in session.execute(wanted.where(key > after))]
        if not batch:
            return done
        done += _renew(database, table, name, box, batch)
        after = batch[-1][0]


def _renew(
    database: Database, table: Table, name: str, box: Box, batch: Sequence[tuple[int, str]]
) -> Rotation:
    """One batch: each row is written only where it still says what was read."""
    lost, fresh = 0, []
    for row, token in batch:
        try:
            fresh += [] if box.is_current(token) else [(row, token, box.rotate(token))]
        except InvalidToken:
            lost += 1
    if not fresh:
        return Rotation(lost=lost)
    kept, key, written = type_coerce(table.c[name], Text), _find_key(table), 0
    with database.writes() as session:
        for row, old, new in fresh:
            same = update(table).where(key == row, kept == old).values({name: literal(new, Text())})
            written += session.execute(same.returning(key)).first() is not None
    return Rotation(written, len(fresh) - written, lost)


def _find_key(table: Table) -> ColumnElement[int]:
    (key,) = table.primary_key
    return key


def _count_old(database: Database, mark: Column, seen: Column, tag: str) -> OldMarks:
    wanted = select(func.count(), func.min(seen), func.max(seen)).where(
        mark.is_not(None), ~mark.endswith(tag, autoescape=True)
    )
    with database.reads() as session:
        count, first, last = session.execute(wanted).one()
    return OldMarks(count, first, last)
