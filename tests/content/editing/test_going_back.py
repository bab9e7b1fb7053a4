"""Going back, and back again: words, recordings, states, and the translations that follow them."""

from __future__ import annotations

import pytest

from content.editing import uses
from content.editing.history import differences
from content.editing.publishing import begin_item
from content.editing.sheet import (
    Refused,
    Sheet,
    StillUsed,
    item_sheet,
    prompt_sheet,
    text_sheet,
)
from content.editing.translations import confirm
from content.recordings import Target, trim
from content.recordings import publish as publish_take
from content.tables import ItemRow, ItemTextRow, RecordingRow
from tests.content.editing.desk import Editor
from tests.content.museum import NOW

ENGLISH, FRENCH, FACTS = text_sheet(214, "en"), text_sheet(214, "fr"), item_sheet(214)
HELLO, BONJOUR = prompt_sheet("lobby.hello", "en"), prompt_sheet("lobby.hello", "fr")


def title(editor: Editor) -> str:
    return str(editor.catalogue.items[214].words["en"].title)


def test_going_back_again_and_again_alternates(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    seen = []
    for _ in range(4):
        editor.restores_item(214)
        seen.append(title(editor))
    assert seen == ["The astronomer", "Two"] * 2
    assert [one.version for one in editor.looks_back(ENGLISH)] == [6, 5, 4, 3, 2, 1]


def test_restored_version_can_be_restored_in_turn(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.rewrites(ENGLISH, title="Three")
    for version, wanted in ((1, "The astronomer"), (2, "Two"), (4, "The astronomer"), (3, "Three")):
        editor.restores(ENGLISH, version)
        assert title(editor) == wanted
    assert [one.version for one in editor.looks_back(ENGLISH) if one.live] == [7]


def test_going_back_to_what_is_live_changes_nothing(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    change = editor.restores(ENGLISH, 2)
    assert differences(change.before, change.after) == []
    assert [one.version for one in editor.looks_back(ENGLISH)] == [2, 1]
    editor.restores_item(214)
    assert title(editor) == "The astronomer", "nothing was done, so that there was nothing to take back"


def test_one_restored_sheet_is_taken_back_too(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.restores(ENGLISH, 1)
    editor.restores_item(214)
    assert title(editor) == "Two"


@pytest.mark.parametrize(
    ("source", "translation", "field"), [(ENGLISH, FRENCH, "title"), (HELLO, BONJOUR, "text")]
)
def test_translation_gets_stale_and_fresh_again(
    editor: Editor, source: Sheet, translation: Sheet, field: str
) -> None:
    def stale() -> bool:
        return editor.opens(translation).is_stale

    old = editor.opens(source).data[field]
    seen = [stale()]
    for words in (f"Two {old}", f"Three {old}", old):
        editor.rewrites(source, **{field: words})
        seen.append(stale())
    assert seen == [False, True, True, False]
    editor.restores(source, 2)
    assert stale()
    assert editor.does(confirm, translation).after == {"source_version": 5}
    editor.restores(source, 2)
    assert not stale(), "the same words again"
    assert not editor.opens(source).is_stale


def test_confirmed_translation_is_stale_of_older_words(editor: Editor) -> None:
    """It was said to fit the new words, so that nobody knows whether it still fits the old ones."""
    editor.rewrites(ENGLISH, title="Two")
    editor.does(confirm, FRENCH)
    assert not editor.opens(FRENCH).is_stale
    editor.restores(ENGLISH, 1)
    assert editor.opens(FRENCH).is_stale


def test_source_is_never_confirmed(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    assert editor.does(confirm, ENGLISH) is None
    assert editor.does(confirm, text_sheet(305, "fr")) is None


def test_words_go_back_reviewed_as_they_were(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.restores(ENGLISH, 1)
    reviews = {row.version: row.review for row in editor.house.rows(ItemTextRow, item=214, language="en")}
    assert reviews == {1: "reviewed", 2: "draft", 3: "reviewed"}


def test_take_of_a_later_publication_stays(editor: Editor) -> None:
    first, second = editor.records(214), editor.records(214, b"two")
    editor.publishes_item(214, takes=[first])
    with editor.house.database.writes() as session:
        publish_take(session, second, NOW)
    editor.restores_item(214)
    assert editor.live_takes(214) == [second]


def test_first_take_is_taken_off_again(editor: Editor) -> None:
    take = editor.records(214)
    editor.publishes_item(214, takes=[take])
    (change,) = editor.restores_item(214)
    assert (change.what, change.before, change.after) == ("take", {"take": take}, {"take": None})
    assert editor.live_takes(214) == []
    editor.restores_item(214)
    assert editor.live_takes(214) == [take]


def test_trimmed_take_reads_the_same_words(editor: Editor) -> None:
    first = editor.records(214)
    editor.rewrites(ENGLISH, body="Other words.")
    row = editor.does(trim, first, 0.5, 0.25, "Jo", editor.now)
    assert (row.text_version, row.trim_start, row.trim_end, row.version) == (1, 0.5, 0.25, 2)
    assert Target(row.language, row.item) == Target("en", 214)
    assert len(editor.house.rows(RecordingRow, master=row.master)) == 2


def test_deleted_thing_comes_back_from_its_history(editor: Editor) -> None:
    jo = Sheet("speaker", "bo")
    editor.rewrites(jo, name="Bo", role={"en": "guard", "fr": "gardien"})
    editor.does(uses.delete, jo, "Ana", editor.now)
    assert editor.opens(jo).published is None
    assert [(one.version, one.data is None, one.live) for one in editor.looks_back(jo)][:2] == [
        (2, True, True), (1, False, False)
    ]  # fmt: skip
    with pytest.raises(LookupError):
        editor.restores(jo, 2)
    editor.restores(jo, 1)
    assert editor.opens(jo).data["name"] == "Bo"


def test_deleting_gives_words_for_undo(editor: Editor) -> None:
    editor.does(begin_item, 500, {"rights": "CC0"}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), title="New")
    changes = editor.does(uses.delete, item_sheet(500), "Ana", editor.now)
    assert {(one.what, one.sheet) for one in changes} >= {
        ("discard", text_sheet(500, "en")), ("delete", item_sheet(500))
    }  # fmt: skip
    assert editor.house.rows(ItemRow, number=500) == []
    before = next(one.before for one in changes if one.sheet == text_sheet(500, "en"))
    assert before["title"] == "New"


@pytest.mark.parametrize("sheet", [FACTS, ENGLISH, Sheet("line", "main"), HELLO])
def test_needed_things_stay(editor: Editor, sheet: Sheet) -> None:
    if sheet == ENGLISH:
        editor.does(uses.delete, FRENCH, "Ana", editor.now)
    with pytest.raises(StillUsed) as refused:
        editor.does(uses.delete, sheet, "Ana", editor.now)
    assert refused.value.uses
    assert editor.opens(sheet).published is not None


def test_only_some_sorts_are_ever_deleted() -> None:
    assert [
        kind for kind in ("item", "text", "prompt", "series", "line") if not uses.can_delete(Sheet(kind, "x"))
    ] == ["prompt"]


def test_item_gone_meanwhile_is_told(editor: Editor) -> None:
    editor.does(begin_item, 500, {"rights": "CC0"}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), title="T", teaser="t", body="B.", credit="C.")
    editor.publishes_item(500)
    with editor.house.database.writes() as session:
        session.delete(session.get_one(ItemRow, 500))
    with pytest.raises(Refused) as refused:
        editor.restores_item(500)
    assert [remark.code for remark in refused.value.remarks] == ["unknown_item"]
