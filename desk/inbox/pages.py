"""Every page of the inbox, in one tuple."""

from __future__ import annotations

from desk.inbox import (
    answering,
    calls,
    hands,
    items,
    listing,
    moderating,
    remarks,
    ringing,
    showing,
    sounds,
    tickets,
    topics,
    voice,
    worrying,
)

PAGES = (
    *listing.PAGES,
    *showing.PAGES,
    *hands.PAGES,
    *remarks.PAGES,
    *sounds.PAGES,
    *voice.PAGES,
    *answering.PAGES,
    *items.PAGES,
    *moderating.PAGES,
    *worrying.PAGES,
    *topics.PAGES,
    *ringing.PAGES,
    *tickets.PAGES,
    *calls.PAGES,
)
