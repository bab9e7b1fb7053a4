"""From a sheet to its page and its name."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for

from content.catalogue import Catalogue
from content.editing.sheet import ITEM, PROMPT, TEXT, THREAD, Sheet

ITEM_PAGES = {ITEM: "desk.edit_item", TEXT: "desk.edit_item", THREAD: "desk.edit_threads"}


def find_page(sheet: Sheet) -> str:
    """The address of the page on which a sheet is edited; empty while there is none."""
    endpoint = ITEM_PAGES.get(sheet.kind, "desk.edit_sheet")
    if endpoint not in current_app.view_functions:
        return ""
    if sheet.kind in ITEM_PAGES:
        language: dict[str, Any] = {"language": sheet.language} if sheet.language else {}
        return url_for(endpoint, number=sheet.number, **language)
    own: dict[str, Any] = {"language": sheet.language} if sheet.kind == PROMPT else {}
    return url_for(endpoint, kind=sheet.kind, key=sheet.key, **own)


def name_sheet(sheet: Sheet, catalogue: Catalogue, language: str) -> str:
    """What a sheet is called: an item by number and title, anything else by its key."""
    item = catalogue.items.get(sheet.number) if sheet.number else None
    if item is None:
        return sheet.key
    words = item.words.get(language) or item.words.get(catalogue.house) or next(iter(item.words.values()))
    return f"{item.number} {words.title}"
