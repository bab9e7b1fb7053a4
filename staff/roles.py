"""What each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The roles an account may have."""

    ADMIN = "admin"
    EDITOR = "editor"
    ANSWERER = "answerer"
    GUEST = "guest"


class Right(StrEnum):
    """What one may be allowed to do. A guest's rights hold only within the series and languages given to them.

    LOOK at everything but people; EDIT words and recordings and put them on the line; HOUSE: lines, seasons, speakers,
    series; ANSWER what visitors ask; TRAIL: read who changed what; STAFF: accounts."""

    LOOK = "look"
    EDIT = "edit"
    HOUSE = "house"
    ANSWER = "answer"
    TRAIL = "trail"
    STAFF = "staff"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.EDITOR: frozenset({Right.LOOK, Right.EDIT, Right.HOUSE, Right.ANSWER, Right.TRAIL}),
    Role.ANSWERER: frozenset({Right.LOOK, Right.ANSWER}),
    Role.GUEST: frozenset({Right.LOOK, Right.EDIT}),
}
