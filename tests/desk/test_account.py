"""One's own account at the desk."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.house import House
from staff.joining import find
from staff.links import link
from staff.pins import check_pin
from tests.actors.staff import Staff

EMAIL, PIN = "ana@museum.example", "493817"


def test_name_and_language_are_kept(editor: Staff) -> None:
    assert "Votre compte" in editor.send("/desk/account/name", {"name": " Ana  Ruiz ", "language": "fr"}).text
    assert 'value="Ana Ruiz"' in editor.see("/desk/account").text
    assert "Il faut un nom" in editor.send("/desk/account/name", {"name": " "}).text


def test_pin_and_number_open_the_telephone(editor: Staff, house: House) -> None:
    page = editor.send("/desk/account/pin", {"pin": PIN, "again": PIN}).text
    number = re.search(r'<dd class="code">(\d{4})</dd>', page)
    assert number
    with house.database.writes() as session:
        person = check_pin(session, number[1], PIN, house.clock.now())
    assert person is not None
    assert PIN not in editor.see("/desk/account").text


@pytest.mark.parametrize(
    ("pin", "again", "words"),
    [
        ("493817", "493818", "not the same"), ("12345", "12345", "exactly six"), ("111222", "111222", "too few"),
        ("123456", "123456", "follow each other"), ("937937", "937937", "repeats itself"),
    ],
)  # fmt: skip
def test_weak_pin_is_refused_in_words(editor: Staff, pin: str, again: str, words: str) -> None:
    assert words in editor.send("/desk/account/pin", {"pin": pin, "again": again}).text


def test_code_links_a_chat_until_unlinked(editor: Staff, house: House) -> None:
    found = re.search(r"/link (\d{6})", editor.send("/desk/account/chat").text)
    assert found
    with house.database.writes() as session:
        assert link(session, found[1], "c" * 64, house.clock.now())
    assert "chat is linked" in editor.see("/desk/account").text
    editor.send("/desk/account/chat/unlink")
    with house.database.reads() as session:
        user = find(session, EMAIL)
        assert user is not None
        assert user.chat is None


def test_signing_out_everywhere_ends_all_sessions(editor: Staff, app: Flask) -> None:
    other = Staff(app, EMAIL)
    assert "signed out everywhere" in editor.send("/desk/account/leave").text
    assert {one.client.get("/desk/account").status_code for one in (editor, other)} == {303}


def test_passkey_of_somebody_else_stays(editor: Staff, house: House) -> None:
    assert editor.send("/desk/account/passkeys/1/remove").status_code == 200
