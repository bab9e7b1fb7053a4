"""Every page and step of an item."""

from __future__ import annotations

from desk import items, items_deleting, items_going, items_pictures, items_saving
from desk.items_page import edit_item
from desk.page import Page
from staff.roles import Right

PAGES = (
    *items.PAGES,
    Page("/items/<int:number>", edit_item, Right.LOOK),
    *items_saving.PAGES,
    *items_going.PAGES,
    *items_pictures.PAGES,
    *items_deleting.PAGES,
)
