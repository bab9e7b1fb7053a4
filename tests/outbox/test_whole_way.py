"""An answer on its whole way: our worker, our doors, and practice carriers that have their troubles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from addresses.address import read_phone
from app.outboxes import open_outbox
from outbox.dispatch import Dispatcher
from outbox.tables import AttemptRow, DeliveryRow, State, Way
from staff.people import Person
from staff.roles import Role
from tests.actors.museum import Museum, fill, open_museum
from visitors import answers, requests
from visitors.answers import Answer
from visitors.answers_letters import Answers
from visitors.answers_table import AnswerRow
from visitors.requests import Message
from visitors.requests_table import RequestRow

ANA, ANSWER = "+441632960201", "It is made of beech, and older than the house it stands in."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


class Office:
    """Somebody who has answered, and the worker who brings it."""

    def __init__(self, museum: Museum) -> None:
        self.museum, self.house = museum, museum.house
        made = open_outbox(self.house, Answers())
        assert made is not None
        self.worker: Dispatcher = replace(made, wait=museum.clock.advance)

    def answers(self, way: str = Way.CALL) -> None:
        address, now = read_phone(ANA), self.house.clock.now()
        assert address is not None
        assert self.house.keys is not None
        sealed = self.house.keys.encrypt(address)
        with self.house.database.writes() as session:
            row = requests.keep(session, None, Message("RE1", "en", "phone", "Why?", reply_to=sealed), now)
            session.get_one(RequestRow, row).state = requests.RequestState.SENT
            by = Person(1, "Mira", "mira@museum.example", frozenset({Role.ANSWERER}))
            answers.answer(session, row, Answer(ANSWER), by, now, zone="Europe/London", way=way)

    def misbehaves(self, **how: Any) -> None:
        answer = httpx.post(f"{self.museum.simulators}/telephone/troubles", json=how)
        assert answer.status_code == 200

    def works(self) -> None:
        while self.worker.dispatch_any():
            pass

    def lets_telephones_ring(self) -> None:
        """Telephones that nobody sits at do what they do; texts arrive."""
        httpx.get(f"{self.museum.simulators}/telephone/ringing")
        httpx.get(f"{self.museum.simulators}/telephone/messages")

    def row(self) -> DeliveryRow:
        with self.house.database.reads() as session:
            return session.scalars(select(DeliveryRow)).one()

    def answer(self) -> AnswerRow:
        with self.house.database.reads() as session:
            return session.scalars(select(AnswerRow)).one()

    def request(self) -> RequestRow:
        with self.house.database.reads() as session:
            return session.scalars(select(RequestRow)).one()

    def tries(self) -> int:
        with self.house.database.reads() as session:
            return len(session.scalars(select(AttemptRow)).all())


@pytest.fixture
def office(tmp_path: Path, filled: Path) -> Iterator[Office]:
    with open_museum(tmp_path / "museum", filled) as museum:
        yield Office(museum)


def test_person_hears_it_and_it_is_done(office: Office) -> None:
    office.answers()
    office.works()
    ana = office.museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    ana.waits_for("ended")
    heard = ana.hears()
    assert "Here is the answer from Mira." in heard
    assert ANSWER in heard
    assert ana.problems() == []
    assert (office.row().state, office.row().address) == (State.HEARD, "")
    assert (office.answer().heard_by, office.request().reply_to) == (Way.CALL, None)


def test_nine_plays_it_again(office: Office) -> None:
    office.answers()
    office.works()
    ana = office.museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    ana.waits_until("press 9")
    ana.presses("9")
    ana.waits_for("ended")
    assert ana.hears().count(ANSWER) == 2
    assert office.row().state == State.HEARD


def test_machine_is_told_to_ring(office: Office) -> None:
    office.answers()
    office.works()
    ana = office.museum.phone()
    assert ana.rings(ANA)
    ana.answers("machine_end_beep")
    ana.waits_for("ended")
    heard = ana.hears()
    assert "An answer is waiting for you" in heard
    assert ANSWER not in heard
    assert (office.row().state, office.row().reason) == (State.OWED, "machine")


# How the carrier and the telephone misbehave -> state, reason, tries, whether the answer came back to its desk.
COURSES = [
    ({"numbers": {ANA: "human"}}, State.HEARD, None, 1, None),
    ({"numbers": {ANA: "human"}, "callbacks": ["doubled"]}, State.HEARD, None, 1, None),
    ({"numbers": {ANA: "human"}, "callbacks": ["reversed"]}, State.HEARD, None, 1, None),
    ({"numbers": {ANA: "human"}, "callbacks": ["lost"]}, State.HEARD, None, 1, None),
    ({"numbers": {ANA: "busy"}}, State.OWED, "busy", 1, None),
    ({"numbers": {ANA: "no-answer"}, "callbacks": ["doubled"]}, State.OWED, "no-answer", 1, None),
    ({"numbers": {ANA: "no-answer"}, "callbacks": ["lost"]}, State.OWED, "no-answer", 1, None),
    ({"numbers": {ANA: "machine"}}, State.OWED, "machine", 1, None),
    ({"numbers": {ANA: "failed"}}, State.OWED, "failed", 1, None),
    ({"numbers": {ANA: "invalid"}}, State.FAILED, "number", 1, "number"),
    ({"numbers": {ANA: "human"}, "faults": [{"kind": "429"}]}, State.HEARD, None, 2, None),
    ({"numbers": {ANA: "human"}, "faults": [{"kind": "lost", "what": "Calls"}]}, State.HEARD, None, 1, None),
    ({"numbers": {ANA: "human"}, "faults": [{"kind": "500", "what": "Calls"}]}, State.FAILED, "unknown", 1, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "state", "reason", "tries", "returned"), COURSES)
def test_each_course_is_told_to_the_desk(
    office: Office, how: dict[str, Any], state: str, reason: str | None, tries: int, returned: str | None
) -> None:
    office.misbehaves(**how)
    office.answers()
    for _ in range(2):
        office.works()
        office.lets_telephones_ring()
        office.museum.clock.advance(31)
    office.works()
    if "lost" in how.get("callbacks", []):
        office.museum.clock.advance(3601)
        office.works()
    assert (office.row().state, office.row().reason) == (state, reason)
    assert office.tries() == tries
    assert office.request().returned == returned


# The same for texts.
TEXTS = [
    ({}, State.SENT, "delivered", 1, None),
    ({"callbacks": ["doubled"]}, State.SENT, "delivered", 1, None),
    ({"faults": [{"kind": "lost", "what": "Messages"}]}, State.SENT, "delivered", 1, None),
    ({"faults": [{"kind": "500", "what": "Messages"}]}, State.SENT, "delivered", 2, None),
    ({"numbers": {ANA: "undelivered"}}, State.OWED, "failed", 1, None),
    ({"numbers": {ANA: "stopped"}}, State.FAILED, "stopped", 1, "stopped"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "state", "reason", "tries", "returned"), TEXTS)
def test_each_text_is_told_to_the_desk(
    office: Office, how: dict[str, Any], state: str, reason: str | None, tries: int, returned: str | None
) -> None:
    office.misbehaves(**how)
    office.answers(Way.SMS)
    for _ in range(2):
        office.works()
        office.lets_telephones_ring()
        office.museum.clock.advance(31)
    assert (office.row().state, office.row().reason) == (state, reason)
    assert office.tries() == tries
    assert office.request().returned == returned
