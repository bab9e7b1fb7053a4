"""Topics of requests, and who answers them: anybody who works here, not only a curator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from visitors.requests_table import RequestRow


class TopicRow(Base):
    """One topic: its title by language, what may be asked there (`role`: a guard, the garden, the tea room), and the
    accounts who answer; where there are none, everybody does."""

    __tablename__ = "topics"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    role: Mapped[str] = mapped_column(String(120), default="")
    accounts: Mapped[list[int]] = mapped_column(JSON, default=list)


def list_topics(session: Session) -> Sequence[TopicRow]:
    """All of them."""
    return session.scalars(select(TopicRow).order_by(TopicRow.slug)).all()


def keep(
    session: Session, slug: str, title: Mapping[str, str], role: str, accounts: Sequence[int]
) -> TopicRow:
    """Write a topic, new or known."""
    values: dict[str, Any] = {"title": dict(title), "role": role, "accounts": sorted(set(accounts))}
    row = session.merge(TopicRow(slug=slug, **values))
    session.flush()
    return row


def remove(session: Session, slug: str) -> None:
    """Take a topic away; its requests have none from now on."""
    session.execute(update(RequestRow).where(RequestRow.topic == slug).values(topic=""))
    row = session.get(TopicRow, slug)
    if row is not None:
        session.delete(row)
        session.flush()


def of_account(session: Session, account: int) -> list[str]:
    """The topics that somebody answers by name."""
    return [row.slug for row in list_topics(session) if account in row.accounts]


def assign(session: Session, request_id: int, slug: str) -> bool:
    """Say what a request is about; empty: nothing in particular. False where there is no such topic or request."""
    if slug and session.get(TopicRow, slug) is None:
        return False
    given = update(RequestRow).where(RequestRow.id == request_id).values(topic=slug)
    return session.execute(given.returning(RequestRow.id)).first() is not None
