"""Codes by which a member of staff links a chat, and calls in which somebody has shown their PIN."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class LinkCodeRow(Base):
    """A code to be sent to the bot once, kept as its hash."""

    __tablename__ = "link_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class StaffCallRow(Base):
    """A telephone call whose caller has shown a PIN; the carrier's id of the call, and until when it holds."""

    __tablename__ = "staff_calls"

    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    until: Mapped[datetime]
