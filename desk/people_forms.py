"""The form of somebody who works here: read as it was typed, with what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from desk import words
from desk.parts import house
from staff.accounts import User
from staff.joining import WrongEntry, clean_email, clean_name
from staff.roles import Role


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What was typed; `mistakes` has a code for each field that is wrong."""

    name: str = ""
    email: str = ""
    language: str = ""
    roles: frozenset[Role] = frozenset({Role.EDITOR})
    series: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    mistakes: Mapping[str, str] = field(default_factory=dict)

    def with_mistake(self, name: str, code: str) -> PersonForm:
        """The same with one mistake more."""
        return replace(self, mistakes={**self.mistakes, name: code})


def read_form(given: MultiDict[str, str], *, is_new: bool = True) -> PersonForm:
    """Everything that can be known without the database; name and e-mail only of somebody new."""
    catalogue = house().shelf.catalogue
    form = PersonForm(
        given.get("name", ""),
        given.get("email", ""),
        given.get("language", "") if given.get("language") in words.LANGUAGES else "",
        frozenset(role for role in Role if role.value in given.getlist("roles")),
        frozenset(given.getlist("series")) & frozenset(catalogue.series),
        frozenset(given.getlist("languages")) & frozenset(catalogue.languages),
    )
    return replace(form, mistakes=dict(_find_mistakes(form, is_new=is_new)))


def form_of(user: User) -> PersonForm:
    """The form as somebody's account has it."""
    roles = frozenset(Role(role.name) for role in user.roles)
    return PersonForm(
        user.name, user.email, user.language, roles, frozenset(user.series), frozenset(user.languages)
    )  # fmt: skip


def describe_access(user: User) -> dict[str, Any]:
    """What somebody may do, for the trail."""
    return {
        "roles": sorted(role.name for role in user.roles),
        "series": list(user.series),
        "languages": list(user.languages),
    }


def _find_mistakes(form: PersonForm, *, is_new: bool) -> list[tuple[str, str]]:
    found = []
    for name, clean in (("name", clean_name), ("email", clean_email)) if is_new else ():
        try:
            clean(getattr(form, name))
        except WrongEntry:
            found.append((name, "needed"))
    if not form.roles:
        found.append(("roles", "needed"))
    if form.roles == {Role.GUEST} and not form.series and not form.languages:
        found.append(("series", "guest"))
    return found
