"""What Telegram keeps for us already: a file sent once is sent again by its id, which is quick and has no limit."""

from __future__ import annotations

from sqlalchemy import String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class FileIdRow(Base):
    """One file of ours at Telegram. An id belongs to one bot and one kind of message; the hash is of the bytes."""

    __tablename__ = "telegram_files"
    __table_args__ = (UniqueConstraint("digest", "bot", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    bot: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[str] = mapped_column(Text)


def find(session: Session, digest: str, bot: str, kind: str) -> str | None:
    """The id under which Telegram keeps these bytes as this kind."""
    wanted = select(FileIdRow.file_id).where(
        FileIdRow.digest == digest, FileIdRow.bot == bot, FileIdRow.kind == kind
    )
    return session.scalar(wanted)


def keep(session: Session, digest: str, bot: str, kind: str, file_id: str) -> None:
    """Remember an id; a newer one takes the place of an older one."""
    drop(session, digest, bot, kind)
    session.add(FileIdRow(digest=digest, bot=bot, kind=kind, file_id=file_id))
    session.flush()


def drop(session: Session, digest: str, bot: str, kind: str) -> None:
    """Telegram knows this id no more."""
    session.execute(
        delete(FileIdRow).where(FileIdRow.digest == digest, FileIdRow.bot == bot, FileIdRow.kind == kind)
    )
