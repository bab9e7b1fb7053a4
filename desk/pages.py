"""Every page of the desk: the one table to add a page to."""

from __future__ import annotations

from collections.abc import Mapping

from desk import autosaving, home
from desk.page import Page

FAMILIES = (home.PAGES, autosaving.PAGES,)
PAGES: Mapping[str, Page] = {f"desk.{page.endpoint}": page for family in FAMILIES for page in family}
