"""Visitors: known again by a keyed hash, remembered only for what helps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Engine,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.prepared import Prepared

WITHHELD_KEPT = timedelta(days=1)
ORDINARY, SLOW = "ordinary", "slow"


class Channel(StrEnum):
    """The doors through which people come."""

    PHONE = "phone"
    CHAT = "chat"


class VisitorRow(Base):
    """One person on one channel. `item`, `position` (seconds) and `playing_since` are what plays or was left last.

    An id is never given twice: what a forgotten visitor asked must not be taken for that of the next one."""

    __tablename__ = "visitors"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str | None] = mapped_column(String(10))
    pace: Mapped[str] = mapped_column(String(10), default=ORDINARY)
    place: Mapped[str | None] = mapped_column(String(48))
    message: Mapped[int | None]
    item: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    playing_since: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    reachable: Mapped[bool] = mapped_column(default=True)
    met_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class HeardRow(Base):
    """One item that one visitor has heard (four fifths played, or skipped)."""

    __tablename__ = "heard"
    __table_args__ = (UniqueConstraint("visitor_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor_id: Mapped[int] = mapped_column(ForeignKey("visitors.id", ondelete="CASCADE"))
    number: Mapped[int]
    heard_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visit needs to know of its visitor; `item` and `position` say what was left unfinished; `key`
    is the hash they are known by."""

    id: int
    language: str | None = None
    pace: str = ORDINARY
    place: str | None = None
    message: int | None = None
    item: int | None = None
    position: int = 0
    playing_since: datetime | None = None
    dropped_at: datetime | None = None
    key: str = ""


COLUMNS = (
    VisitorRow.id,
    VisitorRow.language,
    VisitorRow.pace,
    VisitorRow.place,
    VisitorRow.message,
    VisitorRow.item,
    VisitorRow.position,
    VisitorRow.playing_since,
    VisitorRow.dropped_at,
    VisitorRow.key,
)
BY_KEY = Prepared(
    select(*(VisitorRow.__table__.c[column.key] for column in COLUMNS)).where(
        VisitorRow.__table__.c.key == bindparam("wanted")
    )
)


def query_visitor(keys: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The one query of a menu's turn: a visitor under the current or an older key."""
    return select(*COLUMNS).where(VisitorRow.key.in_(keys))


def recall(engine: Engine, keys: Sequence[str]) -> Visitor | None:
    """The same visitor by a query kept ready, once for each key, of which there is mostly one."""
    for key in keys:
        row = BY_KEY.first(engine, {"wanted": key})
        if row is not None:
            return Visitor(*row)
    return None


def find(session: Session, keys: Sequence[str]) -> Visitor | None:
    """The visitor whose address hashes to one of these keys."""
    row = session.execute(query_visitor(keys)).first()
    return Visitor(*row) if row else None


def meet(
    session: Session, channel: Channel, keys: Sequence[str], now: datetime, *, withheld: bool = False
) -> Visitor:
    """The visitor, made at the first contact and re-keyed after a rotation; a withheld one is kept for a day."""
    row = session.scalars(select(VisitorRow).where(VisitorRow.key.in_(keys))).first()
    if row is None:
        expires = now + WITHHELD_KEPT if withheld else None
        row = VisitorRow(channel=channel, key=keys[0], met_at=now, seen_at=now, expires_at=expires)
        session.add(row)
    row.key, row.seen_at, row.reachable = keys[0], now, True
    session.flush()
    return snapshot(row)


def snapshot(row: VisitorRow) -> Visitor:
    """A frozen copy for the scenes."""
    return Visitor(*(getattr(row, column.key) for column in COLUMNS))


def choose_language(session: Session, visitor_id: int, language: str) -> None:
    """Remember the visitor's own choice."""
    session.execute(update(VisitorRow).where(VisitorRow.id == visitor_id).values(language=language))


def choose_pace(session: Session, visitor_id: int, pace: str) -> None:
    """Remember the pace at which the visitor listens."""
    session.execute(update(VisitorRow).where(VisitorRow.id == visitor_id).values(pace=pace))


def stand_at(session: Session, visitor_id: int, place: str, message: int | None) -> None:
    """Remember the chat's present place and the message that carries its buttons."""
    session.execute(
        update(VisitorRow).where(VisitorRow.id == visitor_id).values(place=place, message=message)
    )


def come_today(session: Session, visitor_id: int, midnight: datetime, now: datetime) -> bool:
    """Whether this is the visitor's first turn since midnight; from then on it is not."""
    first = VisitorRow.place.is_(None) | (VisitorRow.seen_at < midnight)
    come = update(VisitorRow).where(VisitorRow.id == visitor_id, first).values(seen_at=now)
    return session.execute(come.returning(VisitorRow.id)).first() is not None


def mark_unreachable(session: Session, keys: Sequence[str]) -> None:
    """Somebody blocked the bot or is gone; the next contact undoes it."""
    session.execute(update(VisitorRow).where(VisitorRow.key.in_(keys)).values(reachable=False))


def move(session: Session, keys: Sequence[str], key: str) -> None:
    """The same people have another address from now on, as when a group grows; who was there already makes room."""
    old = session.scalars(select(VisitorRow).where(VisitorRow.key.in_(keys))).first()
    if old is None or old.key == key:
        return
    session.execute(delete(VisitorRow).where(VisitorRow.key == key))
    old.key = key
    session.flush()


def count(session: Session) -> int:
    """How many visitors are known."""
    return session.scalar(select(func.count()).select_from(VisitorRow)) or 0


def sweep(session: Session, now: datetime) -> int:
    """Delete visitors whose number was withheld and whose day is over; how many went."""
    gone = session.execute(delete(VisitorRow).where(VisitorRow.expires_at < now).returning(VisitorRow.id))
    return len(gone.all())
