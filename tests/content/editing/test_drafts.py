"""Drafts save themselves, and two people on one sheet never lose each other's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.editing import drafts
from content.editing.drafts import Overtaken
from content.editing.merging import merge
from content.editing.sheet import Sheet, item_sheet, text_sheet
from content.tables import DraftRow, ItemTextRow
from tests.content.editing.desk import Editor
from tests.content.museum import PackFolder

ENGLISH, FRENCH = text_sheet(214, "en"), text_sheet(214, "fr")
ANA = Sheet("speaker", "ana")


def test_open_shows_published_words_first(editor: Editor) -> None:
    draft = editor.opens(ENGLISH)
    assert (draft.exists, draft.revision, draft.data["title"]) == (False, 0, "The astronomer")
    assert draft.data == draft.published


def test_open_shows_an_empty_form(editor: Editor) -> None:
    draft = editor.opens(text_sheet(305, "fr"))
    assert (draft.published, draft.data["title"]) == (None, "")


def test_saved_draft_is_not_on_line(editor: Editor) -> None:
    saved = editor.saves(ENGLISH, title="Mine")
    assert (saved.exists, saved.revision, saved.changed_by) == (True, 1, "Ana")
    assert editor.catalogue.items[214].words["en"].title == "The astronomer"


def test_saving_nothing_new_writes_nothing(editor: Editor) -> None:
    assert not editor.saves(ENGLISH).exists
    assert editor.house.rows(DraftRow) == []


def test_two_editors_of_two_fields_both_count(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    editor.saves(ENGLISH, seen, title="Ana's title")
    merged = Editor(editor.house, "Jo").saves(ENGLISH, seen, teaser="jo's teaser")
    assert (merged.data["title"], merged.data["teaser"]) == ("Ana's title", "jo's teaser")


def test_two_editors_of_one_field_are_asked(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    editor.saves(ENGLISH, seen, title="Ana's title")
    with pytest.raises(Overtaken) as overtaken:
        Editor(editor.house, "Jo").saves(ENGLISH, seen, title="Jo's title", teaser="jo's teaser")
    assert overtaken.value.fields == ("title",)
    assert (overtaken.value.draft.data["title"], overtaken.value.mine["title"]) == (
        "Ana's title",
        "Jo's title",
    )
    assert editor.opens(ENGLISH).data["title"] == "Ana's title"


def test_languages_of_one_field_are_apart(editor: Editor) -> None:
    seen = editor.opens(ANA)
    editor.saves(ANA, seen, role={"en": "keeper", "fr": "conservatrice"})
    merged = editor.saves(ANA, seen, role={"en": "curator", "fr": "gardienne"})
    assert merged.data["role"] == {"en": "keeper", "fr": "gardienne"}


def test_page_from_before_a_publication_is_merged(editor: Editor) -> None:
    seen = editor.saves(ENGLISH, title="First")
    editor.saves(ENGLISH, seen, teaser="a new teaser")
    editor.publishes(ENGLISH)
    late = editor.saves(ENGLISH, seen, title="Second")
    assert (late.data["title"], late.data["teaser"]) == ("Second", "a new teaser")


def test_page_from_before_a_discard_is_merged(editor: Editor) -> None:
    seen = editor.saves(ENGLISH, title="First")
    editor.does(drafts.discard, ENGLISH)
    late = editor.saves(ENGLISH, seen, teaser="mine")
    assert (late.data["title"], late.data["teaser"]) == ("The astronomer", "mine")


def test_page_from_before_a_restoring_is_merged(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Second")
    seen = editor.opens(ENGLISH)
    editor.restores(ENGLISH, 1)
    late = editor.saves(ENGLISH, seen, teaser="mine")
    assert (late.data["title"], late.data["teaser"]) == ("The astronomer", "mine")


@pytest.mark.parametrize(
    ("sheet", "file", "old", "new", "field"),
    [
        (ENGLISH, "items/214/en.md", "The astronomer", "From the pack", "title"),
        (item_sheet(214), "items/214/item.toml", '"wonder"', '"calm"', "intent"),
        (ANA, "speakers.toml", "Ana Moreau", "Ana M.", "name"),
        (Sheet("thread", "214"), "items/214/item.toml", "something to do", "a thing to do", "threads"),
        (Sheet("prompt", "lobby.hello", "en"), "prompts/en.toml", "Hello from", "Welcome to", "text"),
    ],
    ids=lambda value: value.kind if isinstance(value, Sheet) else None,
)
def test_page_from_before_an_import_is_asked(
    editor: Editor, pack: PackFolder, sheet: Sheet, file: str, old: str, new: str, field: str
) -> None:
    seen = editor.opens(sheet)
    pack.change(file, old, new)
    editor.house.take_in(pack)
    mine = [] if field == "threads" else f"{seen.data[field]}!"
    with pytest.raises(Overtaken) as overtaken:
        editor.saves(sheet, seen, **{field: mine})
    assert field in overtaken.value.fields


def test_import_leaves_drafts_alone(editor: Editor, pack: PackFolder) -> None:
    seen = editor.saves(ENGLISH, title="Mine")
    pack.change("items/214/en.md", "The astronomer", "From the pack")
    editor.house.take_in(pack)
    assert editor.saves(ENGLISH, seen, teaser="mine too").data["title"] == "Mine"


def test_very_old_page_is_asked(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    for turn in range(70):
        editor.saves(ENGLISH, body=f"Version {turn}.")
    with pytest.raises(Overtaken):
        editor.saves(ENGLISH, seen, title="Mine")


def test_discard_gives_words_for_undo(editor: Editor) -> None:
    editor.saves(ENGLISH, title="Mine")
    change = editor.does(drafts.discard, ENGLISH)
    assert (change.what, change.before["title"]) == ("discard", "Mine")
    assert editor.saves(ENGLISH, **change.before).data["title"] == "Mine"
    assert editor.does(drafts.discard, FRENCH) is None


def test_review_ends_with_next_change(editor: Editor) -> None:
    editor.saves(FRENCH, title="Le mien")
    assert editor.does(drafts.mark_reviewed, FRENCH, "Jo", editor.now).after == {"review": "reviewed"}
    assert editor.opens(FRENCH).review == "reviewed"
    assert editor.saves(FRENCH, title="Le nôtre").review == "draft"
    assert editor.does(drafts.mark_reviewed, ENGLISH, "Jo", editor.now) is None


def test_reviewed_draft_goes_live_reviewed(editor: Editor) -> None:
    editor.saves(FRENCH, title="Le mien")
    editor.does(drafts.mark_reviewed, FRENCH, "Jo", editor.now)
    editor.publishes(FRENCH)
    assert [row.review for row in editor.house.rows(ItemTextRow, item=214, language="fr", live=True)] == [
        "reviewed"
    ]


def test_strange_field_is_refused(editor: Editor) -> None:
    with pytest.raises(KeyError):
        editor.saves(ENGLISH, colour="blue")


FIELDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from("abc"),
        "role": st.dictionaries(st.sampled_from(["en", "fr"]), st.sampled_from("xyz")),
    }
)


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_merge_never_loses_a_word(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(base, mine, theirs)
    for other, side in ((theirs, mine), (mine, theirs)):
        changed = side["title"] != base["title"]
        if changed and other["title"] in {base["title"], side["title"]}:
            assert merged.data["title"] == side["title"]
        assert ("title" in merged.fields) == (
            mine["title"] != theirs["title"] and base["title"] not in {mine["title"], theirs["title"]}
        )
    if mine == base:
        assert merged.data == theirs
    if theirs == base:
        assert merged.data == mine
