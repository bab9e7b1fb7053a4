"""Chats linked by codes, and calls that are somebody's for half an hour."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from db.database import Database
from staff import calls, links
from staff.accounts import User
from staff.links import LinkCodeRow, StaffCallRow
from tests.staff.office import NOON

CHAT, OTHER = "a" * 64, "b" * 64
SID = "CA" + "1" * 32


def test_code_is_kept_as_hash_and_works_once(database: Database) -> None:
    with database.writes() as session:
        code = links.make_code(session, 1, NOON)
        [row] = session.scalars(select(LinkCodeRow))
        assert len(code) == 6
        assert code not in row.code_hash
        linked = links.link(session, code, CHAT, NOON + timedelta(minutes=9))
        assert linked is not None
        assert linked.name == "Joseph"
        assert links.link(session, code, OTHER, NOON) is None
        assert links.find_linked(session, ["x", CHAT]) == linked
        assert links.find_linked(session, [OTHER]) is None


def test_code_is_old_after_ten_minutes(database: Database) -> None:
    with database.writes() as session:
        code = links.make_code(session, 1, NOON)
        assert links.link(session, code, CHAT, NOON + timedelta(minutes=10)) is None


def test_newer_code_ends_the_one_before(database: Database) -> None:
    with database.writes() as session:
        first, second = (links.make_code(session, 1, NOON) for _ in range(2))
        assert links.link(session, first, CHAT, NOON) is None
        assert links.link(session, second, CHAT, NOON) is not None


def test_chat_rests_after_five_tries(database: Database) -> None:
    with database.writes() as session:
        code = links.make_code(session, 1, NOON)
        for _ in range(5):
            assert links.link(session, "no-code", CHAT, NOON) is None
        assert links.link(session, code, CHAT, NOON) is None
        later = NOON + timedelta(minutes=10)
        again = links.make_code(session, 1, later)
        assert links.link(session, again, CHAT, later) is not None


def test_chat_has_one_person_and_lets_go(database: Database) -> None:
    with database.writes() as session:
        for account in (1, 2):
            assert links.link(session, links.make_code(session, account, NOON), CHAT, NOON) is not None
        session.expire_all()
        found = links.find_linked(session, [CHAT])
        assert found is not None
        assert found.name == "Ana"
        links.unlink(session, 2)
        session.expire_all()
        assert links.find_linked(session, [CHAT]) is None


def test_call_is_somebodys_for_half_an_hour(database: Database) -> None:
    with database.writes() as session:
        assert calls.find_caller(session, SID, NOON) is None
        calls.open_call(session, SID, 1, NOON)
        calls.open_call(session, SID, 2, NOON)  # a repeated webhook, or somebody else at the same receiver
        found = calls.find_caller(session, SID, NOON + timedelta(minutes=29))
        assert found is not None
        assert found.name == "Ana"
        assert calls.find_caller(session, SID, NOON + timedelta(minutes=30)) is None
        assert calls.find_account(session, SID) == 2


def test_calls_of_yesterday_are_forgotten(database: Database) -> None:
    with database.writes() as session:
        calls.open_call(session, SID, 1, NOON)
        calls.open_call(session, "CA2", 1, NOON + timedelta(days=2))
        assert [row.sid for row in session.scalars(select(StaffCallRow))] == ["CA2"]
        calls.open_call(session, "CA3", 2, NOON + timedelta(days=2, hours=3))
        assert calls.find_account(session, "CA2") == 1, "its recording may be told of yet"


def test_closed_account_neither_calls_nor_writes(database: Database) -> None:
    with database.writes() as session:
        code = links.make_code(session, 1, NOON)
        links.link(session, links.make_code(session, 2, NOON), CHAT, NOON)
        calls.open_call(session, SID, 2, NOON)
        for account in (1, 2):
            session.get_one(User, account).active = False
        session.flush()
        assert links.find_linked(session, [CHAT]) is None
        assert calls.find_caller(session, SID, NOON) is None
        assert calls.find_account(session, SID) == 2
        assert links.link(session, code, OTHER, NOON) is None


def test_fifth_try_still_counts_and_others_go_on(database: Database) -> None:
    with database.writes() as session:
        for _ in range(4):
            assert links.link(session, "000000", CHAT, NOON) is None
        code = links.make_code(session, 1, NOON)
        for _ in range(6):
            links.link(session, "000000", OTHER, NOON)
        assert links.link(session, code, CHAT, NOON) is not None


def test_linking_forgets_the_wrong_tries(database: Database) -> None:
    with database.writes() as session:
        for account in (1, 2):
            for _ in range(4):
                links.link(session, "000000", CHAT, NOON)
            assert links.link(session, links.make_code(session, account, NOON), CHAT, NOON) is not None


def test_new_code_sweeps_old_ones_of_anybody(database: Database) -> None:
    with database.writes() as session:
        links.make_code(session, 1, NOON)
        links.make_code(session, 2, NOON + links.CODE_LIVES)
        assert [row.account for row in session.scalars(select(LinkCodeRow))] == [2]
