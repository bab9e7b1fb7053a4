"""Words of the line itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, LIVE
from db.base import Base

KEY = String(80)


class PromptRow(Base):
    """One version of a prompt in one language; at most one is live, and stale as an item's words are."""

    __tablename__ = "prompts"
    __table_args__ = (
        UniqueConstraint("key", "language", "version"),
        Index("uq_prompts_live", "key", "language", **LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"))
    version: Mapped[int]
    source_version: Mapped[int]
    live: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(120))
