"""What an item shall do at a time is done then, once, and what is refused tells why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from content.editing import schedules, waiting
from content.editing.publishing import begin_item
from content.editing.sheet import Refused, item_sheet, text_sheet
from content.tables import ScheduleRow
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


@pytest.mark.parametrize(
    "value", ["a" * 600, '\u00e9"\\' * 200, "\N{ARTIST PALETTE}" * 300], ids=["a", "signs", "pictures"]
)
def test_endless_reason_is_told_by_its_beginning(editor: Editor, value: str) -> None:
    """Else nobody learns that the hour has passed and nothing happened."""
    editor.saves(item_sheet(214), speaker=value)
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    editor.does(schedules.run_due, LATER)
    (refused,) = editor.does(waiting.list_waiting, NOW.date()).refused
    assert [(one.code, one.values) for one in refused.refused] == [
        ("unknown_speaker", {"name": f"{value[:60]}…"})
    ]
    assert all(len(row.refused) <= 500 for row in editor.house.rows(ScheduleRow))


def test_refused_plan_is_tried_again_when_planned_anew(editor: Editor) -> None:
    editor.saves(ENGLISH, title=" ")
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    editor.does(schedules.run_due, LATER)
    editor.saves(ENGLISH, title="At last")
    assert editor.does(schedules.run_due, LATER + timedelta(days=1)) == []
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    assert [change.what for change in editor.does(schedules.run_due, LATER)] == ["publish"]


def test_plans_are_done_in_their_order(editor: Editor) -> None:
    """Off and on again at the same moment: as they were written down; else the earlier hour first."""
    editor.does(schedules.schedule, 214, "publish", LATER, "Ana")
    editor.does(schedules.schedule, 214, "withdraw", LATER - timedelta(minutes=1), "Ana")
    editor.does(schedules.schedule, 305, "withdraw", LATER, "Ana")
    editor.does(schedules.schedule, 305, "publish", LATER, "Ana")
    assert [plan.action for plan in editor.does(schedules.list_planned)] == [
        "withdraw", "publish", "withdraw", "publish"
    ]  # fmt: skip
    done = editor.does(schedules.run_due, LATER)
    assert [(change.sheet.key, change.what) for change in done] == [
        ("214", "withdraw"), ("214", "publish"), ("305", "withdraw"), ("305", "publish")
    ]  # fmt: skip
    assert editor.catalogue.items.keys() == {214, 305}


PARIS, YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 3, 29, 3, 0, tzinfo=PARIS), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2028, 2, 29, 23, 0, tzinfo=YORK), datetime(2028, 3, 1, 4, 0, tzinfo=UTC)),
    ],
    ids=["summer begins", "first half past two", "second half past two", "leap day"],
)
def test_hour_of_the_clock_on_the_wall_is_kept(editor: Editor, at: datetime, due: datetime) -> None:
    editor.does(schedules.schedule, 214, "withdraw", at, "Ana")
    assert not editor.does(schedules.is_due, due - timedelta(seconds=1))
    assert editor.does(schedules.is_due, due)
    assert [plan.at for plan in editor.does(schedules.list_planned)] == [due]


def test_twenty_plans_are_done_at_once(editor: Editor) -> None:
    for number in range(500, 522):
        editor.does(begin_item, number, {"rights": "CC0"}, "Ana", NOW)
        editor.does(schedules.schedule, number, "withdraw", LATER, "Ana")
    for left in (2, 0):
        editor.does(schedules.run_due, LATER)
        assert len(editor.does(schedules.list_planned)) == left
