"""Publishing: all or nothing, from a draft to what a caller hears, and off the line again."""

from __future__ import annotations

from typing import Any

import pytest

from content.editing import listing, publishing
from content.editing.numbers import free_number
from content.editing.sheet import ITEM, Refused, Sheet, item_sheet, prompt_sheet, text_sheet, thread_sheet
from content.tables import DraftRow, ItemRow, ItemTextRow, PromptRow
from content.version import read_version
from tests.content.editing.desk import Editor

ENGLISH, FRENCH = text_sheet(214, "en"), text_sheet(214, "fr")
WORDS = {"title": "A new one", "teaser": "something new", "body": "Once.\n\nTwice.", "credit": "Told by Ana."}


def codes(refused: Any) -> set[tuple[str, str]]:
    return {(remark.field, remark.code) for remark in refused.value.remarks if remark.blocks}


def test_published_words_are_heard(editor: Editor) -> None:
    (change,) = editor.rewrites(ENGLISH, title="Another title")
    assert (change.what, change.before["title"], change.after["title"]) == (
        "publish", "The astronomer", "Another title"
    )  # fmt: skip
    assert editor.catalogue.items[214].words["en"].title == "Another title"
    assert editor.house.rows(DraftRow) == []


def test_version_moves_with_each_publication(editor: Editor) -> None:
    before = editor.does(read_version)
    editor.rewrites(ENGLISH, title="Another title")
    assert editor.does(read_version) > before


def test_one_version_is_live_and_all_are_kept(editor: Editor) -> None:
    for title in ("One", "Two", "Three"):
        editor.rewrites(ENGLISH, title=title)
    rows = editor.house.rows(ItemTextRow, item=214, language="en")
    assert [(row.version, row.live) for row in rows] == [(1, False), (2, False), (3, False), (4, True)]
    assert rows[-1].made_by == "Ana"


def test_draft_equal_to_the_line_makes_no_version(editor: Editor) -> None:
    editor.saves(ENGLISH, title="Two")
    editor.saves(ENGLISH, title="The astronomer")
    editor.publishes(ENGLISH)
    assert len(editor.house.rows(ItemTextRow, item=214, language="en")) == 1
    assert editor.house.rows(DraftRow) == []


def test_refused_publication_changes_nothing(editor: Editor) -> None:
    editor.saves(ENGLISH, title="Fine")
    editor.saves(FRENCH, title=" ")
    before = editor.does(read_version)
    with pytest.raises(Refused) as refused:
        editor.publishes(ENGLISH, FRENCH)
    assert codes(refused) == {("title", "missing")}
    assert [remark.sheet for remark in refused.value.remarks] == [FRENCH]
    assert editor.does(read_version) == before
    assert editor.opens(ENGLISH).data["title"] == "Fine"
    assert editor.catalogue.items[214].words["en"].title == "The astronomer"


def test_caught_refusal_leaves_no_trace(editor: Editor) -> None:
    editor.saves(ENGLISH, title="Fine")
    editor.saves(FRENCH, title=" ")
    with editor.house.database.writes() as session, pytest.raises(Refused):
        publishing.publish(session, [ENGLISH, FRENCH], "Ana", editor.now)
    assert editor.catalogue.items[214].words["en"].title == "The astronomer"


def test_new_item_reaches_the_line(editor: Editor) -> None:
    number = editor.does(free_number)
    editor.does(publishing.begin_item, number, {"kind": "smile", "intent": "smile"}, "Ana", editor.now)
    assert number not in editor.catalogue.items
    with pytest.raises(Refused) as refused:
        editor.publishes_item(number)
    assert codes(refused) == {("", "no_words")}
    editor.saves(text_sheet(number, "en"), **WORDS)
    editor.saves(item_sheet(number), rights="https://creativecommons.org/publicdomain/zero/1.0/")
    changes = editor.publishes_item(number)
    assert [(change.what, change.sheet.kind) for change in changes] == [
        ("publish", "item"), ("publish", "text"), ("publish", "item")
    ]  # fmt: skip
    assert editor.catalogue.items[number].words["en"].title == "A new one"


def test_item_without_rights_stays_home(editor: Editor) -> None:
    editor.does(publishing.begin_item, 500, {}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), **WORDS)
    with pytest.raises(Refused) as refused:
        editor.publishes_item(500)
    assert codes(refused) == {("rights", "missing")}
    assert editor.opens(text_sheet(500, "en")).exists


