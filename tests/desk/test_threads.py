"""Links from one item to another."""

from __future__ import annotations

import re

import pytest

from app.house import House
from content.editing.sheet import thread_sheet
from tests.actors.staff import Staff
from tests.desk.item_forms import ALONE, SNAIL, data_of, draft_of, revision, undo

PAGE = f"/desk/items/{SNAIL}/threads"
THREAD = {"to-0": "303", "reason-0.en": "a game for your hands", "reason-0.fr": "un jeu pour vos mains"}


def send(person: Staff, fields: dict[str, object], **options: object) -> str:
    return person.send(PAGE, {"revision": revision(person, PAGE, PAGE), **fields}, **options).text


def test_links_are_listed_with_their_reason(editor: Staff) -> None:
    page = editor.see("/desk/threads").text
    assert re.search(r"303</span>\s*Guess with your hands", page)
    assert "now put the things on a table" in page


def test_link_is_kept_as_a_draft(editor: Staff, house: House) -> None:
    page = send(editor, dict(THREAD))
    reasons = {"en": "a game for your hands", "fr": "un jeu pour vos mains"}
    assert data_of(house, thread_sheet(SNAIL)) == {"threads": [{"to": 303, "reason": reasons}]}
    assert "Guess with your hands" in page


def test_link_goes_on_the_line_and_back(editor: Staff, house: House) -> None:
    before = draft_of(house, thread_sheet(SNAIL)).published
    page = send(editor, {**THREAD, "publish": "1"})
    published = draft_of(house, thread_sheet(SNAIL)).published
    assert published is not None
    assert published["threads"][0]["to"] == 303
    undo(editor, page)
    assert draft_of(house, thread_sheet(SNAIL)).published == before


@pytest.mark.parametrize(
    ("to", "said"), [("9999", "There is no item 9999"), (str(SNAIL), "leads back to the same item")]
)
def test_link_to_nowhere_is_refused(editor: Staff, to: str, said: str) -> None:
    assert said in send(editor, {**THREAD, "to-0": to, "publish": "1"})


def test_long_reason_is_remarked_on(editor: Staff) -> None:
    fields = {"revision": revision(editor, PAGE, PAGE), **THREAD, "reason-0.en": "word " * 20}
    answer = editor.send(PAGE, fields, headers=ALONE)
    assert "advice-reason-0-en" in answer.json["parts"]


def test_two_editors_of_links_see_both(editor: Staff) -> None:
    start = revision(editor, PAGE, PAGE)
    editor.send(PAGE, {"revision": start, **THREAD}, headers=ALONE)
    answer = editor.send(PAGE, {"revision": start, **THREAD, "to-0": "310"}, headers=ALONE)
    assert (answer.status_code, answer.json["theirs"]) == (409, {"to-0": "303"})
