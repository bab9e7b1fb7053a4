"""Every page of the desk: the one table to add a page to."""

from __future__ import annotations

from collections.abc import Mapping

from desk import account, autosaving, home, people, printing, statistics, trail
from desk.help import pages as help_pages
from desk.inbox import pages as inbox
from desk.items import pages as items
from desk.page import Page
from desk.preview import pages as preview
from desk.recordings import deeds as recordings_deeds
from desk.recordings import lists as recordings
from desk.recordings import page, sound, uploads
from desk.sheets import deeds, lists, views

FAMILIES = (
    home.PAGES,
    lists.PAGES,
    views.PAGES,
    deeds.PAGES,
    autosaving.PAGES,
    items.PAGES,
    preview.PAGES,
    account.PAGES,
    help_pages.PAGES,
    people.PAGES,
    trail.PAGES,
    recordings.PAGES,
    page.PAGES,
    recordings_deeds.PAGES,
    sound.PAGES,
    uploads.PAGES,
    statistics.PAGES,
    printing.PAGES,
    inbox.PAGES,
)
PAGES: Mapping[str, Page] = {f"desk.{page.endpoint}": page for family in FAMILIES for page in family}
