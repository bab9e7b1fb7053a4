"""Seasons: some weeks of the year with a greeting and first stories of their own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, SLUG
from db.base import Base


class SeasonRow(Base):
    """From `begins` to `ends`, both included; a yearly one comes again on the same days.

    `items` open the day, in turn."""

    __tablename__ = "seasons"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    begins: Mapped[date]
    ends: Mapped[date]
    yearly: Mapped[bool] = mapped_column(default=False)
    items: Mapped[list[int]] = mapped_column(JSON)


class SeasonTextRow(Base):
    """How the line greets in this season, in one language; without it the line's own greeting stays."""

    __tablename__ = "season_texts"

    season: Mapped[str] = mapped_column(
        SLUG, ForeignKey("seasons.slug", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"), primary_key=True)
    greeting: Mapped[str] = mapped_column(Text)
