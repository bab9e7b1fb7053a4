"""Languages, and the telephone lines that answer in them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

CODE = String(10)
SLUG = String(40)
LIVE: dict[str, Any] = {"unique": True, "sqlite_where": text("live"), "postgresql_where": text("live")}


class LanguageRow(Base):
    """A language: its own name, BCP 47 tag, the carrier's voice, its key on the telephone, its place in the list.

    The first in the list is the source, from which the others are translated."""

    __tablename__ = "languages"

    code: Mapped[str] = mapped_column(CODE, primary_key=True)
    position: Mapped[int]
    endonym: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(20))
    voice: Mapped[str] = mapped_column(String(80))
    key: Mapped[int]


class LineRow(Base):
    """A telephone number; an empty one stands for the number in the settings. `region` has the public holidays."""

    __tablename__ = "lines"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"))
    region: Mapped[str] = mapped_column(String(10))
    staff_phone: Mapped[str] = mapped_column(String(20))


class OpeningRow(Base):
    """Hours of one weekday (0 is Monday), in the line's zone; a day may have several."""

    __tablename__ = "openings"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),)

    line: Mapped[str] = mapped_column(SLUG, ForeignKey("lines.slug", ondelete="CASCADE"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[time] = mapped_column(primary_key=True)
    closes: Mapped[time]


class ClosingRow(Base):
    """A day on which nobody is there, besides the public holidays."""

    __tablename__ = "closings"

    line: Mapped[str] = mapped_column(SLUG, ForeignKey("lines.slug", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class GreetingRow(Base):
    """How a line greets in one language; without it the prompt of the house is used."""

    __tablename__ = "greetings"

    line: Mapped[str] = mapped_column(SLUG, ForeignKey("lines.slug", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
