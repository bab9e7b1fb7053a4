"""A guest touches only what was given to them, on every page and in every step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.house import House
from content.editing.sheet import text_sheet
from content.tables import SeriesEntryRow
from staff.roles import Role
from tests.actors.staff import Staff
from tests.desk.item_forms import SNAIL, WORDS, data_of, draft_of, type_into, write

STEPS = (
    "facts", "words/en", "words/en/publish", "words/en/reviewed", "publish", "withdraw", "plan", "undo",
    "discard/en", "discard/facts", "take-up/en", "picture", "picture/set", "delete", "threads", "history/en",
    "history/facts",
)  # fmt: skip


@pytest.fixture
def french(staff: Callable[..., Staff]) -> Staff:
    return staff("Lou", Role.GUEST, languages=["fr"])


def test_guest_of_another_language_is_refused_everywhere(french: Staff) -> None:
    french.see(f"/desk/items/{SNAIL}")
    answers = {step: french.send(f"/desk/items/{SNAIL}/{step}", dict(WORDS)).status_code for step in STEPS}
    assert {step for step, code in answers.items() if code != 403} == set()


def test_guest_writes_their_own_language(french: Staff, house: House) -> None:
    assert write(french, SNAIL, "words/fr", {**WORDS, "title": "Une porte"}).status_code == 200
    assert data_of(house, text_sheet(SNAIL, "fr"))["title"] == "Une porte"
    page = french.send(f"/desk/items/{SNAIL}/words/fr/publish").text
    assert "The words in French are published" in page
    published = draft_of(house, text_sheet(SNAIL, "fr")).published
    assert published is not None
    assert published["title"] == "Une porte"


def test_guest_meets_their_language_first(french: Staff) -> None:
    page = french.see(f"/desk/items/{SNAIL}").text
    assert f'action="/desk/items/{SNAIL}/words/fr"' in page
    assert "Publish the words in French" in page
    assert f'action="/desk/items/{SNAIL}/publish"' not in page


def test_guest_reads_other_languages_only(french: Staff) -> None:
    page = french.see(f"/desk/items/{SNAIL}?language=en").text
    assert "You can read this here" in page
    assert "readonly" in page
    assert f'action="/desk/items/{SNAIL}/words/en"' not in page


def test_guest_cannot_save_by_itself_elsewhere(french: Staff, house: House) -> None:
    french.see(f"/desk/items/{SNAIL}")
    assert type_into(french, SNAIL, "en", 0, dict(WORDS)).status_code == 403
    assert not draft_of(house, text_sheet(SNAIL, "en")).exists


def test_guest_begins_no_item(french: Staff) -> None:
    assert "New item" not in french.see("/desk/items").text
    assert french.send("/desk/items/new", {"number": 900}).status_code == 403


def test_guest_of_a_series_writes_all_of_its_items(staff: Callable[..., Staff], house: House) -> None:
    with house.database.reads() as session:
        slug, number = session.execute(select(SeriesEntryRow.series, SeriesEntryRow.item)).first() or ("", 0)
    guest = staff("Mia", Role.GUEST, series=[slug])
    assert write(guest, number, "words/en", WORDS).status_code == 200
    assert guest.send(f"/desk/items/{SNAIL}/words/en", dict(WORDS)).status_code == (
        200 if number == SNAIL else 403
    )
