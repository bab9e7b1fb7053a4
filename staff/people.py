"""A member of staff as the doors know them: a frozen copy of the account, and what they may touch."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from staff.accounts import User
from staff.roles import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts. `name` stands beside what they change; a guest touches only their `series` and `languages`."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    language: str = ""
    series: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def may(self, right: Right) -> bool:
        """Whether one of the roles gives this right."""
        return any(right in RIGHTS[role] for role in self.roles)

    @property
    def is_guest(self) -> bool:
        """Whether the right to edit comes from being a guest alone."""
        return Right.EDIT not in {right for role in self.roles - {Role.GUEST} for right in RIGHTS[role]}

    def may_edit(self, *, language: str = "", series: Collection[str] = ()) -> bool:
        """Whether words or recordings in a language, of an item that stands in these series, may be changed."""
        if not self.may(Right.EDIT):
            return False
        return not self.is_guest or language in self.languages or not self.series.isdisjoint(series)


def describe(user: User) -> Person:
    """The frozen copy."""
    roles = frozenset(Role(role.name) for role in user.roles)
    return Person(
        user.id, user.name, user.email, roles, user.language, frozenset(user.series), frozenset(user.languages)
    )  # fmt: skip
