"""Columns of a row whose sound a carrier holds, until it is fetched, kept with us and deleted there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

THROWN = "thrown"  # the state of a row whose sound nobody wants any more


class SoundState(StrEnum):
    """Where a sound is: there is NONE, we OWE the fetching, it is KEPT with us, or LOST at the carrier."""

    NONE = "none"
    OWED = "owed"
    KEPT = "kept"
    LOST = "lost"


class Carried:
    """What such rows have in common. `sound_source` is the carrier's own name for the sound; `carrier_copy` says that
    it has one still."""

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(120), unique=True)
    call: Mapped[str | None] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime]
    sound_state: Mapped[str] = mapped_column(String(10), default=SoundState.NONE, index=True)
    sound_source: Mapped[str | None] = mapped_column(String(200))
    sound_path: Mapped[str | None] = mapped_column(String(200))
    sound_type: Mapped[str | None] = mapped_column(String(60))
    sound_seconds: Mapped[float | None]
    sound_tries: Mapped[int] = mapped_column(default=0)
    sound_next_try: Mapped[datetime | None]
    sound_claimed_until: Mapped[datetime | None]
    carrier_copy: Mapped[bool] = mapped_column(default=False)
