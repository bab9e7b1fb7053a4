"""An answer in the making: kept word by word, sent whole, and made a draft again while nothing has left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from content.media import MediaStore
from outbox.tables import DeliveryRow, State
from staff.people import Person
from tests.actors.museum import TurnedClock
from tests.visitors.reception import ANA, BEN, NOW, Reception
from visitors import answer_drafts, answers, inbox
from visitors.answer_drafts import GRACE, KEPT, AnswerDraftRow
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests import RequestRow, RequestState


def keep(reception: Reception, number: int, **values: str | None) -> None:
    reception.does(answer_drafts.keep, number, "Ana", NOW, **values)


def find(reception: Reception, number: int) -> AnswerDraftRow | None:
    return reception.does(answer_drafts.find, number)


def take_back(reception: Reception, number: int, by: Person = ANA) -> bool:
    return reception.does(answer_drafts.take_back, number, by.name, by.id, NOW)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("a\r\nb", "a\nb", True), (" a ", "a", True), ("", "  ", True), ("a", "b", False), ("é", "e", False)],
)
def test_page_knows_what_it_saw(one: str, other: str, same: bool) -> None:
    assert (answer_drafts.fingerprint(one) == answer_drafts.fingerprint(other)) is same


def test_draft_keeps_what_is_not_changed(reception: Reception) -> None:
    number = reception.asks()
    keep(reception, number, text="It is made of")
    keep(reception, number, sound_path="private/a.wav", sound_type="audio/wav")
    keep(reception, number, text="It is made of beech.", way="sms")
    row = find(reception, number)
    assert row
    assert (row.text, row.way, row.sound_path) == ("It is made of beech.", "sms", "private/a.wav")
    assert (row.changed_by, row.changed_at) == ("Ana", NOW)
    assert "beech" not in reception.dumps("answer_drafts")


def test_sent_draft_is_gone(reception: Reception) -> None:
    number = reception.asks()
    keep(reception, number, text="Because.")
    for _ in range(2):
        reception.does(answer_drafts.drop, number)
    assert find(reception, number) is None


@pytest.mark.parametrize("later", [timedelta(), timedelta(hours=9)])
def test_answer_rests_half_a_minute(reception: Reception, later: timedelta) -> None:
    answer = reception.answers(reception.asks())
    with reception.database.writes() as session:
        session.execute(update(DeliveryRow).values(next_try=NOW + later))
        answer_drafts.rest(session, answer, NOW)
    assert reception.rows(DeliveryRow)[0].next_try == NOW + max(later, GRACE)


def test_taken_back_is_a_draft_again(reception: Reception) -> None:
    number = reception.asks()
    answer = reception.answers(
        number, words="Because.", way="sms", sound="private/a.wav", sound_type="audio/wav"
    )
    assert take_back(reception, number)
    draft, row = find(reception, number), reception.answer(answer)
    assert draft
    assert (draft.text, draft.way, draft.sound_path) == ("Because.", "sms", "private/a.wav")
    assert (row.state, row.text, row.sound_path) == (AnswerState.THROWN, "", None)
    assert (reception.row(number).state, reception.row(number).done_at) == (RequestState.SENT, None)
    assert reception.row(number).claimed_by == ANA.id
    assert [one.state for one in reception.rows(DeliveryRow)] == [State.CANCELLED]
    assert not take_back(reception, number)


def test_redial_is_taken_back_too(reception: Reception) -> None:
    number = reception.asks()
    reception.answers(number, way=answers.REDIAL)
    assert take_back(reception, number)
    draft = find(reception, number)
    assert draft
    assert draft.way == answers.REDIAL


@pytest.mark.parametrize(
    ("state", "done"),
    [
        (State.OWED, True), (State.FAILED, True), (State.CANCELLED, True), (State.CLAIMED, False),
        (State.SENDING, False), (State.SENT, False), (State.HEARD, False),
    ],
)  # fmt: skip
def test_what_has_left_stays_sent(reception: Reception, state: State, done: bool) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    with reception.database.writes() as session:
        session.execute(update(DeliveryRow).values(state=state))
    assert take_back(reception, number) is done
    assert (reception.answer(answer).state == AnswerState.LIVE) is not done
    assert (find(reception, number) is not None) is done


def other_person(reception: Reception, number: int) -> None:
    """Nothing: Ben tries."""


def hear(reception: Reception, number: int) -> None:
    reception.does(answers.heard, 1, "phone", NOW)


def begin_anew(reception: Reception, number: int) -> None:
    keep(reception, number, text="Or rather so.")


def close(reception: Reception, number: int) -> None:
    reception.fails(1)
    assert reception.does(inbox.close, number, ANA.id, NOW)


@pytest.mark.parametrize(
    ("before", "by"), [(other_person, BEN), (hear, ANA), (begin_anew, ANA), (close, ANA)]
)
def test_answer_is_not_taken_back(reception: Reception, before: Any, by: Person) -> None:
    number = reception.asks()
    answer = reception.answers(number)
    before(reception, number)
    state, draft = reception.row(number).state, find(reception, number)
    assert not take_back(reception, number, by)
    after = find(reception, number)
    assert (reception.row(number).state, after and after.text) == (state, draft and draft.text)
    assert reception.answer(answer).state == AnswerState.LIVE


@pytest.mark.parametrize(
    ("days", "state", "goes"),
    [
        (1, RequestState.SENT, False), (31, RequestState.SENT, True), (1, RequestState.THROWN, True),
        (1, RequestState.ANSWERED, False), (29, RequestState.ANSWERED, False),
    ],
)  # fmt: skip
def test_forgotten_drafts_go_with_their_sound(
    reception: Reception, media: MediaStore, days: int, state: RequestState, goes: bool
) -> None:
    path = media.put_private(b"voice", "voice.wav")
    number, other = reception.asks(), reception.asks()
    keep(reception, number, sound_path=path)
    with reception.database.writes() as session:
        session.execute(update(RequestRow).where(RequestRow.id == number).values(state=state))
    clock = TurnedClock(NOW + timedelta(days=days))
    reception.does(answer_drafts.keep, other, "Ana", clock.now(), text="newer")
    assert answer_drafts.sweep_next(reception.database, media, clock) is goes
    assert not answer_drafts.sweep_next(reception.database, media, clock)
    assert media.exists(path) is not goes
    assert (find(reception, number) is None) is goes
    assert find(reception, other) is not None
    assert timedelta(days=30) == KEPT


def test_taken_back_words_leave_the_answer(reception: Reception) -> None:
    number = reception.asks()
    reception.answers(number)
    take_back(reception, number)
    reception.answers(number, words="Or rather so.")
    texts = {row.state: row.text for row in reception.rows(AnswerRow)}
    assert texts == {AnswerState.THROWN: "", AnswerState.LIVE: "Or rather so."}
