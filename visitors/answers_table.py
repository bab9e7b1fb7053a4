"""The table of answers: words, a voice, or both, and whether they were heard."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.carried import THROWN
from db.sealed import Sealed
from visitors.requests_table import RequestRow


class AnswerState(StrEnum):
    """LIVE is what its asker hears, PAST was answered anew since, THROWN is gone but for its files."""

    LIVE = "live"
    PAST = "past"
    THROWN = THROWN


class AnswerRow(Base):
    """One answer. `sound_path` is the recording as it came, `phone_path` and `chat_path` what the channels play of it:
    none until they are made; `sound_refused` says why they can't be. All of them lie where no visitor reaches.

    An id is never given twice: deliveries are known by it long after an answer is erased."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_request_state", "request", "state"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[int | None] = mapped_column(ForeignKey(RequestRow.id, ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10), index=True)
    text: Mapped[str] = mapped_column(Sealed, default="")
    language: Mapped[str] = mapped_column(String(10))
    account: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    sound_path: Mapped[str | None] = mapped_column(String(200))
    sound_type: Mapped[str | None] = mapped_column(String(60))
    phone_path: Mapped[str | None] = mapped_column(String(200))
    chat_path: Mapped[str | None] = mapped_column(String(200))
    seconds: Mapped[float | None]
    sound_refused: Mapped[str | None] = mapped_column(String(20))
    claimed_until: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    heard_by: Mapped[str | None] = mapped_column(String(10))

    @property
    def is_being_made(self) -> bool:
        """Whether what was recorded cannot be played yet, but soon."""
        return self.sound_path is not None and self.phone_path is None and self.sound_refused is None

    @property
    def can_be_heard(self) -> bool:
        """Whether there is a voice to play now, or there are words to say where no voice is coming."""
        return self.phone_path is not None or (bool(self.text) and not self.is_being_made)
