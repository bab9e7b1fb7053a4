"""Where a sheet of a small family is edited, and who may."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for

from content.editing.sheet import PROMPT, Sheet
from desk.parts import house
from desk.person import me
from desk.sheets.families import Family

ADDRESS = "/house/<any(series,speaker,season,line,prompt):kind>/<key>"


def find_sheet(kind: str, key: str) -> Sheet:
    """The sheet of an address; a prompt's language stands in the query."""
    return Sheet(
        kind, key, request.args.get("language", house().shelf.catalogue.house) if kind == PROMPT else ""
    )


def may_edit(family: Family, sheet: Sheet) -> bool:
    """Whether whoever is there may change it; a guest only the line's words in a language of theirs."""
    return me().may(family.right) and (sheet.kind != PROMPT or me().may_edit(language=sheet.language))


def check(family: Family, sheet: Sheet) -> None:
    """Refuse whoever may not."""
    if not may_edit(family, sheet):
        abort(403)


def find_address(sheet: Sheet, endpoint: str = "edit_sheet") -> str:
    """The address of a sheet's page, or of something that is done to it."""
    language: dict[str, Any] = {"language": sheet.language} if sheet.language else {}
    return url_for(f"desk.{endpoint}", kind=sheet.kind, key=sheet.key, **language)


def find_undo(sheet: Sheet) -> str:
    """The address that takes the last change back, by POST."""
    return find_address(sheet, "undo_sheet")
