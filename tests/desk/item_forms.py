"""How somebody without a screen fills in an item's forms, and presses Undo."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from app.house import House
from content.editing import drafts
from content.editing.sheet import Data, Sheet
from tests.actors.staff import Staff

SNAIL = 236  # The knight and the snail: a smile, with a picture, in three languages
WORDS = {
    "title": "A door", "teaser": "a door that opens", "body": "There is a door. It opens.",
    "description": "A door, seen from the street.", "credit": "Told by Grace Lim.", "warning": "",
}  # fmt: skip
FACTS = {
    "kind": "smile", "speaker": "grace", "intent": "smile", "audience": "everyone",
    "rights": "https://creativecommons.org/licenses/by/4.0/", "review_by": "", "sources": "A walk\n\nAnother walk\n",
}  # fmt: skip
UNDO = re.compile(r'action="([^"]+)">\s*<input[^>]+>\s*<button class="quiet">Undo')
ALONE = {"X-Autosave": "1", "HX-Request": "true"}


def revision(person: Staff, page: str, action: str) -> int:
    """From which revision a form starts."""
    text = person.see(page).text
    found = re.search(re.escape(f'action="{action}"') + r'.*?name="revision" value="(\d+)"', text, re.S)
    assert found, text
    return int(found[1])


def write(person: Staff, number: int, part: str, fields: dict[str, object]) -> TestResponse:
    """Open an item's page and save one of its forms: `facts`, or `words/fr`."""
    action = f"/desk/items/{number}/{part}"
    page = f"/desk/items/{number}?language={part.partition('/')[2]}"
    return person.send(action, {"revision": revision(person, page, action), **fields})


def type_into(person: Staff, number: int, code: str, start: int, fields: dict[str, object]) -> TestResponse:
    """What the page sends by itself, a second after somebody stopped typing."""
    return person.send(f"/desk/items/{number}/words/{code}", {"revision": start, **fields}, headers=ALONE)


def undo(person: Staff, page: str) -> str:
    """Press Undo in what was just told; the page that comes."""
    found = UNDO.search(page)
    assert found, page
    return person.send(found[1].replace("&amp;", "&")).text


def draft_of(house: House, sheet: Sheet) -> drafts.Draft:
    """How a sheet stands."""
    with house.database.reads() as session:
        return drafts.open(session, sheet)


def data_of(house: House, sheet: Sheet) -> Data:
    """What is being written."""
    return draft_of(house, sheet).data
