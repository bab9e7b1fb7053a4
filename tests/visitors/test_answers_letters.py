"""What the outbox is told to bring, and what becomes of an answer when it ends."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from outbox import deliveries
from outbox.contents import NotYet
from outbox.deliveries import Delivery
from outbox.tables import DeliveryRow, State, Way
from tests.visitors.reception import NOW, Reception
from visitors import answers, inbox
from visitors.answers_letters import Answers
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests import RequestRow, RequestState

SOUND = {
    "sound_path": "private/a.wav",
    "phone_path": "private/p.wav",
    "chat_path": "private/c.ogg",
    "seconds": 9.5,
}


def change(reception: Reception, table: type[AnswerRow | RequestRow], **columns: Any) -> None:
    with reception.database.writes() as session:
        session.execute(update(table).values(**columns))


def read(reception: Reception, answer: int, subject: str = answers.SUBJECT) -> Any:
    with reception.database.reads() as session:
        return Answers().letter(session, subject, answer)


def test_letter_says_all_that_is_heard(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    change(reception, AnswerRow, **SOUND)
    letter = read(reception, answer)
    assert (letter.text, letter.phone, letter.chat, letter.seconds) == ("Because.", *list(SOUND.values())[1:])
    assert (letter.by, letter.asked_at, letter.ticket) == ("Ana", NOW, reception.row(number).ticket)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (AnswerRow, {"heard_at": NOW}),
        (AnswerRow, {"state": AnswerState.PAST}),
        (AnswerRow, {"state": AnswerState.THROWN}),
        (AnswerRow, {"text": ""}),
        (AnswerRow, {"text": "", "sound_path": "private/a.wav", "sound_refused": "silent"}),
        (AnswerRow, {"request": None}),
        (RequestRow, {"state": RequestState.THROWN}),
    ],
)
def test_nothing_is_brought_that_is_over(
    reception: Reception, table: type[AnswerRow | RequestRow], columns: dict[str, Any]
) -> None:
    answer = reception.answers(reception.asks())
    change(reception, table, **columns)
    assert read(reception, answer) is None


def test_nothing_is_known_of_other_subjects(reception: Reception) -> None:
    answer = reception.answers(reception.asks())
    assert read(reception, answer, "postcard") is None
    assert read(reception, answer + 1) is None


def test_voice_in_the_making_is_waited_for(reception: Reception) -> None:
    answer = reception.answers(reception.asks())
    change(reception, AnswerRow, sound_path="private/a.wav")
    with pytest.raises(NotYet):
        read(reception, answer)
    change(reception, AnswerRow, sound_refused="silent")
    assert read(reception, answer).text == "Because."


def settle(reception: Reception, state: State, reason: str | None = None, **columns: Any) -> None:
    """What is owed comes to this end, and the answer is told."""
    with reception.database.writes() as session:
        for row in session.query(DeliveryRow):
            for name, value in {**deliveries.finish(state, reason, NOW), **columns}.items():
                setattr(row, name, value)
            Answers().settled(session, deliveries.describe(row), NOW)


# The way and how it ended -> whether it counts as heard, and the state in which the request is.
ENDS = [
    (Way.CALL, State.HEARD, True, RequestState.ANSWERED),
    (Way.CALL, State.SENT, False, RequestState.ANSWERED),
    (Way.CHAT, State.SENT, True, RequestState.ANSWERED),
    (Way.SMS, State.SENT, False, RequestState.ANSWERED),
    (Way.CALL, State.FAILED, False, RequestState.SENT),
    (Way.SMS, State.FAILED, False, RequestState.SENT),
    (Way.CALL, State.CANCELLED, False, RequestState.ANSWERED),
]


@pytest.mark.parametrize(("way", "end", "is_heard", "state"), ENDS)
def test_end_of_delivery_is_told(
    reception: Reception, way: Way, end: State, is_heard: bool, state: RequestState
) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    settle(reception, end, "busy" if end == State.FAILED else None, channel=way)
    row = reception.row(number)
    assert (reception.answer(answer).heard_at is not None, row.state) == (is_heard, state)
    assert row.returned == ("busy" if end == State.FAILED else None)
    assert (row.reply_to is None) is is_heard


def test_failure_returns_to_the_same_hands(reception: Reception) -> None:
    number = reception.asks()
    reception.answers(number)
    settle(reception, State.FAILED, "no-answer")
    assert reception.lists(mine=1) == [number]
    assert not reception.does(inbox.claim, number, 2, NOW)


@pytest.mark.parametrize("columns", [{"heard_at": NOW}, {"state": AnswerState.PAST}])
def test_late_failure_changes_nothing(reception: Reception, columns: dict[str, Any]) -> None:
    """It was heard another way meanwhile, or answered anew."""
    number = reception.asks()
    reception.answers(number)
    change(reception, AnswerRow, **columns)
    settle(reception, State.FAILED, "no-answer")
    assert (reception.row(number).state, reception.row(number).returned) == (RequestState.ANSWERED, None)


def test_other_deliveries_are_none_of_ours(reception: Reception) -> None:
    answer = reception.answers(reception.asks())
    other = Delivery(1, "k", "postcard", answer, Way.CALL, State.HEARD, None, 1, None, NOW, NOW)
    reception.does(Answers().settled, other, NOW)
    assert reception.answer(answer).heard_at is None
