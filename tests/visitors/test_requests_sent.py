"""What happens to a message between the first word and the inbox: corrected, continued, sent, cut off, adopted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.visitors.reception import NOW, Reception
from visitors import requests
from visitors.requests import RequestKind, RequestRow, RequestState

DRAFT, SENT, UNSURE = RequestState.DRAFT, RequestState.SENT, RequestState.UNCONFIRMED
ANSWERED, CLOSED, THROWN = RequestState.ANSWERED, RequestState.CLOSED, RequestState.THROWN


def set_state(reception: Reception, state: RequestState) -> None:
    with reception.database.writes() as session:
        session.execute(update(RequestRow).values(state=state))


@pytest.mark.parametrize("state", list(RequestState))
@pytest.mark.parametrize("mine", [True, False])
def test_draft_alone_is_changed(reception: Reception, state: RequestState, mine: bool) -> None:
    number, who = reception.asks("One", sent=False), reception.visits("rosa" if mine else "otto")
    set_state(reception, state)
    done = mine and state == DRAFT
    assert reception.does(requests.reword, number, who, "Two") is done
    assert reception.does(requests.extend, number, who, "Three") is done
    assert reception.row(number).text == ("Two\n\nThree" if done else "One")


def test_repeated_words_are_not_added(reception: Reception) -> None:
    number = reception.asks("One", sent=False)
    for words in ("Two", "Two", "One"):
        assert reception.does(requests.extend, number, reception.visits(), words)
    assert reception.row(number).text == "One\n\nTwo"


@pytest.mark.parametrize(
    ("state", "mine", "done"),
    [
        (DRAFT, True, True), (SENT, True, True), (UNSURE, True, True), (ANSWERED, True, False),
        (CLOSED, True, False), (THROWN, True, False), (SENT, False, False),
    ],
)  # fmt: skip
def test_way_is_chosen_until_it_is_answered(
    reception: Reception, state: RequestState, mine: bool, done: bool
) -> None:
    number = reception.asks()
    set_state(reception, state)
    who = reception.visits("rosa" if mine else "otto")
    assert reception.does(requests.choose_way, number, who, "sms") is done
    assert reception.row(number).way == ("sms" if done else "")


@pytest.mark.parametrize("kind", list(RequestKind))
def test_number_belongs_to_its_kind(reception: Reception, kind: RequestKind) -> None:
    """What a message is about: an item, a consent, or the request that a name belongs to."""
    number = reception.asks("", kind, about=7, sent=False)
    row = reception.row(number)
    columns = {"item": row.item, "consent": row.consent, "part_of": row.part_of}
    wanted = {
        RequestKind.CONTRIBUTION: "consent",
        RequestKind.NAME: "part_of",
        RequestKind.PICTURE: "part_of",
    }.get(kind, "item")
    assert columns == {name: 7 if name == wanted else None for name in columns}


def test_name_is_never_sent_by_itself(reception: Reception) -> None:
    number = reception.asks("Rosa", RequestKind.NAME, sent=False, call="CA1")
    assert reception.does(requests.send, number, reception.visits(), NOW) is None
    assert reception.does(requests.close_call, "CA1") == 0
    assert (reception.row(number).state, reception.row(number).text) == (THROWN, "")


@pytest.mark.parametrize(
    ("kind", "waits"), [(RequestKind.QUESTION, ""), (RequestKind.CONTRIBUTION, "waiting")]
)
@pytest.mark.parametrize("how", ["sent", "cut off"])
def test_what_is_ours_waits_and_is_found(
    reception: Reception, kind: RequestKind, waits: str, how: str
) -> None:
    day = NOW.date() + timedelta(days=2)
    number = reception.asks("heron", kind, sent=how == "sent", call="CA1", promised_for=day)
    assert reception.does(requests.close_call, "CA1") == (0 if how == "sent" else 1)
    row = reception.row(number)
    assert (row.moderation, row.due_on, len(row.ticket or "")) == (waits, day, 6)
    assert reception.lists(words="heron") == [number]


def test_cut_off_message_is_sent_later(reception: Reception) -> None:
    number = reception.asks(sent=False, call="CA1")
    reception.does(requests.close_call, "CA1")
    ticket = reception.row(number).ticket
    assert reception.does(requests.send, number, reception.visits(), NOW) == ticket
    assert (reception.row(number).state, reception.row(number).sent_at) == (SENT, NOW)


def test_report_without_number_is_adopted(reception: Reception) -> None:
    number, who = reception.asks(sent=False), reception.visits("otto")
    with reception.database.writes() as session:
        session.execute(update(RequestRow).values(visitor_id=None, reply_to=None))
    reception.does(requests.adopt, number, who, "sealed")
    reception.does(requests.adopt, number, reception.visits(), "other")
    assert (reception.row(number).visitor_id, reception.row(number).reply_to) == (who, "sealed")


def test_thrown_away_is_adopted_without_address(reception: Reception) -> None:
    number = reception.asks(sent=False)
    assert reception.does(requests.throw_away, number, reception.visits())
    reception.does(requests.adopt, number, reception.visits(), "sealed")
    assert reception.row(number).reply_to is None


def test_origin_and_ticket_find_it(reception: Reception) -> None:
    number = reception.asks()
    row = reception.row(number)
    found = [
        reception.does(requests.find_origin, ["nothing", row.origin]), reception.does(requests.find_origin, ["x"]),
        reception.does(requests.find_ticket, row.ticket or ""), reception.does(requests.find_ticket, ""),
    ]  # fmt: skip
    assert [one and one.id for one in found] == [number, None, number, None]
