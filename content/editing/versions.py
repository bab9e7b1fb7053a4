"""Words kept in versions: which is live, which a translation follows, and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from content.editing.sheet import TEXT, Made, Sheet
from content.editing.view import list_languages
from content.tables import ItemTextRow, PromptRow

Row = ItemTextRow | PromptRow


def find_live(session: Session, sheet: Sheet) -> Row | None:
    """The version that counts now."""
    table = _table(sheet)
    wanted: Any = select(table).where(_is_of(sheet), table.live).execution_options(populate_existing=True)
    found: Row | None = session.scalar(wanted)
    return found


def list_versions(session: Session, sheet: Sheet) -> Sequence[Row]:
    """Every version, the newest first."""
    table = _table(sheet)
    wanted: Any = select(table).where(_is_of(sheet)).order_by(table.version.desc())
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def source_of(session: Session, sheet: Sheet) -> Sheet:
    """The same words in the source language."""
    return Sheet(sheet.kind, sheet.key, list_languages(session)[0])


def find_source_version(session: Session, sheet: Sheet) -> int:
    """The live version of the words that these are translated from; 0 where there are none."""
    row = find_live(session, source_of(session, sheet))
    return row.version if row else 0


def is_stale(session: Session, sheet: Sheet, source_version: int | None = None) -> bool:
    """Whether the source has gone on since these words (or a draft of `source_version`) were made."""
    source = source_of(session, sheet)
    if sheet.language == source.language:
        return False
    row = find_live(session, sheet) if source_version is None else None
    seen = source_version if row is None else row.source_version
    return seen is not None and seen < find_source_version(session, sheet)


def write_version(session: Session, sheet: Sheet, values: dict[str, Any], made: Made) -> None:
    """Make a new version live; the same words again stay the version they are, and are only looked at afresh."""
    live = find_live(session, sheet)
    if live is not None and all(getattr(live, name) == value for name, value in values.items()):
        _look_afresh(session, sheet, live, made)
        return
    table, is_source = _table(sheet), sheet == source_of(session, sheet)
    version = 1 + (session.scalar(select(func.max(table.version)).where(_is_of(sheet))) or 0)
    follows = find_source_version(session, sheet) if made.source_version is None else made.source_version
    retire_version(session, sheet)
    extra = {"review": made.review} if table is ItemTextRow else {}
    session.add(
        table(
            **_owner(sheet), **values, **extra, language=sheet.language, version=version, live=True,
            made_at=made.at, made_by=made.by, source_version=version if is_source else follows,
        )
    )  # fmt: skip
    session.flush()
    if is_source:
        _freshen(session, sheet, values, version)


def retire_version(session: Session, sheet: Sheet) -> None:
    """No version counts any more."""
    session.execute(update(_table(sheet)).where(_is_of(sheet), _table(sheet).live).values(live=False))


def confirm_version(session: Session, sheet: Sheet, version: int) -> None:
    """Say that the live words still fit this version of the source."""
    session.execute(
        update(_table(sheet)).where(_is_of(sheet), _table(sheet).live).values(source_version=version)
    )


def _look_afresh(session: Session, sheet: Sheet, live: Row, made: Made) -> None:
    seen = find_source_version(session, sheet) if made.source_version is None else made.source_version
    if isinstance(live, ItemTextRow):
        live.review = made.review
    if sheet != source_of(session, sheet):
        live.source_version = max(live.source_version, seen)
    session.flush()


def _freshen(session: Session, source: Sheet, values: dict[str, Any], version: int) -> None:
    """Translations made from the very same words, in an older version, are as good as made from this one."""
    table = _table(source)
    same = [getattr(table, name) == value for name, value in values.items()]
    older = session.scalars(select(table.version).where(_is_of(source), table.version < version, *same)).all()
    owner = getattr(table, *_owner(source))
    made_from = and_(owner == _owner(source).popitem()[1], table.source_version.in_(older))
    session.execute(
        update(table).where(made_from, table.language != source.language).values(source_version=version)
    )


def _table(sheet: Sheet) -> type[ItemTextRow | PromptRow]:
    return ItemTextRow if sheet.kind == TEXT else PromptRow


def _owner(sheet: Sheet) -> dict[str, Any]:
    return {"item": sheet.number} if sheet.kind == TEXT else {"key": sheet.key}


def _is_of(sheet: Sheet) -> ColumnElement[bool]:
    table = _table(sheet)
    ((name, value),) = _owner(sheet).items()
    return and_(getattr(table, name) == value, table.language == sheet.language)
