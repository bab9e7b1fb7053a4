"""Who is at the desk, and the words in their language."""

from __future__ import annotations

from babel import Locale, localedata
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


def name_language(code: str, own: str = "") -> str:
    """A language's name as one says it in the person's own; the language's own name where we have none."""
    found = (
        Locale.parse(code).get_display_name(language()) if code in localedata.locale_identifiers() else None
    )
    return found or own or code


def t(key: str, /, **values: object) -> str:
    """The desk's words in that language."""
    return words.say(language(), key, **values)
