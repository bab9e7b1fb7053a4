"""Texts that lie sealed in the database, and open themselves for whoever has the keys of its engine."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Dialect, Engine, Text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

KEPT_AT = "museline_box"  # of the dialect: each engine has one of its own, and types are handed nothing else


class Box(Protocol):
    """Who can seal a text, open it, and sign it under every key, the current one first."""

    def seal(self, text: str) -> str:
        """The text for a row."""
        ...

    def open(self, kept: str) -> str:
        """The text of a row."""
        ...

    def sign(self, text: str) -> list[str]:
        """What knows the text again without holding it."""
        ...


class Clear:
    """No keys, no secrets: for a museum whose doors are closed, and for tests of other things."""

    def seal(self, text: str) -> str:
        """The text itself."""
        return text

    def open(self, kept: str) -> str:
        """The text itself."""
        return kept

    def sign(self, text: str) -> list[str]:
        """The text itself."""
        return [text]


class Sealed(TypeDecorator[str]):
    """Words of a visitor's: plain in Python, sealed in the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal it."""
        return None if value is None else _box(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open it."""
        return None if value is None else _box(dialect).open(value)


def give_keys(engine: Engine, box: Box | None) -> None:
    """From now on this engine seals and opens."""
    setattr(engine.dialect, KEPT_AT, box or Clear())


def sign(session: Session, text: str) -> list[str]:
    """The signatures of a text under the keys of the session's engine."""
    return _box(session.get_bind().dialect).sign(text)


def _box(dialect: Dialect) -> Box:
    found: Box | None = getattr(dialect, KEPT_AT, None)
    return found or Clear()
