"""Who comes in at the desk."""

from __future__ import annotations

from flask import Flask

from app.house import House
from tests.actors.staff import Staff, employ


def test_stranger_is_sent_to_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/login?next=/desk/")


def test_editor_is_greeted_by_name(editor: Staff) -> None:
    assert "Ana" in editor.see("/desk/").text


def test_wrong_password_opens_nothing(app: Flask, house: House) -> None:
    person = Staff(app)
    answer = person.sign_in(employ(house), "a-wrong-password")
    assert "do not belong together" in answer.text
    assert person.client.get("/desk/").status_code == 303


def test_account_rests_after_five_failures(app: Flask, house: House) -> None:
    person, email = Staff(app), employ(house)
    for _ in range(5):
        person.sign_in(email, "a-wrong-password")
    person.sign_in(email)
    assert person.client.get("/desk/").status_code == 303
    house.clock.advance(15 * 60 + 1)
    person.sign_in(email)
    assert person.client.get("/desk/").status_code == 200


def test_form_without_token_is_refused(editor: Staff) -> None:
    assert editor.client.post("/desk/").status_code in {400, 405}


def test_nothing_foreign_may_load(editor: Staff) -> None:
    policy = editor.see("/desk/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
