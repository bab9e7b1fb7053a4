"""Somebody who works at the museum and signs in to the desk, over HTTP without a browser."""

from __future__ import annotations

import re
from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.house import House
from staff.joining import find, hash_password, join
from staff.roles import Role

PASSWORD = "a-snail-reads-the-guide"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def employ(house: House, name: str = "Ana", role: Role = Role.EDITOR, **changes: object) -> str:
    """An account with a password of its own; its e-mail address. `changes` are columns, such as `series`."""
    email = f"{name.lower()}@museum.example"
    with house.database.writes() as session:
        user, _ = join(session, name, email, role, language=str(changes.pop("language", "en")))
        user.password, user.temporary = _hashed(), False
        for column, value in changes.items():
            setattr(user, column, value)
    return email


@cache
def _hashed() -> str:
    return hash_password(PASSWORD)


class Staff:
    """A browser without a screen: it keeps cookies, and sends the token that forms carry."""

    def __init__(self, app: Flask, email: str = "", password: str = PASSWORD) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = ""
        if email:
            self.sign_in(email, password)

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        self.see("/desk/login")
        return self.send("/desk/login", {"email": email, "password": password})

    def see(self, path: str, **headers: str) -> TestResponse:
        """Look at a page, redirects followed."""
        answer = self.client.get(path, headers=headers, follow_redirects=True)
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.token = found[1] if found else self.token
        return answer

    def send(self, path: str, fields: dict[str, object] | None = None, **options: object) -> TestResponse:
        """Send a form with its token, redirects followed."""
        answer = self.client.post(
            path, data={"csrf_token": self.token, **(fields or {})}, follow_redirects=True, **options
        )
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.token = found[1] if found else self.token
        return answer


def account(house: House, email: str) -> int:
    """The id of an account."""
    with house.database.reads() as session:
        user = find(session, email)
        assert user is not None
        return user.id
