"""Whatever people do to a request, in whatever order: one pair of hands, one answer that counts, nothing owed twice."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from outbox.tables import DeliveryRow, State, Way
from staff.people import Person
from tests.visitors.reception import ANA, BEN, CLEO, NOW, PARIS, open_reception
from visitors import answer_drafts, answers, inbox, privacy
from visitors.answers import REDIAL, NoAddress, NotYours
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests import RequestRow, RequestState

OPEN, ANSWERED = RequestState.SENT, RequestState.ANSWERED
CLOSED, THROWN = RequestState.CLOSED, RequestState.THROWN
numbers = st.sampled_from([1, 2])
staff = st.sampled_from([ANA, BEN, CLEO])
ways = st.sampled_from([Way.CALL, Way.SMS, REDIAL])


@dataclass
class Life:
    """What we believe of one request."""

    visitor: int
    state: str = OPEN
    holder: int | None = None
    has_address: bool = True
    returned: bool = False
    answer: int | None = None
    author: int | None = None
    is_heard: bool = False
    owes: bool = False
    has_draft: bool = False

    def is_free_for(self, who: Person) -> bool:
        return self.holder in {None, who.id}


class Lives(RuleBasedStateMachine):
    """Three people of staff, some visitors, and the outbox."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.reception = open_reception(Path(self.folder.name))
        self.lives: dict[int, Life] = {}

    def teardown(self) -> None:
        self.reception.close()
        self.folder.cleanup()

    @initialize()
    def ask(self) -> None:
        for name in ("rosa", "otto"):
            number = self.reception.asks("heron", name=name)
            self.lives[number] = Life(self.reception.visits(name))

    @rule(number=numbers, who=staff)
    def claim(self, number: int, who: Person) -> None:
        life = self.lives[number]
        done = self.reception.does(inbox.claim, number, who.id, NOW)
        assert done is (life.state == OPEN and life.is_free_for(who))
        life.holder = who.id if done else life.holder

    @rule(number=numbers, who=staff)
    def release(self, number: int, who: Person) -> None:
        life = self.lives[number]
        done = self.reception.does(inbox.release, number, who.id)
        assert done is (life.state == OPEN and life.holder == who.id)
        life.holder = None if done else life.holder

    @rule(number=numbers, who=staff, to=staff)
    def hand_over(self, number: int, who: Person, to: Person) -> None:
        life = self.lives[number]
        done = self.reception.does(inbox.hand_over, number, who.id, to.id, NOW)
        assert done is (life.state == OPEN and life.is_free_for(who))
        life.holder = to.id if done else life.holder

    @rule(number=numbers, who=staff)
    def close(self, number: int, who: Person) -> None:
        life = self.lives[number]
        done = self.reception.does(inbox.close, number, who.id, NOW)
        assert done is (life.state == OPEN and life.is_free_for(who))
        if done:
            life.state, life.holder, life.has_address = CLOSED, who.id, False

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        life = self.lives[number]
        done = self.reception.does(inbox.reopen, number)
        assert done is (life.state == CLOSED)
        life.state = OPEN if done else life.state

    @rule(number=numbers, who=staff, way=ways)
    def answer(self, number: int, who: Person, way: str) -> None:
        life = self.lives[number]
        is_mine = life.state in {OPEN, ANSWERED} and life.is_free_for(who)
        try:
            made = self.reception.answers(number, who, way=way)
        except NotYours:
            assert not is_mine
            return
        except NoAddress:
            assert is_mine
            assert way != REDIAL
            assert not life.has_address
            return
        assert is_mine
        life.state, life.holder, life.returned, life.is_heard = ANSWERED, who.id, False, False
        life.answer, life.author, life.owes = made, who.id, way != REDIAL

    @rule(number=numbers, who=staff, way=ways)
    def bring_again(self, number: int, who: Person, way: str) -> None:
        life = self.lives[number]
        possible = life.answer is not None and life.returned and life.state == OPEN and life.is_free_for(who)
        try:
            done = self.reception.does(answers.bring_again, number, way, who, NOW, zone=PARIS)
        except NoAddress:
            assert possible
            assert not life.has_address
            return
        assert done is possible
        if done:
            life.state, life.holder, life.returned, life.owes = ANSWERED, who.id, False, way != REDIAL

    @rule(number=numbers)
    def fail(self, number: int) -> None:
        life = self.lives[number]
        if life.answer is not None and life.owes:
            self.reception.fails(life.answer)
            life.owes = False
            if life.state == ANSWERED:
                life.state, life.returned = OPEN, True

    @rule(number=numbers)
    def hear(self, number: int) -> None:
        """Somebody rings, and hears what waits."""
        life = self.lives[number]
        waits = life.answer is not None and not life.is_heard and (life.state == ANSWERED or life.returned)
        found = self.reception.does(answers.waiting_for, life.visitor)
        assert [row.id for row in found] == ([life.answer] if waits else [])
        if not found:
            return
        assert self.reception.does(answers.heard, found[0].id, "phone", NOW)
        if life.state == OPEN:
            life.state = ANSWERED
        life.is_heard, life.has_address, life.returned, life.owes = True, False, False, False

    @rule(number=numbers, who=staff)
    def take_back(self, number: int, who: Person) -> None:
        life = self.lives[number]
        possible = life.answer is not None and not life.is_heard and life.author == who.id
        possible = possible and not life.has_draft and life.state != CLOSED
        assert self.reception.does(answer_drafts.take_back, number, who.name, who.id, NOW) is possible
        if possible:
            life.state, life.answer, life.owes, life.has_draft = OPEN, None, False, True

    @rule(number=numbers)
    def send_draft(self, number: int) -> None:
        """The draft is gone, as after sending it."""
        self.reception.does(answer_drafts.drop, number)
        self.lives[number].has_draft = False

    @rule(number=numbers, sure=st.sampled_from([False] * 5 + [True]))
    def forget(self, number: int, sure: bool) -> None:
        """Seldom: nothing happens to anybody afterwards."""
        life = self.lives[number]
        if not sure:
            return
        self.reception.does(privacy.forget, life.visitor, NOW)
        gone = Life(life.visitor, THROWN, has_address=False, has_draft=False)
        self.reception.does(answer_drafts.drop, number)
        self.lives[number] = gone

    @invariant()
    def rows_are_as_believed(self) -> None:
        for row in self.reception.rows(RequestRow):
            life = self.lives[row.id]
            if life.state == THROWN:
                assert (row.state, row.text, row.reply_to, row.ticket) == (THROWN, "", None, None)
                continue
            seen = (row.state, row.claimed_by, row.reply_to is not None, row.returned is not None)
            assert seen == (life.state, life.holder, life.has_address, life.returned)
            assert (row.done_at is not None) is (row.state in {ANSWERED, CLOSED})

    @invariant()
    def one_answer_counts(self) -> None:
        live: dict[Any, list[int]] = {}
        for row in self.reception.rows(AnswerRow):
            if row.state == AnswerState.LIVE:
                live.setdefault(row.request, []).append(row.id)
        assert live == {number: [life.answer] for number, life in self.lives.items() if life.answer}

    @invariant()
    def nothing_is_owed_twice(self) -> None:
        owed = sorted(row.subject_id for row in self.reception.rows(DeliveryRow) if row.state == State.OWED)
        assert owed == sorted(life.answer or 0 for life in self.lives.values() if life.owes)

    @rule()
    def look_into_the_queue(self) -> None:
        by_state = {
            "open": {OPEN}, "answered": {ANSWERED}, "closed": {CLOSED}, "all": {OPEN, ANSWERED, CLOSED},
        }  # fmt: skip
        for asked, states in by_state.items():
            expected = sorted(number for number, life in self.lives.items() if life.state in states)
            assert self.reception.lists(state=asked, newest=False) == expected
            assert self.reception.lists(state=asked, newest=False, words="heron") == expected


Lives.TestCase.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyLife = Lives.TestCase
