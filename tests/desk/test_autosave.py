"""Drafts that save themselves: two people on one item, and nobody loses a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.house import House
from content.editing.sheet import item_sheet, text_sheet
from tests.actors.staff import Staff
from tests.desk.item_forms import ALONE, FACTS, SNAIL, WORDS, data_of, draft_of, revision, type_into, write

PAGE = f"/desk/items/{SNAIL}"
ACTION = f"{PAGE}/words/en"


@pytest.fixture
def ben(staff: Callable[..., Staff]) -> Staff:
    return staff("Ben")


def start_of(person: Staff) -> tuple[int, dict[str, object]]:
    """The revision from which somebody starts, and what stands there."""
    return revision(person, PAGE, ACTION), dict(WORDS)


def test_typing_is_kept_by_itself(editor: Staff, house: House) -> None:
    start, words = start_of(editor)
    answer = type_into(editor, SNAIL, "en", start, words)
    assert (answer.status_code, answer.json["said"]) == (200, "Saved 11:30")
    assert answer.json["revision"] == draft_of(house, text_sheet(SNAIL, "en")).revision
    assert data_of(house, text_sheet(SNAIL, "en"))["title"] == "A door"


def test_remarks_follow_what_is_typed(editor: Staff) -> None:
    start, words = start_of(editor)
    teaser = "a teaser that is so very long that no menu in the world would like to say it."
    parts = type_into(editor, SNAIL, "en", start, {**words, "teaser": teaser}).json["parts"]
    assert "full stop" in parts["advice-teaser"]
    assert parts["length"].startswith("6 words, about 3 s")
    assert "title" in parts["changes"].lower()


def test_two_editors_of_different_fields_are_merged(editor: Staff, ben: Staff, house: House) -> None:
    write(editor, SNAIL, "words/en", WORDS)
    start, words = start_of(editor)
    assert revision(ben, PAGE, ACTION) == start
    type_into(editor, SNAIL, "en", start, {**words, "title": "A window"})
    answer = type_into(ben, SNAIL, "en", start, {**words, "credit": "Told by Ben."})
    assert answer.status_code == 200
    assert answer.json["fields"]["title"] == "A window"
    kept = data_of(house, text_sheet(SNAIL, "en"))
    assert (kept["title"], kept["credit"]) == ("A window", "Told by Ben.")


def test_two_editors_of_one_field_see_both(editor: Staff, ben: Staff, house: House) -> None:
    start, words = start_of(editor)
    type_into(editor, SNAIL, "en", start, {**words, "title": "A window"})
    answer = type_into(ben, SNAIL, "en", start, {**words, "title": "A gate"})
    assert answer.status_code == 409
    assert answer.json["theirs"] == {"title": "A window"}
    assert answer.json["fields"]["title"] == "A gate"
    assert "Ana wrote something else" in answer.json["said"]
    assert data_of(house, text_sheet(SNAIL, "en"))["title"] == "A window"
    mine = {**answer.json["fields"]}
    assert type_into(ben, SNAIL, "en", answer.json["revision"], mine).status_code == 200
    assert data_of(house, text_sheet(SNAIL, "en"))["title"] == "A gate"


def test_both_versions_stand_without_scripts(editor: Staff, ben: Staff) -> None:
    start, words = start_of(editor)
    type_into(editor, SNAIL, "en", start, {**words, "title": "A window"})
    answer = ben.send(ACTION, {"revision": start, **words, "title": "A gate"})
    assert answer.status_code == 409
    assert "A window" in answer.text
    assert 'value="A gate"' in answer.text


def test_words_from_before_a_lost_connection_are_merged(editor: Staff, ben: Staff, house: House) -> None:
    write(editor, SNAIL, "words/en", WORDS)
    start, words = start_of(editor)
    for title in ("One", "Two", "Three"):
        now = draft_of(house, text_sheet(SNAIL, "en")).revision
        type_into(ben, SNAIL, "en", now, {**words, "title": title})
    late = type_into(editor, SNAIL, "en", start, {**words, "body": "Written in a tunnel."})
    kept = data_of(house, text_sheet(SNAIL, "en"))
    assert late.status_code == 200
    assert (kept["title"], kept["body"]) == ("Three", "Written in a tunnel.")


def test_facts_are_merged_like_words(editor: Staff, ben: Staff, house: House) -> None:
    start = revision(editor, PAGE, f"{PAGE}/facts")
    editor.send(f"{PAGE}/facts", {"revision": start, **FACTS, "speaker": "tomas"}, headers=ALONE)
    answer = ben.send(f"{PAGE}/facts", {"revision": start, **FACTS, "speaker": "henrik"}, headers=ALONE)
    assert (answer.status_code, answer.json["theirs"]) == (409, {"speaker": "tomas"})
    assert data_of(house, item_sheet(SNAIL))["speaker"] == "tomas"


def test_same_words_twice_change_nothing(editor: Staff, house: House) -> None:
    start, words = start_of(editor)
    first = type_into(editor, SNAIL, "en", start, words).json["revision"]
    assert type_into(editor, SNAIL, "en", first, words).json["revision"] == first


def test_editors_see_each_other(editor: Staff, ben: Staff, house: House) -> None:
    for person in (editor, ben):
        person.see(PAGE)
    assert _arrive(editor) == ""
    assert _arrive(ben) == "Ana has this page open too."
    assert _arrive(editor) == "Ben has this page open too."
    house.clock.advance(60)
    assert _arrive(editor) == ""


def _arrive(person: Staff) -> str:
    return str(person.send("/desk/presence", {"page": f"item/{SNAIL}"}).json["said"])


def test_page_that_is_signed_out_is_told(app: object, editor: Staff) -> None:
    start, words = start_of(editor)
    editor.client.delete_cookie("museline_desk", path="/desk")
    answer = editor.client.post(ACTION, data={"revision": start, **words}, headers=ALONE)
    assert answer.status_code == 401
