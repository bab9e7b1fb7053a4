"""Words of the line itself."""

from __future__ import annotations

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import LIVE
from content.tables.versioned import Versioned
from db.base import Base

KEY = String(80)


class PromptRow(Versioned, Base):
    """A prompt in one language, in versions."""

    __tablename__ = "prompts"
    __table_args__ = (
        UniqueConstraint("key", "language", "version"),
        Index("uq_prompts_live", "key", "language", **LIVE),
    )

    key: Mapped[str] = mapped_column(KEY)
    text: Mapped[str] = mapped_column(Text)
