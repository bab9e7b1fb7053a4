"""The list of items: found by words and filters, page by page, with the same few queries however many there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event

from content.editing import schedules, searching
from content.editing.finding import FEW
from content.editing.listing import ItemPage, ItemQuery, list_items
from content.editing.publishing import begin_item
from content.editing.searching import fold, index_missing
from content.editing.sheet import item_sheet, text_sheet
from content.recordings import publish
from content.tables import SearchWordRow
from tests.content.editing.desk import Editor
from tests.content.museum import NOW, PackFolder

ENGLISH, FRENCH = text_sheet(214, "en"), text_sheet(214, "fr")


def find(editor: Editor, size: int = 50, **asked: Any) -> ItemPage:
    return editor.does(list_items, ItemQuery(**asked), size)


def numbers(editor: Editor, **asked: Any) -> list[int]:
    return [row.number for row in find(editor, **asked).rows]


def test_row_has_all_that_its_sentence_needs(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="The astronomer looks up")
    take = editor.records(214)
    editor.does(publish, take, editor.now)
    editor.does(schedules.schedule, 214, "withdraw", NOW + timedelta(days=1), "Ana")
    row = find(editor).rows[0]
    assert (row.number, row.title, row.state, row.speaker_name) == (
        214, "The astronomer looks up", "published", "Ana Moreau"
    )  # fmt: skip
    english, french = row.told
    assert (english.state, english.recorded_by, english.has_recording) == ("published", "Ana", True)
    assert (french.state, french.is_live, french.has_recording) == ("stale", True, False)
    assert row.planned == (("withdraw", NOW + timedelta(days=1)),)


def test_draft_shows_in_its_language(editor: Editor) -> None:
    editor.saves(FRENCH, title="Titre")
    row = find(editor).rows[0]
    assert (row.has_draft, [told.state for told in row.told]) == (True, ["published", "draft"])


def test_new_item_shows_its_drafted_title(editor: Editor) -> None:
    editor.does(begin_item, 500, {}, "Ana", editor.now)
    editor.saves(text_sheet(500, "fr"), title="Une idée")
    row = find(editor, words="idee").rows[0]
    assert (row.number, row.title, row.state) == (500, "Une idée", "draft")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [214, 305, 410]),
        ({"words": "astro"}, [214]),
        ({"words": "ASTRONOME ETOILES"}, [214]),
        ({"words": "étoiles"}, [214]),
        ({"words": "ana"}, [214]),
        ({"words": "3"}, [305]),
        ({"words": "30"}, [305]),
        ({"words": "nothing at all"}, []),
        ({"words": "..."}, [214, 305, 410]),
        ({"kind": "activity"}, [305]),
        ({"state": "draft"}, [410]),
        ({"speaker": "jo"}, [305, 410]),
        ({"series": "blues"}, [214, 305]),
        ({"intent": "wonder"}, [214]),
        ({"language": "fr", "missing": True}, [305, 410]),
        ({"missing": True}, [305, 410]),
        ({"stale": True}, []),
        ({"drafted": True}, []),
        ({"unrecorded": True}, [214, 305, 410]),
        ({"language": "fr", "unrecorded": True}, [214]),
        ({"state": "published", "speaker": "jo"}, [305]),
    ],
    ids=str,
)
def test_items_are_found(editor: Editor, asked: dict[str, Any], found: list[int]) -> None:
    assert numbers(editor, **asked) == found


def test_filters_follow_the_work(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    assert numbers(editor, stale=True) == numbers(editor, stale=True, language="fr") == [214]
    editor.saves(FRENCH, title="Deux")
    editor.saves(item_sheet(305), intent="calm")
    assert numbers(editor, drafted=True) == [214, 305]
    assert numbers(editor, drafted=True, language="fr") == [214]
    assert numbers(editor, words="deux") == [214]
    editor.publishes(FRENCH)
    assert numbers(editor, stale=True) == []
    assert numbers(editor, words="astronome") == [], "words that are gone find nothing"


def test_pages_meet_without_a_gap(editor: Editor) -> None:
    for number in range(600, 640):
        editor.does(begin_item, number, {}, "Ana", editor.now)
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = find(editor, 7, after=after)
        seen += [row.number for row in page.rows]
        after = page.next
    assert seen == [214, 305, 410, *range(600, 640)]


def test_very_common_word_finds_all(editor: Editor) -> None:
    many = range(2000, 2000 + FEW + 20)
    with editor.house.database.writes() as session:
        for number in many:
            begin_item(session, number, {}, "Ana", NOW)
    assert [row.number for row in find(editor, 1000, words="2").rows] == [214, 305, *many]
    assert [row.number for row in find(editor, 1000, words="ana 2").rows] == [214, *many]


def test_queries_do_not_grow_with_the_page(editor: Editor) -> None:
    asked: list[str] = []
    event.listen(editor.house.database.engine, "after_cursor_execute", lambda *given: asked.append(given[2]))
    find(editor, 2, words="a")
    few = len(asked)
    for number in range(600, 640):
        editor.does(begin_item, number, {}, "Ana", editor.now)
    asked.clear()
    assert len(find(editor, 50, words="a").rows) > 30
    assert len(asked) == few <= 10


def test_imported_items_are_found_at_once(editor: Editor, pack: PackFolder) -> None:
    pack.change("items/305/en.md", "A paper star", "A paper comet")
    editor.house.take_in(pack)
    assert numbers(editor, words="comet") == [305]


def test_older_museum_is_indexed_bit_by_bit(editor: Editor) -> None:
    with editor.house.database.writes() as session:
        session.execute(delete(SearchWordRow))
    assert numbers(editor, words="astronomer") == []
    assert (editor.does(index_missing), editor.does(index_missing)) == (3, 0)
    assert numbers(editor, words="astronomer") == [214]


@pytest.mark.parametrize(
    ("text", "words"),
    [("L'Été à Zürich", ["l", "ete", "a", "zurich"]), ("Straße STRASSE", ["strasse"]), ("", []),
     ("x" * 50, ["x" * searching.LONGEST])],
)  # fmt: skip
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert fold(text) == words
