"""Series: trails, walked in any order, and serials, told on fixed weekdays."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, SLUG
from db.base import Base


class SeriesRow(Base):
    """An ordered set of items and who signs it; `weekdays` (0 is Monday) only for a serial."""

    __tablename__ = "series"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    guide: Mapped[str] = mapped_column(SLUG, ForeignKey("speakers.slug"))
    weekdays: Mapped[list[int]] = mapped_column(JSON)


class SeriesEntryRow(Base):
    """One item at its place in a series."""

    __tablename__ = "series_entries"

    series: Mapped[str] = mapped_column(SLUG, ForeignKey("series.slug", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.number"), index=True)


class SeriesTextRow(Base):
    """A series' title and menu words in one language."""

    __tablename__ = "series_texts"

    series: Mapped[str] = mapped_column(SLUG, ForeignKey("series.slug", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    teaser: Mapped[str] = mapped_column(Text)
