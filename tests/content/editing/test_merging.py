"""Two people at one sheet: what the merge makes of any two changes, and how far back it can look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.editing.drafts import Overtaken
from content.editing.history import differences
from content.editing.merging import changed, flatten, merge, unfold
from content.editing.sheet import Sheet, text_sheet
from tests.content.editing.desk import Editor

ROLE = {"en": "a", "fr": "b"}
BASE = {"title": "One", "role": ROLE, "items": [1, 2]}
WORDS = st.sampled_from(["", "a", "b"])
DATA = st.fixed_dictionaries(
    {
        "title": WORDS,
        "role": st.dictionaries(st.sampled_from(["en", "fr", "es"]), WORDS),
        "items": st.lists(st.integers(1, 2), max_size=2),
    }
)


def with_role(**words: str) -> dict[str, Any]:
    return {**BASE, "role": words}


@pytest.mark.parametrize(
    ("mine", "theirs", "data", "fields"),
    [
        (BASE, BASE, BASE, ()),
        ({**BASE, "title": "Two"}, BASE, {**BASE, "title": "Two"}, ()),
        ({**BASE, "title": "Two"}, {**BASE, "title": "Two"}, {**BASE, "title": "Two"}, ()),
        ({**BASE, "title": "Two"}, {**BASE, "title": "Three"}, {**BASE, "title": "Three"}, ("title",)),
        (with_role(en="a"), BASE, with_role(en="a"), ()),
        (with_role(en="a"), with_role(en="c", fr="b"), with_role(en="c"), ()),
        (with_role(en="a"), with_role(en="a", fr="c"), with_role(en="a", fr="c"), ("role.fr",)),
        (with_role(**ROLE, es="c"), with_role(**ROLE, es="d"), with_role(**ROLE, es="d"), ("role.es",)),
        ({**BASE, "items": [2, 1]}, {**BASE, "items": [1, 2, 3]}, {**BASE, "items": [1, 2, 3]}, ("items",)),
        ({**BASE, "items": []}, {**BASE, "title": "Two"}, {**BASE, "items": [], "title": "Two"}, ()),
    ],
    ids=["none", "mine", "the same", "both", "taken out", "taken out beside", "taken out and changed", "both new",
         "lists whole", "two fields"],
)  # fmt: skip
def test_changes_of_two_are_put_together(
    mine: dict[str, Any], theirs: dict[str, Any], data: dict[str, Any], fields: tuple[str, ...]
) -> None:
    merged = merge(BASE, mine, theirs)
    assert (merged.data, merged.fields) == (data, fields)


@given(DATA, DATA, DATA)
def test_either_may_save_first(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """The order decides nothing, save which words stay where both wrote into one field."""
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.fields) == set(other.fields)
    if not one.fields:
        assert one.data == other.data


@given(DATA, DATA)
def test_without_a_base_every_difference_is_asked(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(None, mine, theirs)
    assert merged.data == theirs
    assert set(merged.fields) == {one.field for one in differences(theirs, mine)}


@given(DATA, DATA)
def test_step_back_gives_what_stood_there(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert {**after, **changed(before, after)} == before
    assert (changed(before, after) == {}) is (before == after)


@given(DATA)
def test_flat_fields_unfold_to_the_same(data: dict[str, Any]) -> None:
    assert unfold(flatten(data), data) == data


@given(DATA, DATA)
def test_pieces_of_a_difference_read_as_both(before: dict[str, Any], after: dict[str, Any]) -> None:
    for one in differences(before, after):
        if isinstance(one.before or "", str) and isinstance(one.after or "", str):
            assert "".join(words for sort, words in one.words if sort != "in") == (one.before or "")
            assert "".join(words for sort, words in one.words if sort != "out") == (one.after or "")


ENGLISH = text_sheet(214, "en")


def test_sixty_changes_are_remembered(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    for turn in range(60):
        editor.saves(ENGLISH, body=f"Version {turn}.")
    assert editor.saves(ENGLISH, seen, title="Mine").data["body"] == "Version 59."
    with pytest.raises(Overtaken) as overtaken:
        editor.saves(ENGLISH, seen, teaser="mine")
    assert set(overtaken.value.fields) >= {"title", "teaser"}


def test_three_editors_of_three_fields_all_count(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    for name, fields in (("Ana", {"title": "A"}), ("Jo", {"teaser": "b"}), ("Bo", {"credit": "C."})):
        last = Editor(editor.house, name).saves(ENGLISH, seen, **fields)
    assert [last.data[name] for name in ("title", "teaser", "credit")] == ["A", "b", "C."]
    assert (last.revision, last.changed_by) == (3, "Bo")


def test_saying_the_same_twice_is_no_quarrel(editor: Editor) -> None:
    seen = editor.opens(ENGLISH)
    first = editor.saves(ENGLISH, seen, title="The same")
    again = Editor(editor.house, "Jo").saves(ENGLISH, seen, title="The same")
    assert (again.revision, again.changed_by) == (first.revision, "Ana")


def test_page_from_the_future_is_asked(editor: Editor) -> None:
    """A revision that there never was, as after a backup was brought back."""
    seen = editor.saves(ENGLISH, title="Two")
    with pytest.raises(Overtaken):
        editor.saves(ENGLISH, replace(seen, revision=99), title="Three")


def test_other_languages_quarrel_with_nobody(editor: Editor) -> None:
    french, ana = text_sheet(214, "fr"), Sheet("speaker", "ana")
    pages = {sheet: editor.opens(sheet) for sheet in (ENGLISH, french, ana)}
    editor.saves(ENGLISH, pages[ENGLISH], title="Mine")
    editor.saves(ana, pages[ana], name="Ana M.")
    assert editor.saves(french, pages[french], title="Le mien").revision == 1
