"""What was changed, as the desk shows it."""

from __future__ import annotations

import re

import pytest

from app.house import House
from staff import trail
from staff.people import Person
from staff.roles import Role
from tests.actors.staff import Staff

BO = Person(77, "Bo", "bo@museum.example", frozenset({Role.EDITOR}))


@pytest.fixture
def many(house: House) -> int:
    """More changes than a page holds."""
    with house.database.writes() as session:
        for count in range(120):
            trail.note(session, BO, "publish", "text", "214", house.clock.now(), language="fr",
                       before={"title": f"Old snail {count}"}, after={"title": f"New snail {count}"})  # fmt: skip
        trail.note(session, None, "withdraw", "item", "101", house.clock.now())
    return 121


def test_pages_hold_everything_once(editor: Staff, many: int) -> None:
    address, seen = "/desk/trail", 0
    while address:
        page = editor.see(address).text
        seen += page.count("<time ")
        older = re.search(r'href="(/desk/trail\?[^"]*before=\d+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == many


def test_differences_stand_word_by_word(editor: Staff, many: int) -> None:
    page = editor.see("/desk/trail?kind=text").text
    assert re.search(r"<del>.*Old", page)
    assert re.search(r"<ins>.*New", page)
    assert 'href="/desk/items/214' in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("person=77&key=214", 50),
        ("person=78", 0),
        ("kind=item", 1),
        ("key=101", 1),
        ("person=x&before=y&kind=item", 1),
    ],
)
def test_filters_narrow_the_trail(editor: Staff, many: int, query: str, count: int) -> None:
    assert editor.see(f"/desk/trail?{query}").text.count("<time ") == count


def test_house_itself_is_named(editor: Staff, many: int) -> None:
    assert "The house itself" in editor.see("/desk/trail?kind=item").text


def test_unknown_kind_is_still_readable(editor: Staff, house: House) -> None:
    with house.database.writes() as session:
        trail.note(session, BO, "polish", "new_thing", "x", house.clock.now(), after={"shine": "more"})
    assert "new thing" in editor.see("/desk/trail").text
