"""Whose voices are heard."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, SLUG
from db.base import Base


class SpeakerRow(Base):
    """Somebody who tells; the slug stands in places, so it never changes."""

    __tablename__ = "speakers"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))


class SpeakerRoleRow(Base):
    """What a speaker does at the museum, as one says it in running text."""

    __tablename__ = "speaker_roles"

    speaker: Mapped[str] = mapped_column(
        SLUG, ForeignKey("speakers.slug", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"), primary_key=True)
    role: Mapped[str] = mapped_column(String(120))
