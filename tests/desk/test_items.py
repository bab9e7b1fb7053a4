"""The list of items, and the way of one item: begun, written, published, withdrawn, deleted, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, select

from app.house import House
from content.editing.sheet import item_sheet, text_sheet
from content.tables import ItemRow, ScheduleRow, SeriesEntryRow, ThreadRow
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff
from tests.desk.item_forms import FACTS, SNAIL, WORDS, data_of, draft_of, undo, write
from visitors.tallies import What, count


def state_of(house: House, number: int) -> str | None:
    with house.database.reads() as session:
        row = session.get(ItemRow, number)
        return row.state if row else None


def title_of(house: House, number: int) -> str:
    published = draft_of(house, text_sheet(number, "en")).published
    return str(published["title"]) if published else ""


def test_item_is_told_as_a_sentence(editor: Staff, house: House) -> None:
    today = house.clock.now().date()
    with house.database.writes() as session:
        for day, channel in ((today, "phone"), (today, "chat"), (today - timedelta(days=40), "phone")):
            count(session, day, What.HEARD, channel, "en", str(SNAIL))
    page = editor.see("/desk/items?words=knight").text
    assert "The knight and the snail" in page
    assert "smile by Grace Lim" in page
    assert "heard 2 times in 30 days" in page


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ("words=snail", "knight and the snail", "Dust in the light"),
        ("words=236", "knight and the snail", "Dust in the light"),
        ("kind=smile", "knight and the snail", "Dust in the light"),
        ("kind=no-such-kind", "knight and the snail", "No item is like this"),
        ("words=zzzz", "No item is like this", "knight and the snail"),
        ("state=withdrawn", "No item is like this", "knight and the snail"),
        ("wanted=missing&language=fr", "No item is like this", "knight and the snail"),
        ("wanted=unrecorded", "knight and the snail", "No item is like this"),
    ],
)
def test_list_is_found_by_filters(editor: Staff, asked: str, there: str, away: str) -> None:
    page = editor.see(f"/desk/items?{asked}").text
    assert there in page
    assert away not in page


def test_typing_fetches_the_lines_alone(editor: Staff) -> None:
    page = editor.see("/desk/items?words=snail", **{"HX-Request": "true"}).text
    assert "<h1" not in page
    assert "knight and the snail" in page


def test_next_page_keeps_the_filters(editor: Staff, house: House) -> None:
    with house.database.writes() as session:
        row = session.get_one(ItemRow, SNAIL)
        for number in range(400, 460):
            session.add(_copy(row, number))
    page = editor.see("/desk/items?kind=smile&words=").text
    more = re.search(r'href="([^"]*after=\d+[^"]*)"', page)
    assert more
    assert "kind=smile" in more[1]
    assert "459" in editor.see(more[1].replace("&amp;", "&")).text


def _copy(row: ItemRow, number: int) -> ItemRow:
    values = {name: getattr(row, name) for name in ItemRow.__table__.columns.keys()}  # noqa: SIM118
    return ItemRow(**{**values, "number": number})


def test_list_asks_as_much_for_many(editor: Staff, house: House) -> None:
    def ask() -> int:
        asked: list[str] = []

        def hear(*given: Any) -> None:
            asked.append(given[2])

        event.listen(house.database.engine, "before_cursor_execute", hear)
        editor.see("/desk/items?kind=smile")
        event.remove(house.database.engine, "before_cursor_execute", hear)
        return len(asked)

    few = ask()
    with house.database.writes() as session:
        row = session.get_one(ItemRow, SNAIL)
        session.add_all([_copy(row, number) for number in range(500, 540)])
    assert ask() == few


def test_empty_museum_says_what_comes(editor: Staff, house: House) -> None:
    with house.database.writes() as session:
        for table in (SeriesEntryRow, ThreadRow, ItemRow):
            session.execute(delete(table))
    assert "Here your stories" in editor.see("/desk/items").text


def test_new_item_is_written_and_published(editor: Staff, house: House) -> None:
    editor.see("/desk/items")
    assert "Nobody hears it yet" in editor.send("/desk/items/new", {"number": 777}).text
    refused = editor.send("/desk/items/777/publish", {"language": "en"})
    assert refused.status_code == 422
    assert state_of(house, 777) == "draft"
    write(editor, 777, "facts", FACTS)
    write(editor, 777, "words/en", WORDS)
    page = editor.send("/desk/items/777/publish", {"language": "en"}).text
    assert "777 is on the line" in page
    assert (state_of(house, 777), title_of(house, 777)) == ("published", "A door")
    undo(editor, page)
    assert state_of(house, 777) != "published"


def test_taken_number_is_refused_in_words(editor: Staff) -> None:
    editor.see("/desk/items")
    assert f"There is an item {SNAIL} already" in editor.send("/desk/items/new", {"number": SNAIL}).text


def test_refusal_links_to_the_field(editor: Staff) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    write(editor, SNAIL, "words/en", {**WORDS, "title": ""})
    page = editor.send(f"/desk/items/{SNAIL}/publish", {"language": "en"}).text
    assert 'href="#title"' in page
    assert 'aria-invalid="true"' in page
    assert "Something is missing here" in page


def test_withdrawing_is_undone_in_one_step(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    page = editor.send(f"/desk/items/{SNAIL}/withdraw").text
    assert state_of(house, SNAIL) == "withdrawn"
    undo(editor, page)
    assert state_of(house, SNAIL) == "published"


def test_publishing_is_undone_in_one_step(editor: Staff, house: House) -> None:
    before = title_of(house, SNAIL)
    editor.see(f"/desk/items/{SNAIL}")
    write(editor, SNAIL, "words/en", WORDS)
    page = editor.send(f"/desk/items/{SNAIL}/publish", {"language": "en"}).text
    assert title_of(house, SNAIL) == "A door", page[:4000]
    undo(editor, page)
    assert title_of(house, SNAIL) == before


def test_change_stands_in_the_trail(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    editor.send(f"/desk/items/{SNAIL}/withdraw")
    with house.database.reads() as session:
        row = session.scalars(select(TrailRow).order_by(TrailRow.id.desc())).first()
    assert row is not None
    assert (row.name, row.what, row.key, row.after) == ("Ana", "withdraw", str(SNAIL), {"state": "withdrawn"})


def test_plan_is_made_in_the_museums_zone(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    page = editor.send(
        f"/desk/items/{SNAIL}/plan", {"action": "withdraw", "day": "2026-06-01", "time": "09:00"}
    ).text
    with house.database.reads() as session:
        at = session.scalars(select(ScheduleRow.at)).one()
    assert at.astimezone(house.settings.zone).isoformat()[:16] == "2026-06-01T09:00"
    page = undo(editor, page)
    assert not _plans(house)
    undo(editor, page)
    assert len(_plans(house)) == 1


def _plans(house: House) -> list[ScheduleRow]:
    with house.database.reads() as session:
        return list(session.scalars(select(ScheduleRow)))


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-01-01", "09:00", "past already"),
        ("", "09:00", "Choose a day"),
        ("2026-06-01", "25:00", "Choose a day"),
    ],
)
def test_impossible_hour_is_refused(editor: Staff, house: House, day: str, time: str, said: str) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    page = editor.send(f"/desk/items/{SNAIL}/plan", {"action": "publish", "day": day, "time": time}).text
    assert said in page
    assert not _plans(house)


def test_used_item_is_not_deleted(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    assert "withdraw it instead" in editor.send(f"/desk/items/{SNAIL}/delete").text
    assert state_of(house, SNAIL) == "published"


def test_deleted_item_comes_back_with_words(editor: Staff, house: House) -> None:
    editor.see("/desk/items")
    editor.send("/desk/items/new", {"number": 778})
    write(editor, 778, "words/en", WORDS)
    page = editor.send("/desk/items/778/delete").text
    assert state_of(house, 778) is None
    undo(editor, page)
    assert data_of(house, text_sheet(778, "en"))["title"] == "A door"


def test_discarded_draft_is_taken_up_again(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    write(editor, SNAIL, "words/en", WORDS)
    page = editor.send(f"/desk/items/{SNAIL}/discard/en").text
    assert not draft_of(house, text_sheet(SNAIL, "en")).exists
    undo(editor, page)
    assert data_of(house, text_sheet(SNAIL, "en"))["title"] == "A door"


def test_facts_are_read_as_typed(editor: Staff, house: House) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    write(editor, SNAIL, "facts", {**FACTS, "asks": "1"})
    data = data_of(house, item_sheet(SNAIL))
    assert (data["asks"], data["sensitive"], data["sources"]) == (True, False, ["A walk", "Another walk"])
    assert data["picture"]  # has a form of its own and stays


def test_forged_choice_is_refused(editor: Staff) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    answer = write(editor, SNAIL, "facts", {**FACTS, "kind": "opera"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/desk/items/9999", "/desk/items/9999/history", "/desk/items/9999/threads"])
def test_unknown_item_is_not_found(editor: Staff, path: str) -> None:
    assert editor.see(path).status_code == 404


def test_answerer_reads_but_changes_nothing(staff: Callable[..., Staff]) -> None:
    person = staff("Tom", Role.ANSWERER)
    page = person.see(f"/desk/items/{SNAIL}").text
    assert "readonly" in page
    assert "Publish" not in page
    assert person.send(f"/desk/items/{SNAIL}/withdraw").status_code == 403
