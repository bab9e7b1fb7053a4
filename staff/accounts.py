"""Accounts of the people who work here, as the sign-in library keeps them, with what is ours beside it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_security.models import sqla
from sqlalchemy import JSON, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Utc

sqla.FsModels.set_db_info(  # type: ignore[no-untyped-call]
    base_model=Base,
    user_table_name="accounts",
    role_table_name="roles",
    webauthn_table_name="passkeys",
    refresh_table_name="refreshes",
)


def utc_now() -> datetime:
    """Now, aware: the library's own clock is naive, and our tables refuse that."""
    return datetime.now(UTC)


class Role(Base, sqla.FsRoleMixin):
    """A role by its name."""

    __tablename__ = "roles"

    update_datetime: Mapped[datetime] = mapped_column(Utc, server_default=func.now(), onupdate=utc_now)


class User(Base, sqla.FsUserMixin):
    """An account; the class is called as the library expects it.

    `series` and `languages` are what a guest editor may touch. `temporary` says that somebody else gave the password.
    `number` is what one types on the telephone before the PIN; `chat` the keyed hash of a linked chat. Failed tries are
    counted apart for signing in and for the PIN. `code_step` is the half minute of the last code that was taken from an
    authenticator app: none is taken twice."""

    __tablename__ = "accounts"

    create_datetime: Mapped[datetime] = mapped_column(Utc, server_default=func.now())
    update_datetime: Mapped[datetime] = mapped_column(Utc, server_default=func.now(), onupdate=utc_now)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(10), default="")
    series: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    temporary: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    code_step: Mapped[int | None]
    number: Mapped[int | None] = mapped_column(unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    pin_tries: Mapped[int] = mapped_column(default=0)
    pin_locked_until: Mapped[datetime | None]
    chat: Mapped[str | None] = mapped_column(String(64), unique=True)
    # The library's own would keep a passkey that was taken away, as nobody's, which its table refuses.
    webauthn: Mapped[list[WebAuthn]] = relationship(back_populates="user", cascade="all, delete-orphan")


class WebAuthn(Base, sqla.FsWebAuthnMixin):
    """A passkey; the class is called as the library expects it."""

    __tablename__ = "passkeys"

    create_datetime: Mapped[datetime] = mapped_column(Utc, server_default=func.now())
