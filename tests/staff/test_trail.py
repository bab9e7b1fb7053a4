"""The trail of changes, read page by page, and who has a page open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db.base import Base
from db.database import Database
from staff import presence, trail
from staff.accounts import User
from staff.people import Person
from staff.reading_trail import TrailQuery, list_kinds, list_trail
from staff.roles import Role
from tests.staff.office import NOON

JOSEPH, ANA = (
    Person(number, name, f"{name}@museum.example", frozenset({Role.EDITOR}))
    for number, name in ((1, "Joseph"), (2, "Ana"))
)
LINES = [
    (JOSEPH, "publish", "item", "214"), (ANA, "edit", "item", "305"), (None, "publish", "item", "214"),
    (ANA, "edit", "speaker", "ana"), (JOSEPH, "withdraw", "item", "305"),
]  # fmt: skip


def fill(session: Session) -> None:
    for who, what, kind, key in LINES:
        trail.note(session, who, what, kind, key, NOON)
    session.flush()


def seen(session: Session, **query: object) -> list[int]:
    return [row.id for row in list_trail(session, TrailQuery(**query)).rows]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"person": 2}, [4, 2]),
        ({"kind": "item"}, [5, 3, 2, 1]),
        ({"key": "305"}, [5, 2]),
        ({"kind": "item", "key": "214", "person": 1}, [1]),
        ({"kind": "speaker", "key": "214"}, []),
        ({"before": 3}, [2, 1]),
        ({"person": 1, "before": 5}, [1]),
    ],
    ids=str,
)
def test_trail_is_read_newest_first(database: Database, query: dict[str, object], ids: list[int]) -> None:
    with database.writes() as session:
        fill(session)
        assert seen(session, **query) == ids


@pytest.mark.parametrize("size", [1, 2, 4, 5, 6])
def test_pages_of_the_trail_meet(database: Database, size: int) -> None:
    with database.writes() as session:
        fill(session)
        ids: list[int] = []
        before, pages = 0, 0
        while pages == 0 or before:
            page = list_trail(session, TrailQuery(before=before), size)
            ids += [row.id for row in page.rows]
            before, pages = page.next, pages + 1
    assert ids == [5, 4, 3, 2, 1]
    assert pages == -(-5 // size)


def test_empty_trail_has_one_empty_page(database: Database) -> None:
    with database.reads() as session:
        page = list_trail(session, TrailQuery())
        assert (list(page.rows), page.next, list(list_kinds(session))) == ([], 0, [])


def test_line_keeps_what_stood_before(database: Database) -> None:
    before, after = {"title": {"fr": "L'été"}, "items": [214]}, {"title": {}, "items": []}
    with database.writes() as session:
        trail.note(session, ANA, "edit", "series", "blues", NOON, language="fr", before=before, after=after)
        trail.note(session, None, "publish", "item", "214", NOON)
    with database.reads() as session:
        house, row = list_trail(session, TrailQuery()).rows
        assert (row.account, row.name, row.at, row.language) == (2, "Ana", NOON, "fr")
        assert (row.before, row.after) == (before, after)
        assert (house.account, house.name, house.language, house.before, house.after) == (
            None,
            "",
            "",
            None,
            None,
        )
        assert list(list_kinds(session)) == ["item", "series"]


def test_two_at_one_page_see_each_other(database: Database) -> None:
    with database.writes() as session:
        assert presence.arrive(session, "item/214", JOSEPH, NOON) == ()
        assert presence.arrive(session, "item/214", ANA, NOON) == ("Joseph",)
        assert presence.arrive(session, "item/214", JOSEPH, NOON) == ("Ana",)
        assert presence.arrive(session, "item/305", JOSEPH, NOON) == ()


@pytest.mark.parametrize(("seconds", "others"), [(45, ("Joseph",)), (46, ())])
def test_whoever_is_silent_has_gone(database: Database, seconds: int, others: tuple[str, ...]) -> None:
    with database.writes() as session:
        presence.arrive(session, "item/214", JOSEPH, NOON)
        assert presence.arrive(session, "item/214", ANA, NOON + timedelta(seconds=seconds)) == others


def test_new_name_is_seen_at_once(database: Database) -> None:
    married = Person(1, "Joseph B.", JOSEPH.email, JOSEPH.roles)
    with database.writes() as session:
        presence.arrive(session, "item/214", JOSEPH, NOON)
        presence.arrive(session, "item/214", married, NOON + timedelta(seconds=30))
        assert presence.arrive(session, "item/214", ANA, NOON + timedelta(seconds=70)) == ("Joseph B.",)


TABLES = [Base.metadata.tables[name] for name in ("accounts", "presences")]
ARRIVALS = st.lists(
    st.tuples(st.sampled_from([JOSEPH, ANA]), st.sampled_from("ab"), st.integers(0, 40)), max_size=20
)


@given(ARRIVALS)
def test_page_shows_whom_it_saw_lately(arrivals: list[tuple[Person, str, int]]) -> None:
    """Beside a model that remembers everything."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine, tables=TABLES)
    now, model = NOON, {}
    with database.writes() as session:
        for who in (JOSEPH, ANA):
            session.add(User(id=who.id, name=who.name, email=who.email, active=True, fs_uniquifier=who.name))
        session.flush()
        for who, page, later in arrivals:
            now += timedelta(seconds=later)
            model[page, who.name] = now
            others = {
                name for (where, name), at in model.items() if where == page and (now - at).seconds <= 45
            }
            assert set(presence.arrive(session, page, who, now)) == others - {who.name}
    database.close()
