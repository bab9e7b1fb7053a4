"""Answers: written together with what is owed or not at all, brought as the visitor wants, and heard once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from outbox.tables import DeliveryRow, State, Way
from staff.people import Person
from tests.visitors.reception import ANA, BEN, NOW, PARIS, Reception
from visitors import answers, inbox, requests
from visitors.answers import REDIAL, Answer, NoAddress, NotYours
from visitors.answers_table import AnswerRow, AnswerState
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState

PHONE, CHAT = Channel.PHONE, Channel.CHAT
CALL, SMS, BY_CHAT = Way.CALL, Way.SMS, Way.CHAT


class Broken(Exception):
    """Something goes wrong after everything was written."""


def state(reception: Reception) -> tuple[str, int | None, int, int]:
    """The request, its hands, and how many answers and deliveries there are."""
    row = reception.rows(RequestRow)[0]
    return row.state, row.claimed_by, len(reception.rows(AnswerRow)), len(reception.rows(DeliveryRow))


def test_answer_and_delivery_are_one(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number, words="  Because. ")
    assert state(reception) == (RequestState.ANSWERED, ANA.id, 1, 1)
    row, owed = reception.answer(answer), reception.rows(DeliveryRow)[0]
    assert (row.text, row.by, row.language, row.made_at) == ("Because.", "Ana", "en", NOW)
    assert (owed.key, owed.channel, owed.state, owed.zone) == (
        f"answer/{answer}/call",
        CALL,
        State.OWED,
        PARIS,
    )
    assert owed.address == reception.row(number).reply_to


def test_failing_transaction_leaves_nothing(reception: Reception) -> None:
    number = reception.asks()

    def fail(session: Any) -> None:
        answers.answer(session, number, Answer("Because."), ANA, NOW, zone=PARIS)
        raise Broken

    with pytest.raises(Broken):
        reception.does(fail)
    assert state(reception) == (RequestState.SENT, None, 0, 0)


@pytest.mark.parametrize(
    ("columns", "by", "way", "error"),
    [
        ({}, ANA, BY_CHAT, NoAddress),
        ({"reply_to": None}, ANA, CALL, NoAddress),
        ({}, ANA, "pigeon", NoAddress),
        ({"claimed_by": BEN.id}, ANA, CALL, NotYours),
    ],
)
def test_refusal_writes_nothing_though_caller_goes_on(
    reception: Reception, columns: dict[str, Any], by: Person, way: str, error: type[Exception]
) -> None:
    """The desk says it in words, and its transaction is committed."""
    number = reception.asks(**columns)
    before = state(reception)

    def give(session: Any) -> None:
        with pytest.raises(error):
            answers.answer(session, number, Answer("Because."), by, NOW, zone=PARIS, way=way)

    reception.does(give)
    assert state(reception) == before


@pytest.mark.parametrize(
    ("before", "is_answered"),
    [
        (RequestState.SENT, True), (RequestState.UNCONFIRMED, True), (RequestState.ANSWERED, True),
        (RequestState.CLOSED, False), (RequestState.DRAFT, False), (RequestState.THROWN, False),
    ],
)  # fmt: skip
def test_only_what_waits_is_answered(reception: Reception, before: RequestState, is_answered: bool) -> None:
    number = reception.asks(sent=before != RequestState.DRAFT)
    with reception.database.writes() as session:
        session.execute(update(RequestRow).values(state=before))
    if is_answered:
        reception.answers(number)
    else:
        with pytest.raises(NotYours):
            reception.answers(number)
    assert reception.row(number).state == (RequestState.ANSWERED if is_answered else before)


# Where somebody came from, whether with an address, their wish, what staff chose -> the way that it takes.
WAYS = [
    (PHONE, True, "", "", CALL), (PHONE, True, SMS, "", SMS), (PHONE, True, SMS, CALL, CALL),
    (PHONE, True, REDIAL, "", REDIAL), (PHONE, False, "", "", REDIAL), (PHONE, False, CALL, "", REDIAL),
    (CHAT, True, "", "", BY_CHAT), (CHAT, True, "", REDIAL, REDIAL), (CHAT, False, "", "", REDIAL),
    (CHAT, True, SMS, "", BY_CHAT), (PHONE, True, BY_CHAT, "", CALL),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "address", "wish", "chosen", "way"), WAYS)
def test_answer_takes_an_open_way(
    reception: Reception, channel: Channel, address: bool, wish: str, chosen: str, way: str
) -> None:
    hidden = {} if address else {"reply_to": None}
    number = reception.asks(channel=channel, way=wish, **hidden)
    row = reception.row(number)
    assert (chosen or answers.find_way(row)) == way
    assert way in answers.list_ways(row)
    reception.answers(number, way=chosen)
    assert [one.channel for one in reception.rows(DeliveryRow)] == ([] if way == REDIAL else [way])


def test_new_answer_replaces_the_old(reception: Reception) -> None:
    number = reception.asks()
    old, new = reception.answers(number), reception.answers(number, words="Or rather so.")
    assert [reception.answer(one).state for one in (old, new)] == [AnswerState.PAST, AnswerState.LIVE]
    assert [one.state for one in reception.rows(DeliveryRow)] == [State.CANCELLED, State.OWED]
    with reception.database.reads() as session:
        assert [row.id for row in answers.live(session, number)] == [new]
        assert [row.id for row in answers.of_request(session, number)] == [new, old]


def test_other_hands_cannot_mend_it(reception: Reception) -> None:
    number = reception.asks()
    reception.answers(number)
    with pytest.raises(NotYours):
        reception.answers(number, by=BEN)
    assert len(reception.rows(AnswerRow)) == 1


def test_same_way_twice_is_owed_once(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    with reception.database.writes() as session:
        request, row = session.get_one(RequestRow, number), session.get_one(AnswerRow, answer)
        answers.owe(session, request, row, CALL, PARIS, NOW)
    assert len(reception.rows(DeliveryRow)) == 1


def test_what_came_back_goes_again(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    assert not reception.does(answers.bring_again, number, SMS, ANA, NOW, zone=PARIS)
    reception.fails(answer)
    assert (reception.row(number).state, reception.row(number).returned) == (RequestState.SENT, "no-answer")
    assert not reception.does(answers.bring_again, number, CALL, BEN, NOW, zone=PARIS)
    assert reception.does(answers.bring_again, number, CALL, ANA, NOW, zone=PARIS)
    assert (reception.row(number).state, reception.row(number).returned) == (RequestState.ANSWERED, None)
    reception.fails(answer, "busy")
    assert reception.does(answers.bring_again, number, SMS, ANA, NOW, zone=PARIS)
    keys = [(one.key, one.state) for one in reception.rows(DeliveryRow)]
    base = f"answer/{answer}"
    assert keys == [(f"{base}/call", "failed"), (f"{base}/call/2", "failed"), (f"{base}/sms", "owed")]


def test_closed_way_leaves_it_in_the_inbox(reception: Reception) -> None:
    number = reception.asks()
    reception.fails(reception.answers(number))

    def bring(session: Any) -> None:
        with pytest.raises(NoAddress):
            answers.bring_again(session, number, BY_CHAT, ANA, NOW, zone=PARIS)

    reception.does(bring)
    assert (reception.row(number).state, reception.row(number).returned) == (RequestState.SENT, "no-answer")


def wait_for(reception: Reception, who: int | None = None) -> list[int]:
    with reception.database.reads() as session:
        return [row.id for row in answers.waiting_for(session, who or reception.visits())]


def test_redial_finds_answers_oldest_first(reception: Reception) -> None:
    first, second = (reception.answers(reception.asks(), way=REDIAL) for _ in range(2))
    reception.answers(reception.asks(name="otto"), way=REDIAL)
    assert wait_for(reception) == [first, second]
    assert reception.does(answers.heard, first, "phone", NOW)
    assert not reception.does(answers.heard, first, "phone", NOW)
    assert wait_for(reception) == [second]


# What there is of an answer -> whether it can be heard now.
SOUNDS = [
    ("Because.", {}, True),
    ("", {"sound_path": "private/a.wav"}, False),
    ("Because.", {"sound_path": "private/a.wav"}, False),
    ("", {"sound_path": "private/a.wav", "phone_path": "private/p.wav"}, True),
    ("", {"sound_path": "private/a.wav", "sound_refused": "silent"}, False),
    ("Because.", {"sound_path": "private/a.wav", "sound_refused": "silent"}, True),
    ("", {}, False),
]


@pytest.mark.parametrize(("words", "columns", "waits"), SOUNDS)
def test_redial_offers_what_can_be_heard(
    reception: Reception, words: str, columns: dict[str, Any], waits: bool
) -> None:
    answer = reception.answers(reception.asks(), words=words, way=REDIAL)
    with reception.database.writes() as session:
        session.execute(update(AnswerRow).values(state=AnswerState.LIVE, **columns))
    assert wait_for(reception) == ([answer] if waits else [])


def test_what_could_not_be_brought_is_heard_on_redial(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    reception.fails(answer)
    assert wait_for(reception) == [answer]
    reception.does(answers.heard, answer, "phone", NOW)
    row = reception.row(number)
    assert (row.state, row.returned, row.reply_to, row.done_at) == (RequestState.ANSWERED, None, None, NOW)
    assert reception.lists() == []


def test_hearing_it_stops_every_delivery(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    reception.does(answers.heard, answer, "phone", NOW)
    assert [(one.state, one.address) for one in reception.rows(DeliveryRow)] == [(State.CANCELLED, "")]
    assert (reception.row(number).reply_to, reception.answer(answer).heard_by) == (None, "phone")


def test_old_answer_heard_late_keeps_the_address(reception: Reception) -> None:
    """Its call was on when a better one was written, which is still to be brought."""
    number = reception.asks()
    old = reception.answers(number)
    new = reception.answers(number, words="Or rather so.")
    reception.does(answers.heard, old, "call", NOW)
    assert reception.row(number).reply_to is not None
    assert wait_for(reception) == [new]
    assert reception.rows(DeliveryRow)[1].state == State.OWED


@pytest.mark.parametrize("answer", [99])
def test_nobody_hears_what_never_was(reception: Reception, answer: int) -> None:
    assert not reception.does(answers.heard, answer, "phone", NOW)
    assert reception.does(answers.live, answer) == []


def test_thrown_away_with_its_question(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number, sound="private/a.wav", sound_type="audio/wav")
    with reception.database.writes() as session:
        answers.throw_away(session, number, NOW)
        requests.empty(session, session.get_one(RequestRow, number))
    row = reception.answer(answer)
    assert (row.state, row.text, row.sound_path) == (AnswerState.THROWN, "", "private/a.wav")
    assert reception.rows(DeliveryRow)[0].state == State.CANCELLED
    assert wait_for(reception) == []
    assert reception.does(answers.of_request, number) == []


def test_answer_lies_sealed(reception: Reception) -> None:
    reception.answers(reception.asks(), words="It is made of beech.")
    assert "beech" not in reception.dumps("answers") + reception.dumps("deliveries")


def test_claim_is_needed_by_nobody(reception: Reception) -> None:
    """Who answers what is free has it in hand from then on."""
    number = reception.asks()
    reception.answers(number, by=BEN)
    assert not reception.does(inbox.claim, number, ANA.id, NOW)
    assert reception.row(number).claimed_by == BEN.id
