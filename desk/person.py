"""Who is at the desk, and the words in their language."""

from __future__ import annotations

from flask import g, request
from flask_security import current_user

from desk import words
from staff.people import Person, describe


def me() -> Person:
    """Who is signed in."""
    if "person" not in g:
        g.person = describe(current_user)
    person: Person = g.person
    return person


def language() -> str:
    """The language in which the desk speaks to whoever is there."""
    wanted = me().language if current_user.is_authenticated else ""
    return words.choose(wanted, request.headers.get("Accept-Language", ""))


def t(key: str, /, **values: object) -> str:
    """The desk's words in that language."""
    return words.say(language(), key, **values)
