"""Every page and step of an item."""

from __future__ import annotations

from desk.items import deleting, going, history, lists, pictures, saving, threads, translations
from desk.items.showing import edit_item
from desk.page import Page
from staff.roles import Right

PAGES = (
    *lists.PAGES,
    Page("/items/<int:number>", edit_item, Right.LOOK),
    *saving.PAGES,
    *going.PAGES,
    *pictures.PAGES,
    *deleting.PAGES,
    *history.PAGES,
    *threads.PAGES,
    *translations.PAGES,
)
