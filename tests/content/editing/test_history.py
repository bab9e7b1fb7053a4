"""History: what was published before, what changed, and one step back."""

from __future__ import annotations

import pytest

from content.editing import publishing
from content.editing.history import differences
from content.editing.sheet import Refused, Sheet, item_sheet, prompt_sheet, text_sheet, thread_sheet
from content.editing.translations import confirm
from content.tables import ItemRow
from tests.content.editing.desk import Editor
from tests.content.museum import PackFolder

ENGLISH, FRENCH, FACTS = text_sheet(214, "en"), text_sheet(214, "fr"), item_sheet(214)
ANA, BLUES = Sheet("speaker", "ana"), Sheet("series", "blues")


@pytest.mark.parametrize("sheet", [ENGLISH, FACTS, ANA, BLUES, thread_sheet(214), Sheet("line", "main")])
def test_untouched_sheet_has_one_edition(editor: Editor, sheet: Sheet) -> None:
    (edition,) = editor.looks_back(sheet)
    assert (edition.version, edition.live, edition.data) == (1, True, editor.opens(sheet).published)


def test_first_publication_keeps_what_was_there(editor: Editor) -> None:
    editor.rewrites(ANA, name="Ana M.")
    editor.rewrites(ANA, name="A. M.")
    told = [
        (one.version, one.data["name"], one.made_by, one.live) for one in editor.looks_back(ANA) if one.data
    ]
    assert told == [(3, "A. M.", "Ana", True), (2, "Ana M.", "Ana", False), (1, "Ana Moreau", "", False)]


def test_import_between_is_not_lost(editor: Editor, pack: PackFolder) -> None:
    editor.rewrites(ANA, name="Ana M.")
    pack.change("speakers.toml", "Ana Moreau", "Ana from the pack")
    editor.house.take_in(pack)
    assert editor.looks_back(ANA)[0].live
    editor.rewrites(ANA, name="Ana again")
    names = [one.data["name"] for one in editor.looks_back(ANA) if one.data]
    assert names == ["Ana again", "Ana from the pack", "Ana M.", "Ana Moreau"]


@pytest.mark.parametrize(
    ("sheet", "field", "value"),
    [
        (ENGLISH, "title", "Other"), (FACTS, "intent", "calm"), (ANA, "name", "Other"), (BLUES, "items", [305, 214]),
        (thread_sheet(214), "threads", []), (prompt_sheet("lobby.hello", "en"), "text", "Hi from {museum}."),
        (Sheet("line", "main"), "closed", ["2027-01-01"]),
    ],
    ids=lambda value: value.kind if isinstance(value, Sheet) else "",
)  # fmt: skip
def test_restoring_goes_on_in_a_line(editor: Editor, sheet: Sheet, field: str, value: object) -> None:
    old = editor.opens(sheet).data[field]
    editor.rewrites(sheet, **{field: value})
    change = editor.restores(sheet, 1)
    assert (change.what, change.before[field]) == ("restore", value)
    assert editor.opens(sheet).data[field] == old
    assert [one.version for one in editor.looks_back(sheet)] == [3, 2, 1]


