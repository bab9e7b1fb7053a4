"""Recordings: the master as it came, what the channels play, and which version is live."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE, LIVE
from content.tables.prompts import KEY
from db.base import Base


class RecordingState(StrEnum):
    """PENDING waits for a worker, CLAIMED is with one, READY can be played, FAILED has `words` for the editor."""

    PENDING = "pending"
    CLAIMED = "claimed"
    READY = "ready"
    FAILED = "failed"


class RecordingRow(Base):
    """One version of a recording of an item or of a prompt, in one language; at most one of them is live.

    `goes_live` says that it shall replace the live one as soon as it is READY. `text_version` is the version of
    the words that were read. `phone`, `slow` and `chat` are media paths; `master` lies where no visitor reaches it.
    `pauses` are pairs of a second and the seconds that the slow rendition waits there. `trim_start` and `trim_end` are
    seconds of the master that are left off. `came_by` is pack, browser, upload, telephone or chat."""

    __tablename__ = "recordings"
    __table_args__ = (
        CheckConstraint("(item IS NULL) <> (prompt IS NULL)", name="target"),
        UniqueConstraint("item", "language", "version"),
        UniqueConstraint("prompt", "language", "version"),
        Index("uq_recordings_live_item", "item", "language", **LIVE),
        Index("uq_recordings_live_prompt", "prompt", "language", **LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int | None] = mapped_column(ForeignKey("items.number", ondelete="CASCADE"))
    prompt: Mapped[str | None] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(CODE, ForeignKey("languages.code"))
    version: Mapped[int]
    text_version: Mapped[int]
    live: Mapped[bool] = mapped_column(default=False)
    goes_live: Mapped[bool] = mapped_column(default=False)
    synthetic: Mapped[bool] = mapped_column(default=False)
    voice: Mapped[str] = mapped_column(String(120), default="")
    master: Mapped[str] = mapped_column(String(160))
    master_sha256: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(Text, default="")
    checks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seconds: Mapped[float | None]
    phone: Mapped[str | None] = mapped_column(String(160))
    chat: Mapped[str | None] = mapped_column(String(160))
    slow: Mapped[str | None] = mapped_column(String(160))
    pauses: Mapped[list[list[float]]] = mapped_column(JSON, default=list, server_default="[]")
    trim_start: Mapped[float] = mapped_column(default=0.0, server_default="0")
    trim_end: Mapped[float] = mapped_column(default=0.0, server_default="0")
    came_by: Mapped[str] = mapped_column(String(10), default="pack", server_default="pack")
