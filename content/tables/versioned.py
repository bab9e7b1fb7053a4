"""What rows share whose words are kept in versions, one of them live."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE


class Versioned:
    """One version of words in one language; at most one is live.

    `source_version` is the version of the source language that this one was made from: where the source has a newer
    one, this is stale. In the source language it equals `version`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"))
    version: Mapped[int]
    source_version: Mapped[int]
    live: Mapped[bool]
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(120))
