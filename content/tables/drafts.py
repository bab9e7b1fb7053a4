"""What staff are working on, what was published before, and what waits for its hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE
from db.base import Base

KIND = String(10)
KEY = String(80)
NAME = String(120)


class DraftRow(Base):
    """The working copy of one sheet (see `content.editing`), saved while it is written; `language` may be empty.

    `revision` grows with each change, so that nobody overwrites what another saved meanwhile. `review` is draft or
    reviewed. `based_on` is the version that was live when the draft was begun; 0 where there was none.
    `source_version` is that of the source's words which a translator had before them."""

    __tablename__ = "drafts"

    kind: Mapped[str] = mapped_column(KIND, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    language: Mapped[str] = mapped_column(CODE, primary_key=True, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
    review: Mapped[str] = mapped_column(String(10), default="draft")
    based_on: Mapped[int] = mapped_column(default=0)
    source_version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(index=True)
    changed_by: Mapped[str] = mapped_column(NAME)


class StepRow(Base):
    """What stood in the fields that one change of a sheet changed, so that a page which is behind can be merged.

    `revision` is the one that the change led to, and goes on counting when a draft is published or thrown away.
    `before` is None where anything may have stood there. Old steps are dropped."""

    __tablename__ = "steps"

    kind: Mapped[str] = mapped_column(KIND, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    language: Mapped[str] = mapped_column(CODE, primary_key=True, default="")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class EditionRow(Base):
    """One published state of a sheet that keeps no versions in its own table; `data` is None where it was removed."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("kind", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(KIND)
    key: Mapped[str] = mapped_column(KEY)
    version: Mapped[int]
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(NAME)


class ScheduleRow(Base):
    """Something that an item shall do at a time: `action` is publish or withdraw. It goes when it is done."""

    __tablename__ = "schedules"
    __table_args__ = (Index("ix_schedules_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(NAME)
    refused: Mapped[str] = mapped_column(String(500), default="")
