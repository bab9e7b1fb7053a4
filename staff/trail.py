"""Who changed what, and when, with what stood there before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from staff.people import Person


class TrailRow(Base):
    """One change. The name is kept beside the id: it stays readable when the account is gone."""

    __tablename__ = "trail"
    __table_args__ = (Index("ix_trail_kind_key", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(10), default="")
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)


def note(
    session: Session,
    who: Person | None,
    what: str,
    kind: str,
    key: str,
    now: datetime,
    *,
    language: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write one line, in the transaction of the change; `what` is a word such as publish, withdraw, restore, edit.

    `who` is None for what the house does by itself, such as a publication at its hour."""
    session.add(
        TrailRow(
            at=now, account=who.id if who else None, name=who.name if who else "", what=what, kind=kind, key=key,
            language=language, before=before, after=after,
        )
    )  # fmt: skip
