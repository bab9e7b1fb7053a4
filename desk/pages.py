"""Every page of the desk: the one table to add a page to."""

from __future__ import annotations

from collections.abc import Mapping

from desk import autosaving, home, preview
from desk.page import Page
from desk.sheets import deeds, lists, views

FAMILIES = (
    home.PAGES,
    lists.PAGES,
    views.PAGES,
    deeds.PAGES,
    autosaving.PAGES,
    preview.PAGES,
)
PAGES: Mapping[str, Page] = {f"desk.{page.endpoint}": page for family in FAMILIES for page in family}
