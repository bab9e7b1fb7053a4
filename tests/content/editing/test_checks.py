"""The checks that keep the line whole, kind by kind, and their words in three languages."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Any

import pytest

from content import editing
from content.editing.checking import check
from content.editing.saying import list_languages, read_words, say, say_use
from content.editing.sheet import Remark, Sheet, Use, item_sheet, prompt_sheet, text_sheet, thread_sheet
from tests.content.editing.desk import Editor

ACTIVITY, STORY = text_sheet(305, "en"), text_sheet(214, "en")
FACTS, THREADS, HELLO = item_sheet(214), thread_sheet(214), prompt_sheet("lobby.hello", "fr")
SPEAKER, SERIES, LINE = Sheet("speaker", "ana"), Sheet("series", "blues"), Sheet("line", "main")
WINTER = Sheet("season", "winter")
SEASON: dict[str, Any] = {
    "name": "Winter", "begins": "2026-12-01", "ends": "2027-01-06", "yearly": True, "items": [214],
    "greeting": {"en": "A warm hello."},
}  # fmt: skip
TUESDAY = {"weekday": 1, "opens": "10:00", "closes": "17:00"}
ROWS: list[tuple[Sheet, dict[str, Any], str, str]] = [
    (FACTS, {"speaker": "nobody"}, "speaker", "unknown_speaker"),
    (FACTS, {"speaker": ""}, "speaker", "missing"),
    (FACTS, {"kind": "song"}, "kind", "not_a_choice"),
    (FACTS, {"intent": "rage"}, "intent", "not_a_choice"),
    (FACTS, {"audience": "cats"}, "audience", "not_a_choice"),
    (FACTS, {"rights": " "}, "rights", "missing"),
    (FACTS, {"review_by": "soon"}, "review_by", "not_a_day"),
    (FACTS, {"review_by": "2026-02-30"}, "review_by", "not_a_day"),
    (item_sheet(99), {}, "", "not_a_number"),
    (item_sheet(10000), {}, "", "not_a_number"),
    (STORY, {"title": " "}, "title", "missing"),
    (STORY, {"body": ""}, "body", "missing"),
    (STORY, {"credit": ""}, "credit", "missing"),
    (STORY, {"description": ""}, "description", "picture_undescribed"),
    (text_sheet(410, "en"), {"warning": ""}, "warning", "warning_missing"),
    (text_sheet(999, "en"), {}, "", "unknown_item"),
    (text_sheet(214, "it"), {}, "", "unknown_language"),
    (ACTIVITY, {"body": "Hello.\n\n- paper"}, "body", "activity_steps_missing"),
    (ACTIVITY, {"body": "Hello.\n\n1. Fold."}, "body", "activity_needed_missing"),
    (ACTIVITY, {"body": "- paper\n\n1. Fold."}, "body", "activity_text_missing"),
    (THREADS, {"threads": [{"to": 999, "reason": {}}]}, "threads", "unknown_item"),
    (THREADS, {"threads": [{"to": 214, "reason": {}}]}, "threads.0", "thread_to_itself"),
    (THREADS, {"threads": [{"to": 305, "reason": {}}] * 2}, "threads", "item_twice"),
    (THREADS, {"threads": [{"to": n, "reason": {}} for n in (305, 410, 305)]}, "threads", "too_many_threads"),
    (THREADS, {"threads": [{"to": 305, "reason": {"it": "x"}}]}, "threads.0.it", "unknown_language"),
    (HELLO, {"text": ""}, "text", "missing"),
    (HELLO, {"text": "Bonjour."}, "text", "other_places"),
    (HELLO, {"text": "Bonjour {museum} {ami}."}, "text", "foreign_places"),
    (HELLO, {"text": "Bonjour {museum"}, "text", "stray_bracket"),
    (HELLO, {"text": "Bonjour {museum} {}"}, "text", "stray_bracket"),
    (prompt_sheet("no.such", "fr"), {"text": "Oui."}, "", "unknown_prompt"),
    (prompt_sheet("lobby.hello", "it"), {"text": "Ciao."}, "", "unknown_language"),
    (SERIES, {"guide": "nobody"}, "guide", "unknown_speaker"),
    (SERIES, {"items": []}, "items", "no_items"),
    (SERIES, {"items": [214, 999]}, "items", "unknown_item"),
    (SERIES, {"items": [214, 214]}, "items", "item_twice"),
    (SERIES, {"weekdays": []}, "weekdays", "serial_needs_weekdays"),
    (SERIES, {"weekdays": [9]}, "weekdays", "not_a_weekday"),
    (SERIES, {"kind": "trail"}, "weekdays", "trail_has_no_weekdays"),
    (SERIES, {"kind": "heap"}, "kind", "not_a_choice"),
    (SERIES, {"title": {"en": "Blues"}}, "title.fr", "missing_in"),
    (Sheet("series", "Not good"), {}, "", "not_a_short_name"),
    (Sheet("series", "a" * 29), {}, "", "short_name_too_long"),
    (SPEAKER, {"name": ""}, "name", "missing"),
    (SPEAKER, {"name": "a" * 121}, "name", "too_long"),
    (SPEAKER, {"role": {"en": "r" * 121, "fr": "x"}}, "role.en", "too_long"),
    (SPEAKER, {"role": {"en": "curator"}}, "role.fr", "missing_in"),
    (SPEAKER, {"role": {"en": "a", "fr": "b", "it": "c"}}, "role.it", "unknown_language"),
    (WINTER, {**SEASON, "name": ""}, "name", "missing"),
    (WINTER, {**SEASON, "begins": ""}, "begins", "missing"),
    (WINTER, {**SEASON, "begins": "winter"}, "begins", "not_a_day"),
    (WINTER, {**SEASON, "ends": "2026-11-01"}, "ends", "ends_before_it_begins"),
    (WINTER, {**SEASON, "ends": "2028-01-06"}, "ends", "yearly_season_too_long"),
    (WINTER, {**SEASON, "items": [999]}, "items", "unknown_item"),
    (WINTER, {**SEASON, "greeting": {"en": "word " * 26}}, "greeting.en", "greeting_too_long"),
    (WINTER, {**SEASON, "items": [], "greeting": {"en": " "}}, "", "season_says_nothing"),
    (LINE, {"language": "it"}, "language", "unknown_language"),
    (LINE, {"number": "12"}, "number", "not_a_telephone_number"),
    (LINE, {"staff_phone": "call me"}, "staff_phone", "not_a_telephone_number"),
    (LINE, {"region": "France"}, "region", "not_a_region"),
    (LINE, {"closed": ["Christmas"]}, "closed", "not_a_day"),
    (LINE, {"hours": [{**TUESDAY, "closes": "09:00"}]}, "hours", "not_hours"),
    (LINE, {"hours": [{**TUESDAY, "opens": "25:00"}]}, "hours", "not_hours"),
    (LINE, {"hours": [{**TUESDAY, "weekday": 7}]}, "hours", "not_hours"),
    (LINE, {"hours": [TUESDAY, {**TUESDAY, "opens": "16:00", "closes": "18:00"}]}, "hours", "hours_overlap"),
    (LINE, {"greeting": {"it": "Ciao."}}, "greeting.it", "unknown_language"),
]
SOURCE = Path(editing.__file__).parent


def look(editor: Editor, sheet: Sheet, **fields: Any) -> dict[tuple[str, str], Remark]:
    data = {**editor.opens(sheet).data, **fields}
    return {(remark.field, remark.code): remark for remark in editor.does(check, sheet, data)}


@pytest.mark.parametrize(
    ("sheet", "fields", "field", "code"), ROWS, ids=[f"{row[0].kind} {row[3]}" for row in ROWS]
)
def test_what_breaks_the_line_is_refused(
    editor: Editor, sheet: Sheet, fields: dict[str, Any], field: str, code: str
) -> None:
    remark = look(editor, sheet, **fields)[field, code]
    assert remark.blocks
    assert remark.sheet == sheet
    assert all(say(remark, language) for language in list_languages())


@pytest.mark.parametrize(
    ("sheet", "fields"),
    [(FACTS, {}), (STORY, {}), (ACTIVITY, {}), (HELLO, {}), (SERIES, {}), (SPEAKER, {}), (THREADS, {}),
     (LINE, {"number": "01 23 45 67 89", "region": "FR"}), (WINTER, SEASON), (LINE, {"hours": [TUESDAY] * 0})],
    ids=lambda value: value.kind if isinstance(value, Sheet) else "",
)  # fmt: skip
def test_what_is_right_is_not_remarked(editor: Editor, sheet: Sheet, fields: dict[str, Any]) -> None:
    assert look(editor, sheet, **fields) == {}


@pytest.mark.parametrize(
    ("sheet", "fields", "code"),
    [
        (STORY, {"warning": "It is loud."}, "warning_unheard"),
        (ACTIVITY, {"description": "A star."}, "picture_missing"),
        (THREADS, {"threads": [{"to": 305, "reason": {"en": "paper"}}]}, "reason_missing"),
    ],
)
def test_what_only_sounds_worse_never_blocks(
    editor: Editor, sheet: Sheet, fields: dict[str, Any], code: str
) -> None:
    (remark,) = look(editor, sheet, **fields).values()
    assert (remark.code, remark.blocks) == (code, False)


def test_number_is_kept_as_one_dials_it(editor: Editor) -> None:
    editor.rewrites(LINE, number="01 23 45 67 89", region="FR")
    assert editor.catalogue.lines[0].number == "+33123456789"
    editor.saves(Sheet("line", "tower"), language="fr", number="+33 1 23 45 67 89")
    assert [remark.code for remark in editor.does(check, Sheet("line", "tower"))] == ["number_taken"]


def test_draft_is_read_with_its_other_drafts(editor: Editor) -> None:
    editor.saves(FACTS, sensitive=True)
    assert ("warning", "warning_missing") in look(editor, STORY)


def emitted(pattern: str) -> set[str]:
    """Codes as they stand in the source."""
    return {code for path in SOURCE.rglob("*.py") for code in re.findall(pattern, path.read_text("utf-8"))}


def test_every_code_has_its_words() -> None:
    remarks = emitted(r'Remark\(\s*(?:f?"[^"]*"|name|field)\s*,\s*"(\w+)"') | {row[3] for row in ROWS}
    assert remarks <= read_words("en")["remarks"].keys()
    assert emitted(r'Use\([^"]*"(\w+)"') - {"item", "text"} <= read_words("en")["uses"].keys()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_translated_words_fill_in_the_same(language: str) -> None:
    for table, words in read_words("en").items():
        theirs = read_words(language)[table]
        assert theirs.keys() == words.keys()
        for code, text in words.items():
            assert places(theirs[code]) == places(text), code
            assert language == "es" or "{{" not in text or "{{" in theirs[code]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_unknown_language_hears_english() -> None:
    remark, use = Remark("title", "missing"), Use(FACTS, "last_line")
    assert say(remark, "it") == say(remark, "en")
    assert say_use(use, "it") == say_use(use, "en") != say_use(use, "fr")
