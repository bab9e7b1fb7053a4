"""The trail as it is read: the newest first, by person, kind and key, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from staff.trail import TrailRow

PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """What is looked for; `before` is the id below which a page begins, 0 for the newest."""

    person: int = 0
    kind: str = ""
    key: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Some lines of the trail, and where older ones begin (0: there are none)."""

    rows: Sequence[TrailRow]
    next: int


def list_trail(session: Session, query: TrailQuery, size: int = PAGE) -> TrailPage:
    """One page; how far back it lies costs nothing."""
    wanted = select(TrailRow).order_by(TrailRow.id.desc()).limit(size + 1)
    if query.person:
        wanted = wanted.where(TrailRow.account == query.person)
    if query.kind:
        wanted = wanted.where(TrailRow.kind == query.kind)
    if query.key:
        wanted = wanted.where(TrailRow.key == query.key)
    if query.before:
        wanted = wanted.where(TrailRow.id < query.before)
    found = session.scalars(wanted).all()
    return TrailPage(found[:size], found[size - 1].id if len(found) > size else 0)


def list_kinds(session: Session) -> Sequence[str]:
    """The kinds of things that were ever changed."""
    return session.scalars(select(TrailRow.kind).distinct().order_by(TrailRow.kind)).all()
