"""Translations: what waits in which language, and a text beside its source."""

from __future__ import annotations

import re

import pytest

from app.house import House
from content.editing import drafts, publishing
from content.editing.sheet import text_sheet
from tests.actors.staff import Staff
from tests.desk.item_forms import SNAIL, WORDS, draft_of, write

SIDE = f"/desk/items/{SNAIL}/side-by-side?language=fr"


def change_source(house: House) -> None:
    """Ben puts another title on the line."""
    sheet = text_sheet(SNAIL, "en")
    with house.database.writes() as session:
        there = drafts.open(session, sheet)
        now = house.clock.now()
        drafts.save(session, sheet, {"title": "The knight and the door"}, there.revision, "Ben", now)
        publishing.publish(session, [sheet], "Ben", now)


def lines(page: str) -> list[str]:
    return re.findall(r'<span class="number">(\d+)</span>', page)


def test_changed_source_makes_others_stale(editor: Staff, house: House) -> None:
    assert "Nothing here matches" in editor.see("/desk/translations?state=stale").text
    change_source(house)
    assert lines(editor.see("/desk/translations?state=stale&language=fr").text) == [str(SNAIL)]


def test_source_shows_what_changed_since(editor: Staff, house: House) -> None:
    change_source(house)
    page = editor.see(SIDE).text
    assert "Changed since it was translated" in page
    assert '<del><span class="unseen">removed: </span>snail</del>' in page


def test_translation_passes_through_its_states(editor: Staff, house: House) -> None:
    published = draft_of(house, text_sheet(SNAIL, "fr")).published or {}
    for state, step in (("draft", ""), ("reviewed", "/reviewed"), ("published", "/publish")):
        if step:
            editor.send(f"/desk/items/{SNAIL}/words/fr{step}", {"side_by_side": "1"})
        else:
            write(editor, SNAIL, "words/fr", {**published, "title": "Le chevalier", "side_by_side": "1"})
        found = lines(editor.see(f"/desk/translations?state={state}&language=fr&words={SNAIL}").text)
        assert found == [str(SNAIL)], state


def test_stale_words_that_still_fit_are_confirmed(editor: Staff, house: House) -> None:
    change_source(house)
    editor.see(SIDE)
    page = editor.send(f"/desk/items/{SNAIL}/words/fr/reviewed").text
    assert "count as up to date again" in page
    assert not draft_of(house, text_sheet(SNAIL, "fr")).is_stale


def test_saving_comes_back_side_by_side(editor: Staff) -> None:
    answer = write(editor, SNAIL, "words/fr", {**WORDS, "side_by_side": "1"})
    assert answer.request.path == f"/desk/items/{SNAIL}/side-by-side"


@pytest.mark.parametrize(
    "asked", ["kind=prompt", "kind=prompt&state=published", "language=xx", "after=nonsense"]
)
def test_odd_questions_get_a_list(editor: Staff, asked: str) -> None:
    assert editor.see(f"/desk/translations?{asked}").status_code == 200


def test_prompts_lead_to_their_page(editor: Staff) -> None:
    assert "/desk/house/prompt/" in editor.see("/desk/translations?kind=prompt").text


def test_unknown_language_is_not_found(editor: Staff) -> None:
    assert editor.see(f"/desk/items/{SNAIL}/side-by-side?language=xx").status_code == 404
    editor.see("/desk/items")
    assert editor.send(f"/desk/items/{SNAIL}/words/xx", {"revision": 0, **WORDS}).status_code == 404
