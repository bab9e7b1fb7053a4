"""Items: what can be heard and read under a number, in several languages and versions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, LIVE, SLUG
from content.tables.versioned import Versioned
from db.base import Base


class ItemRow(Base):
    """A story, an activity or a smile. `state` is draft, published or withdrawn; `picture` a media path or empty."""

    __tablename__ = "items"
    __table_args__ = (
        CheckConstraint("number BETWEEN 100 AND 9999", name="number"),
        Index("ix_items_kind_number", "kind", "number"),
        Index("ix_items_intent_number", "intent", "number"),
        Index("ix_items_speaker_number", "speaker", "number"),
        Index("ix_items_state_number", "state", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    speaker: Mapped[str] = mapped_column(SLUG, ForeignKey("speakers.slug"), index=True)
    intent: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    sensitive: Mapped[bool] = mapped_column(default=False)
    asks: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), index=True)
    rights: Mapped[str] = mapped_column(Text)
    review_by: Mapped[date | None] = mapped_column(index=True)
    sources: Mapped[list[str]] = mapped_column(JSON)
    picture: Mapped[str] = mapped_column(String(160), default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[str | None] = mapped_column(String(120))


class ItemTextRow(Versioned, Base):
    """An item's words in one language, in versions; `body` as one writes it by hand."""

    __tablename__ = "item_texts"
    __table_args__ = (
        UniqueConstraint("item", "language", "version"),
        Index("uq_item_texts_live", "item", "language", **LIVE),
    )

    item: Mapped[int] = mapped_column(ForeignKey("items.number", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Text)
    teaser: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    credit: Mapped[str] = mapped_column(Text)
    warning: Mapped[str] = mapped_column(Text)
    review: Mapped[str] = mapped_column(String(20))


class ThreadRow(Base):
    """A spoken link from one item to another; the one at position 0 is spoken."""

    __tablename__ = "threads"

    item: Mapped[int] = mapped_column(ForeignKey("items.number", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[int] = mapped_column(ForeignKey("items.number"), index=True)


class ThreadReasonRow(Base):
    """Why two items belong together, in one language, to be heard after "Something connected"."""

    __tablename__ = "thread_reasons"
    __table_args__ = (
        ForeignKeyConstraint(["item", "position"], ["threads.item", "threads.position"], ondelete="CASCADE"),
    )

    item: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
