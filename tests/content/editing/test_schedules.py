"""What an item shall do at a time is done then, once, and what is refused tells why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.editing import schedules, waiting
from content.editing.sheet import Refused, text_sheet
from tests.content.editing.desk import Editor
from tests.content.museum import NOW

LATER = NOW + timedelta(hours=2)
ENGLISH = text_sheet(214, "en")


def test_publication_comes_at_its_hour(editor: Editor) -> None:
    editor.saves(ENGLISH, title="At noon")
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    assert editor.does(schedules.run_due, LATER - timedelta(seconds=1)) == []
    assert not editor.does(schedules.is_due, LATER - timedelta(seconds=1))
    (change,) = editor.does(schedules.run_due, LATER)
    assert (change.what, change.sheet) == ("publish", ENGLISH)
    assert editor.catalogue.items[214].words["en"].title == "At noon"
    assert editor.does(schedules.list_planned) == []
    assert editor.does(schedules.run_due, LATER) == []


def test_withdrawal_comes_at_its_hour(editor: Editor) -> None:
    editor.does(schedules.schedule, 214, "withdraw", LATER, "Ana")
    editor.does(schedules.run_due, LATER)
    assert 214 not in editor.catalogue.items


def test_refused_one_stays_and_hinders_none(editor: Editor) -> None:
    editor.saves(ENGLISH, title=" ")
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    editor.does(schedules.schedule, 305, "withdraw", LATER, "Jo")
    assert [change.sheet.key for change in editor.does(schedules.run_due, LATER)] == ["305"]
    (refused,) = editor.does(waiting.list_waiting, NOW.date()).refused
    assert (refused.number, refused.action, [(one.field, one.code) for one in refused.refused]) == (
        214, "publish", [("title", "missing")]
    )  # fmt: skip
    assert not editor.does(schedules.is_due, LATER)


def test_same_plan_again_moves_the_hour(editor: Editor) -> None:
    first = editor.does(schedules.schedule, 214, "publish", NOW, "Ana")
    assert editor.does(schedules.schedule, 214, "publish", LATER, "Jo") == first
    (planned,) = editor.does(schedules.list_planned, 214)
    assert (planned.at, planned.by) == (LATER, "Jo")


def test_plan_is_taken_back_once(editor: Editor) -> None:
    plan = editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    assert editor.does(schedules.unschedule, plan)
    assert not editor.does(schedules.unschedule, plan)
    assert editor.does(schedules.run_due, LATER) == []


@pytest.mark.parametrize(("number", "action"), [(999, "publish"), (214, "sing")])
def test_plan_for_nothing_is_refused(editor: Editor, number: int, action: str) -> None:
    with pytest.raises(Refused):
        editor.does(schedules.schedule, number, action, LATER, "Ana")


def test_many_reasons_still_fit(editor: Editor) -> None:
    for code in ("en", "fr"):
        editor.saves(text_sheet(214, code), title="", teaser="", body="", credit="", description="")
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    editor.does(schedules.run_due, LATER)
    (planned,) = editor.does(schedules.list_planned)
    assert len(planned.refused) >= 5
