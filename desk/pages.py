"""Every page of the desk: the one table to add a page to."""

from __future__ import annotations

from collections.abc import Mapping

from desk import (
    account,
    autosaving,
    help_pages,
    history,
    home,
    items_pages,
    people,
    preview,
    printing,
    recordings,
    recordings_deeds,
    recordings_page,
    recordings_sound,
    statistics,
    threads,
    trail,
    translations,
    uploads,
)
from desk.page import Page
from desk.sheets import deeds, lists, views

FAMILIES = (
    home.PAGES,
    lists.PAGES,
    views.PAGES,
    deeds.PAGES,
    autosaving.PAGES,
    items_pages.PAGES,
    history.PAGES,
    threads.PAGES,
    translations.PAGES,
    preview.PAGES,
    account.PAGES,
    help_pages.PAGES,
    people.PAGES,
    trail.PAGES,
    recordings.PAGES,
    recordings_page.PAGES,
    recordings_deeds.PAGES,
    recordings_sound.PAGES,
    uploads.PAGES,
    statistics.PAGES,
    printing.PAGES,
)
PAGES: Mapping[str, Page] = {f"desk.{page.endpoint}": page for family in FAMILIES for page in family}
