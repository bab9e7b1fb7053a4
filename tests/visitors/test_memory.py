"""What a visit reads of its visitor: one's own is known as one's own, and what is gone is not found."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from addresses.address import Address, Kind, read_phone
from addresses.keys import KeyRing, make_key
from tests.visitors.reception import NOW, Reception
from visitors import answers, calls, contributions, listening, portraits
from visitors.answers_table import AnswerRow, AnswerState
from visitors.memory import Envelope, Memory, Recall
from visitors.portraits import Portrait
from visitors.requests import RequestKind, RequestRow, RequestState

TODAY = NOW.date()


def remember(reception: Reception, name: str | None = "rosa") -> Memory:
    return Memory(reception.database, reception.visits(name) if name else None)


@pytest.mark.parametrize(("name", "mine"), [("rosa", True), ("otto", False), (None, False)])
def test_one_knows_what_is_ones_own(reception: Reception, name: str | None, mine: bool) -> None:
    number = reception.asks("Why has the whale no teeth?")
    answer, ticket = reception.answers(number), reception.row(number).ticket or ""
    memory = remember(reception, name)
    by_id, by_ticket, given = memory.request(number), memory.ticket(ticket), memory.answer(answer)
    assert by_id
    assert given
    assert by_id == by_ticket
    assert (by_id.mine, by_id.text, by_id.state) == (
        mine,
        "Why has the whale no teeth?",
        RequestState.ANSWERED,
    )
    assert (given.mine, given.request, given.by, given.is_spoken) == (mine, number, "Ana", False)
    assert memory.answer_to(number) == given
    assert memory.waiting() == ((answer,) if mine else ())


def test_what_never_was_is_not_found(reception: Reception) -> None:
    memory = remember(reception)
    found = [memory.request(9), memory.ticket("123456"), memory.answer(9), memory.answer_to(9)]
    assert [*found, memory.consent(9, NOW), memory.code("12345678")] == [None] * 6


@pytest.mark.parametrize(
    ("columns", "is_found"),
    [
        ({"seconds": 3.0}, True), ({"state": AnswerState.PAST}, False), ({"state": AnswerState.THROWN}, False),
        ({"sound_path": "a.wav"}, False), ({"sound_path": "a.wav", "phone_path": "p.wav"}, True),
        ({"text": ""}, False), ({"text": "", "sound_path": "a.wav", "sound_refused": "silent"}, False),
    ],
)  # fmt: skip
def test_only_what_can_be_heard_is_an_answer(
    reception: Reception, columns: dict[str, object], is_found: bool
) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    with reception.database.writes() as session:
        session.execute(update(AnswerRow).values(**columns))
    assert (remember(reception).answer(answer) is not None) is is_found


def test_answer_to_what_was_thrown_is_gone(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    with reception.database.writes() as session:
        session.execute(update(RequestRow).values(state=RequestState.THROWN))
    assert remember(reception).answer(answer) is None


def test_heard_and_calls_are_read_for_their_owner(reception: Reception) -> None:
    reception.does(listening.finish, reception.visits(), 214, NOW)
    call = reception.opens()
    assert remember(reception).heard() == {214}
    assert remember(reception, "otto").heard() == frozenset()
    assert remember(reception, None).heard() == frozenset()
    assert [one.id for one in remember(reception, None).calls(TODAY, "en")] == [call.id]
    assert remember(reception).calls(TODAY, "fr") == ()


def test_withdrawn_consent_is_not_found(reception: Reception) -> None:
    number = reception.tells(reception.opens())
    consent = reception.row(number).consent or 0
    seen = remember(reception).consent(consent, NOW)
    assert seen
    assert (seen.mine, seen.is_decided, seen.agreed_at) == (True, True, NOW)
    assert seen.call
    reception.does(contributions.withdraw, consent, NOW)
    assert remember(reception).consent(consent, NOW) is None


def test_visit_without_memory_remembers_nothing() -> None:
    empty = Recall()
    assert (empty.own(), empty.waiting(), empty.answer(1), empty.answer_to(1)) == (None, (), None, None)
    assert (empty.calls(TODAY, "en"), empty.consent(1, NOW), empty.code("1")) == ((), None, None)


def test_portrait_counts_what_is_kept(reception: Reception) -> None:
    assert reception.does(portraits.draw, 99) is None
    assert remember(reception, None).own() is None
    who = reception.visits()
    assert remember(reception).own() == Portrait(NOW)
    reception.does(listening.finish, who, 214, NOW)
    reception.does(calls.begin, "CA1", who, "main", NOW)
    reception.asks("Why?")
    reception.asks("", RequestKind.CALLBACK)
    reception.asks("Gone", state=RequestState.THROWN)
    story = reception.tells(reception.opens())
    reception.asks("Rosa", RequestKind.NAME, about=story, sent=False)
    reception.asks("Of another", name="otto")
    assert remember(reception).own() == Portrait(NOW, heard=1, calls=1, sent=2, stories=1, has_address=True)
    with reception.database.writes() as session:
        session.execute(update(RequestRow).values(reply_to=None))
    seen = remember(reception).own()
    assert seen
    assert not seen.has_address


def test_heard_answer_forgets_the_address(reception: Reception) -> None:
    answer = reception.answers(reception.asks())
    reception.does(answers.heard, answer, "phone", NOW)
    seen = remember(reception).own()
    assert seen
    assert not seen.has_address


def test_envelope_closes_and_opens() -> None:
    ring, rosa = KeyRing([make_key()]), read_phone("+33612345678")
    assert rosa
    envelope = Envelope(ring, rosa, "FR")
    sealed = envelope.own()
    assert sealed
    assert "612345678" not in sealed
    assert envelope.open(sealed) == "+33612345678"
    assert envelope.hashes() == tuple(ring.hashes(rosa))
    local = envelope.close("0687654321")
    assert local
    assert ring.decrypt(local) == Address(Kind.PHONE, "+33687654321")


@pytest.mark.parametrize(("keys", "digits"), [(True, "12"), (True, ""), (False, "0687654321")])
def test_envelope_closes_no_nonsense(keys: bool, digits: str) -> None:
    envelope = Envelope(KeyRing([make_key()]) if keys else None, None, "FR")
    assert (envelope.close(digits), envelope.own(), envelope.hashes()) == (None, None, ())
    assert Envelope().open("x") == ""
