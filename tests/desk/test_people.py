"""Who works here, as whoever looks after the accounts sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.house import House
from staff.joining import find
from staff.roles import Role
from tests.actors.staff import Staff, account, employ

BO = {"name": "Bo", "email": "bo@museum.example", "roles": ["guest"], "languages": ["fr"]}
PASSPHRASE = re.compile(r'id="passphrase"[^>]*>([a-z-]+)<')


@pytest.fixture
def admin(staff: Callable[..., Staff]) -> Staff:
    return staff("Ada", Role.ADMIN)


def passphrase_of(page: str) -> str:
    found = PASSPHRASE.search(page)
    assert found, page
    return found[1]


def test_somebody_new_signs_in(admin: Staff, app: Flask) -> None:
    passphrase = passphrase_of(admin.send("/desk/people/add", BO).text)
    assert "Choose a password of your own" in Staff(app).sign_in("bo@museum.example", passphrase).text
    for page in ("/desk/people", "/desk/trail"):
        text = admin.see(page).text
        assert "Bo" in text
        assert passphrase not in text
    assert "bo@museum.example" not in admin.see("/desk/trail").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "A name is needed"), ({"email": "bo"}, "no e-mail address"),
        ({"roles": []}, "at least one role"),
        ({"languages": []}, "at least one series or language"), ({"email": "ADA@museum.example"}, "already"),
    ],
)  # fmt: skip
def test_mistakes_stand_at_their_fields(admin: Staff, changes: dict[str, object], words: str) -> None:
    answer = admin.send("/desk/people/add", {**BO, **changes})
    assert answer.status_code == 422
    assert words in answer.text


def test_roles_count_at_the_next_page(admin: Staff, app: Flask, house: House) -> None:
    bo = Staff(app, employ(house, "Bo", Role.ANSWERER))
    number = account(house, "bo@museum.example")
    assert bo.client.get("/desk/people").status_code == 403
    admin.send(f"/desk/people/{number}", {"roles": ["admin"], "languages": ["fr"]})
    assert bo.client.get("/desk/people").status_code == 200
    with house.database.reads() as session:
        user = find(session, "bo@museum.example")
        assert user is not None
        assert user.languages == []  # they count for guests alone


def test_last_admin_can_not_be_taken_away(admin: Staff, house: House) -> None:
    number = account(house, "ada@museum.example")
    assert "Nobody else looks after" in admin.send(f"/desk/people/{number}", {"roles": ["editor"]}).text
    assert "Nobody else looks after" in admin.send(f"/desk/people/{number}/leave").text
    assert admin.client.get("/desk/people").status_code == 200


def test_whoever_leaves_can_return(admin: Staff, app: Flask, house: House) -> None:
    bo, number = Staff(app, employ(house, "Bo")), account(house, "bo@museum.example")
    left = admin.send(f"/desk/people/{number}/leave").text
    assert f"/desk/people/{number}/return" in left  # the undo
    assert bo.client.get("/desk/").status_code == 303
    admin.send(f"/desk/people/{number}/return")
    assert Staff(app, "bo@museum.example").client.get("/desk/account").status_code == 200


def test_reset_gives_a_new_passphrase(admin: Staff, app: Flask, house: House) -> None:
    bo, number = Staff(app, employ(house, "Bo")), account(house, "bo@museum.example")
    passphrase = passphrase_of(admin.send(f"/desk/people/{number}/reset", {"second_factor": "1"}).text)
    assert bo.client.get("/desk/").status_code == 303
    assert "password of your own" in Staff(app).sign_in("bo@museum.example", passphrase).text


def test_nobody_by_that_number(admin: Staff) -> None:
    assert admin.client.get("/desk/people/9999").status_code == 404