def test_restoring_leaves_the_draft(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.saves(ENGLISH, title="Three")
    editor.restores(ENGLISH, 1)
    assert editor.opens(ENGLISH).data["title"] == "Three"


def test_translation_of_restored_words_is_fresh(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    assert editor.opens(FRENCH).is_stale
    editor.restores(ENGLISH, 1)
    assert not editor.opens(FRENCH).is_stale


def test_translation_of_later_words_gets_stale(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.rewrites(FRENCH, title="Deux")
    assert not editor.opens(FRENCH).is_stale
    editor.restores(ENGLISH, 1)
    assert editor.opens(FRENCH).is_stale


def test_source_moving_under_a_translator_shows(editor: Editor) -> None:
    seen = editor.opens(FRENCH)
    editor.rewrites(ENGLISH, title="Two")
    editor.saves(FRENCH, seen, title="Un")
    assert editor.opens(FRENCH).is_stale
    editor.publishes(FRENCH)
    assert editor.opens(FRENCH).is_stale
    assert editor.does(confirm, FRENCH).what == "confirm"
    assert not editor.opens(FRENCH).is_stale
    assert editor.does(confirm, FRENCH) is None


def test_unknown_version_is_no_way_back(editor: Editor) -> None:
    with pytest.raises(LookupError):
        editor.restores(ENGLISH, 7)


def test_restoring_refuses_what_cannot_stand(editor: Editor) -> None:
    editor.rewrites(FACTS, speaker="jo")
    editor.rewrites(BLUES, guide="jo")
    editor.does(publishing.move_version, editor.now)
    with editor.house.database.writes() as session:
        session.delete(session.get_one(publishing.SpeakerRow, "ana"))
    with pytest.raises(Refused):
        editor.restores(FACTS, 1)
    assert editor.opens(FACTS).data["speaker"] == "jo"


def test_one_step_takes_the_whole_publication_back(editor: Editor) -> None:
    before = editor.catalogue.items[214]
    first, second = editor.records(214), editor.records(214, b"two")
    editor.publishes_item(214, takes=[first])
    editor.saves(ENGLISH, title="Two")
    editor.saves(FRENCH, title="Deux")
    editor.saves(FACTS, intent="calm")
    editor.saves(thread_sheet(214), threads=[])
    editor.publishes_item(214, takes=[second])
    changes = editor.restores_item(214)
    assert {(one.what, one.sheet.kind) for one in changes} == {
        ("restore", "item"), ("restore", "text"), ("restore", "thread"), ("take", "text")
    }  # fmt: skip
    after = editor.catalogue.items[214]
    assert (after.intent, after.threads) == (before.intent, before.threads)
    assert {code: words.title for code, words in after.words.items()} == {
        code: words.title for code, words in before.words.items()
    }
    assert editor.live_takes(214) == [first]


def test_second_step_takes_the_first_back(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.restores_item(214)
    editor.restores_item(214)
    assert editor.catalogue.items[214].words["en"].title == "Two"


def test_withdrawal_is_taken_back(editor: Editor) -> None:
    editor.withdraws(214)
    editor.restores_item(214)
    assert 214 in editor.catalogue.items


def test_first_publication_is_taken_back(editor: Editor) -> None:
    editor.does(publishing.begin_item, 500, {"rights": "CC0"}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), title="T", teaser="t", body="B.", credit="C.")
    editor.publishes_item(500)
    editor.restores_item(500)
    assert 500 not in editor.catalogue.items
    assert [row.state for row in editor.house.rows(ItemRow, number=500)] == ["draft"]
    assert editor.opens(text_sheet(500, "en")).data["body"] == "B."
    editor.restores_item(500)
    assert 500 in editor.catalogue.items
    assert not editor.opens(text_sheet(500, "en")).exists


def test_later_change_of_one_sheet_stays(editor: Editor) -> None:
    editor.saves(ENGLISH, title="Two")
    editor.saves(FACTS, intent="calm")
    editor.publishes_item(214)
    editor.rewrites(ENGLISH, title="Three")
    editor.restores_item(214)
    item = editor.catalogue.items[214]
    assert (item.words["en"].title, item.intent) == ("Two", "calm")


def test_nothing_to_take_back(editor: Editor) -> None:
    assert editor.restores_item(305) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("He looks up.", "She looks up.", (("out", "He"), ("in", "She"), ("same", " looks up."))),
        ("One.", "One. Two.", (("same", "One."), ("in", " Two."))),
        ("", "New", (("in", "New"),)),
        ("Gone", None, (("out", "Gone"),)),
    ],
)
def test_differences_word_by_word(before: str, after: str | None, words: object) -> None:
    (found,) = differences({"body": before}, {"body": after})
    assert (found.field, found.words) == ("body", words)


def test_differences_name_languages_and_lists() -> None:
    old, new = (
        {"title": {"en": "A", "fr": "B"}, "items": [1], "same": 1},
        {"title": {"en": "A"}, "items": [2], "same": 1},
    )
    found = {one.field: (one.before, one.after) for one in differences(old, new)}
    assert found == {"title.fr": ("B", None), "items": ([1], [2])}
    assert differences(None, None) == []
