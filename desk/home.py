"""The first page: what is on the line now, and what waits."""

from __future__ import annotations

from content.editing.sheet import Sheet
from content.editing.waiting import list_waiting
from desk import charts
from desk.inbox.waiting import inbox_card
from desk.on_air import list_on_air
from desk.page import Page
from desk.parts import house
from desk.person import language, me
from desk.rendering import render
from desk.signposts import find_page, name_sheet
from desk.telephones import show_number


def show_home() -> str:
    """What is on the line now, what waits, and how many came in the last days."""
    parts = house()
    now, catalogue = parts.clock.now(), parts.shelf.catalogue
    today = now.astimezone(parts.settings.zone).date()
    with parts.database.reads() as session:
        waiting, chart = list_waiting(session, today), charts.week_chart(session, today)
        inbox = inbox_card(session, me(), today, now)

    def name(sheet: Sheet) -> str:
        return name_sheet(sheet, catalogue, language())

    return render(
        "home/home", on_air=list_on_air(parts.database, catalogue, parts.settings.museum_name, now), waiting=waiting,
        inbox=inbox, chart=chart, name=name, find_page=find_page, sheet=Sheet, today=today, catalogue=catalogue,
        show_number=show_number,
    )  # fmt: skip


PAGES = (Page("/", show_home),)
