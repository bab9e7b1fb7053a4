"""What is still used can't be deleted; what is not goes, and can come back."""

from __future__ import annotations

import pytest

from content.editing import publishing, uses
from content.editing.sheet import Sheet, StillUsed, item_sheet, prompt_sheet, text_sheet
from content.tables import DraftRow, ItemRow, ScheduleRow, SearchWordRow, SeriesRow
from tests.content.editing.desk import Editor

WINTER = Sheet("season", "winter")
SEASON = {"name": "Winter", "begins": "2026-12-01", "ends": "2027-01-06", "items": [305], "greeting": {}}


@pytest.mark.parametrize(
    ("sheet", "hows"),
    [
        (item_sheet(305), ["was_published", "in_series", "thread_from", "in_season"]),
        (item_sheet(410), []),
        (Sheet("speaker", "ana"), ["tells", "guides"]),
        (Sheet("line", "main"), ["last_line"]),
        (Sheet("series", "blues"), []),
        (prompt_sheet("lobby.hello", "fr"), ["said_by_line"]),
        (text_sheet(305, "en"), ["only_words"]),
        (text_sheet(214, "fr"), []),
    ],
    ids=lambda value: f"{value.kind} {value.key}" if isinstance(value, Sheet) else "",
)
def test_uses_are_found(editor: Editor, sheet: Sheet, hows: list[str]) -> None:
    editor.rewrites(WINTER, **SEASON)
    assert [use.how for use in editor.does(uses.uses, sheet)] == hows


def test_used_thing_stays(editor: Editor) -> None:
    with pytest.raises(StillUsed) as used:
        editor.does(uses.delete, Sheet("speaker", "ana"), "Ana", editor.now)
    assert [use.sheet for use in used.value.uses] == [item_sheet(214), Sheet("series", "blues")]


@pytest.mark.parametrize(
    "sheet", [Sheet("series", "blues"), WINTER, text_sheet(214, "fr")], ids=lambda sheet: sheet.kind
)
def test_deleted_thing_comes_back_from_history(editor: Editor, sheet: Sheet) -> None:
    editor.rewrites(WINTER, **SEASON)
    before = editor.opens(sheet).published
    (change,) = editor.does(uses.delete, sheet, "Ana", editor.now)
    assert (change.what, change.before, change.after) == ("delete", before, None)
    assert editor.opens(sheet).published is None
    version = next(one.version for one in editor.looks_back(sheet) if one.data == before)
    editor.restores(sheet, version)
    assert editor.opens(sheet).published == before


def test_deleted_series_leaves_the_line(editor: Editor) -> None:
    assert "blues" in editor.catalogue.series
    editor.does(uses.delete, Sheet("series", "blues"), "Ana", editor.now)
    assert editor.catalogue.series == {}
    assert editor.house.rows(SeriesRow) == []


def test_new_item_goes_with_its_words(editor: Editor) -> None:
    editor.does(publishing.begin_item, 500, {}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), title="A thought")
    changes = editor.does(uses.delete, item_sheet(500), "Ana", editor.now)
    assert [(change.what, change.sheet.kind) for change in changes] == [
        ("discard", "text"),
        ("delete", "item"),
    ]
    assert changes[0].before["title"] == "A thought"
    for table, key in ((ItemRow, "number"), (SearchWordRow, "item"), (ScheduleRow, "item")):
        assert editor.house.rows(table, **{key: 500}) == []
    assert editor.house.rows(DraftRow) == []


def test_thing_that_is_only_a_draft_is_thrown_away(editor: Editor) -> None:
    editor.saves(WINTER, **SEASON)
    (change,) = editor.does(uses.delete, WINTER, "Ana", editor.now)
    assert change.what == "discard"


def test_line_may_go_when_another_stays(editor: Editor) -> None:
    editor.rewrites(Sheet("line", "tower"), language="fr")
    editor.does(uses.delete, Sheet("line", "main"), "Ana", editor.now)
    assert [line.slug for line in editor.catalogue.lines] == ["tower"]
