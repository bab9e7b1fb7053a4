"""Requests: kept once, sent once, thrown away for good, and never lost by a hang-up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.database import Database
from tests.visitors.conftest import NOW
from visitors import people, requests
from visitors.people import Channel, Visitor
from visitors.requests import Message, RequestState, SoundState

SPOKEN = Message("RE1", "en", "phone", sound="RE1", seconds=12, call="CA1", item=214)


def keep(database: Database, visitor: Visitor, message: Message = SPOKEN) -> int:
    with database.writes() as session:
        return requests.keep(session, visitor.id, message, NOW)


def test_repeated_webhook_keeps_one_row(database: Database, visitor: Visitor) -> None:
    assert keep(database, visitor) == keep(database, visitor, replace(SPOKEN, text="other"))


def test_spoken_message_owes_its_sound(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor)
    with database.reads() as session:
        row = requests.own(session, number, visitor.id)
        assert row is not None
        assert (row.sound_state, row.carrier_copy, row.state) == (SoundState.OWED, True, RequestState.DRAFT)


def test_sending_twice_gives_one_ticket(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor)
    with database.writes() as session:
        first = requests.send(session, number, visitor.id, NOW)
        assert first is not None
        assert requests.send(session, number, visitor.id, NOW) == first
        assert len(first) == 6
        assert first[0] != "0"


def test_nobody_sends_what_is_not_theirs(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor)
    with database.writes() as session:
        other = people.meet(session, Channel.PHONE, ["d" * 64], NOW)
        assert requests.send(session, number, other.id, NOW) is None
        assert requests.throw_away(session, number, other.id) is False
        assert requests.own(session, number, None) is None


def test_thrown_away_cannot_be_sent(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor, replace(SPOKEN, text="my words", reply_to="x"))
    with database.writes() as session:
        assert requests.throw_away(session, number, visitor.id)
        assert requests.send(session, number, visitor.id, NOW) is None
        row = requests.own(session, number, visitor.id)
        assert row is not None
        assert (row.text, row.reply_to) == ("", None)


def test_sent_cannot_be_thrown_away(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor)
    with database.writes() as session:
        requests.send(session, number, visitor.id, NOW)
        assert requests.throw_away(session, number, visitor.id) is False


@pytest.mark.parametrize("times", [1, 2])
def test_hanging_up_keeps_the_draft(database: Database, visitor: Visitor, times: int) -> None:
    keep(database, visitor)
    with database.writes() as session:
        closed = [requests.close_call(session, "CA1") for _ in range(times)]
        assert closed == [1, 0][:times]
        assert [row.state for row in requests.newest(session)] == [RequestState.UNCONFIRMED]
        assert requests.newest(session)[0].ticket


def test_newest_hides_drafts_and_thrown(database: Database, visitor: Visitor) -> None:
    first = keep(database, visitor)
    keep(database, visitor, replace(SPOKEN, origin="RE2"))
    with database.writes() as session:
        requests.throw_away(session, first, visitor.id)
        assert requests.newest(session) == []
