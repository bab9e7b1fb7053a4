"""What a member of staff may do, and touch."""

from __future__ import annotations

from itertools import combinations

import pytest

from db.database import Database
from staff.accounts import User
from staff.joining import find_roles
from staff.people import Person, describe
from staff.roles import RIGHTS, Right, Role

GUEST = frozenset({Role.GUEST})


def person(*roles: Role, series: str = "", languages: str = "") -> Person:
    return Person(
        1, "Ana", "ana@museum.example", frozenset(roles),
        series=frozenset(series.split()), languages=frozenset(languages.split()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.ADMIN, "look edit house answer trail staff"),
        (Role.EDITOR, "look edit house answer trail"),
        (Role.ANSWERER, "look answer"),
        (Role.GUEST, "look edit"),
    ],
)
def test_each_role_has_its_rights(role: Role, rights: str) -> None:
    assert {right for right in Right if person(role).may(right)} == set(rights.split())


def test_several_roles_add_up() -> None:
    for one, other in combinations(Role, 2):
        both = {right for right in Right if person(one, other).may(right)}
        assert both == RIGHTS[one] | RIGHTS[other]
    assert not any(person().may(right) for right in Right)


@pytest.mark.parametrize(
    ("roles", "is_guest"),
    [
        ((Role.GUEST,), True), ((Role.GUEST, Role.ANSWERER), True), ((Role.GUEST, Role.EDITOR), False),
        ((Role.GUEST, Role.ADMIN), False), ((Role.EDITOR,), False),
    ],
)  # fmt: skip
def test_editors_are_never_mere_guests(roles: tuple[Role, ...], is_guest: bool) -> None:
    assert person(*roles, languages="fr").is_guest is is_guest
    assert person(*roles, languages="fr").may_edit(language="en") is not is_guest


@pytest.mark.parametrize(
    ("series", "languages", "touched", "may"),
    [
        ("", "", {"language": "fr"}, False),
        ("", "", {}, False),
        ("", "fr", {"language": "fr"}, True),
        ("", "fr", {"language": "en"}, False),
        ("", "fr", {}, False),
        ("blues", "", {"language": "en", "series": ["walks", "blues"]}, True),
        ("blues", "", {"series": ["walks"]}, False),
        ("blues", "fr", {"language": "fr", "series": ["walks"]}, True),
    ],
    ids=str,
)
def test_guest_keeps_to_what_was_given(
    series: str, languages: str, touched: dict[str, object], may: bool
) -> None:
    assert person(Role.GUEST, series=series, languages=languages).may_edit(**touched) is may


def test_answerer_with_languages_edits_nothing() -> None:
    assert not person(Role.ANSWERER, languages="fr", series="blues").may_edit(language="fr", series=["blues"])


def test_account_is_copied_as_it_is(database: Database) -> None:
    with database.writes() as session:
        user = session.get_one(User, 1)
        user.roles, user.series, user.languages = find_roles(session, GUEST), ["blues"], ["fr", "en"]
        user.language = "es"
        session.flush()
        assert describe(user) == Person(
            1, "Joseph", "Joseph@museum.example", GUEST, "es", frozenset({"blues"}), frozenset({"en", "fr"})
        )