@pytest.mark.parametrize(
    ("number", "facts", "code"),
    [(214, {}, "number_is_taken"), (99, {}, "not_a_number"), (600, {"speaker": "nobody"}, "unknown_speaker"),
     (600, {"kind": "song"}, "not_a_choice")],
)  # fmt: skip
def test_item_can_not_begin_so(editor: Editor, number: int, facts: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        editor.does(publishing.begin_item, number, facts, "Ana", editor.now)
    assert code in {remark.code for remark in refused.value.remarks}


def test_withdrawn_item_is_silent_until_published(editor: Editor) -> None:
    (change,) = editor.withdraws(214)
    assert (change.what, change.sheet.kind, change.after) == ("withdraw", ITEM, {"state": "withdrawn"})
    assert set(editor.catalogue.items) == {305}
    assert editor.withdraws(214) == []
    editor.publishes_item(214)
    assert set(editor.catalogue.items) == {214, 305}


def test_last_item_can_be_withdrawn(editor: Editor) -> None:
    for number in (214, 305):
        editor.withdraws(number)
    assert editor.catalogue.items == {}


def test_only_asked_languages_go_live(editor: Editor) -> None:
    editor.saves(ENGLISH, title="English")
    editor.saves(FRENCH, title="Français")
    editor.publishes_item(214, languages=["fr"])
    words = editor.catalogue.items[214].words
    assert (words["en"].title, words["fr"].title) == ("The astronomer", "Français")


def test_facts_must_fit_all_words(editor: Editor) -> None:
    editor.saves(item_sheet(214), sensitive=True)
    editor.saves(ENGLISH, warning="This story speaks of a death.")
    with pytest.raises(Refused) as refused:
        editor.publishes_item(214)
    assert codes(refused) == {("warning", "warning_missing")}
    assert refused.value.remarks[0].sheet == FRENCH
    editor.saves(FRENCH, warning="Ce récit parle d'une mort.")
    editor.publishes_item(214)
    assert editor.catalogue.items[214].sensitive


def test_facts_alone_must_fit_the_words_on_the_line(editor: Editor) -> None:
    with pytest.raises(Refused) as refused:
        editor.rewrites(item_sheet(214), sensitive=True)
    assert {remark.sheet for remark in refused.value.remarks} == {ENGLISH, FRENCH}
    assert not editor.catalogue.items[214].sensitive


def test_prompt_and_translation_change_places_together(editor: Editor) -> None:
    source, french = prompt_sheet("lobby.hello", "en"), prompt_sheet("lobby.hello", "fr")
    editor.saves(source, text="Hello.")
    with pytest.raises(Refused) as refused:
        editor.publishes(source)
    assert codes(refused) == {("text", "translation_has_other_places")}
    editor.saves(french, text="Bonjour.")
    editor.publishes(source, french)
    assert editor.catalogue.prompt("fr", "lobby.hello").text == "Bonjour."
    assert len(editor.house.rows(PromptRow, key="lobby.hello", live=True)) == 2


def test_new_speaker_and_item_go_together(editor: Editor) -> None:
    lou = Sheet("speaker", "lou")
    editor.saves(lou, name="Lou", role={"en": "gardener", "fr": "jardinière"})
    editor.publishes(lou)
    editor.saves(item_sheet(214), speaker="lou")
    editor.publishes_item(214)
    assert editor.catalogue.items[214].speaker.name == "Lou"


def test_threads_are_replaced(editor: Editor) -> None:
    editor.rewrites(thread_sheet(214), threads=[])
    assert editor.catalogue.items[214].threads == ()
    editor.rewrites(thread_sheet(214), threads=[{"to": 305, "reason": {"en": "paper too", "fr": ""}}])
    assert editor.catalogue.items[214].threads[0].reason == {"en": "paper too"}


def test_asked_take_goes_live_with_the_words(editor: Editor) -> None:
    first = editor.records(214)
    editor.saves(ENGLISH, title="With a voice")
    changes = editor.publishes_item(214, takes=[first])
    assert changes[-1].what == "take"
    assert editor.live_takes(214) == [first]


@pytest.mark.parametrize("state", ["pending", "claimed", "failed"])
def test_take_that_is_not_ready_stops_all(editor: Editor, state: str) -> None:
    take = editor.records(214, state=state)
    editor.saves(ENGLISH, title="With a voice")
    with pytest.raises(Refused) as refused:
        editor.publishes_item(214, takes=[take])
    assert codes(refused) == {("takes", "take_not_ready")}
    assert editor.catalogue.items[214].words["en"].title == "The astronomer"


def test_take_of_another_item_is_refused(editor: Editor) -> None:
    with pytest.raises(Refused) as refused:
        editor.publishes_item(214, takes=[editor.records(305)])
    assert codes(refused) == {("takes", "unknown_take")}


def test_nobody_publishes_what_does_not_exist(editor: Editor) -> None:
    with pytest.raises(Refused) as refused:
        editor.publishes_item(999)
    assert codes(refused) == {("", "unknown_item")}


@pytest.mark.parametrize(
    ("taken", "number"),
    [([], 411), ([999], 100), (range(100, 1000), 1000)],
    ids=["next", "gap", "four digits"],
)
def test_free_number_is_free(editor: Editor, taken: Any, number: int) -> None:
    def fill(session: Any) -> None:
        for one in taken:
            if session.get(ItemRow, one) is None:
                publishing.begin_item(session, one, {}, "Ana", editor.now)

    editor.does(fill)
    assert editor.does(free_number) == number


def test_renamed_speaker_is_found(editor: Editor) -> None:
    editor.rewrites(Sheet("speaker", "ana"), name="Zoé Moreau")
    page = editor.does(listing.list_items, listing.ItemQuery(words="ZOE"))
    assert [row.number for row in page.rows] == [214]
