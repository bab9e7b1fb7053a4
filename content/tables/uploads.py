"""Recordings that are on their way to us, piece by piece, so that a lost connection loses nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from content.tables.lines import CODE
from content.tables.prompts import KEY
from db.base import Base


class UploadRow(Base):
    """One recording that arrives in pieces, for an item or a prompt; `recording` is set once all of it became one."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    item: Mapped[int | None]
    prompt: Mapped[str | None] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(CODE)
    name: Mapped[str] = mapped_column(String(200))
    begun_at: Mapped[datetime] = mapped_column(index=True)
    begun_by: Mapped[str] = mapped_column(String(120))
    recording: Mapped[int | None]


class UploadPieceRow(Base):
    """One piece; sending it again changes nothing. `path` lies in the private part of the media store."""

    __tablename__ = "upload_pieces"

    upload: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(160))
    bytes: Mapped[int]
