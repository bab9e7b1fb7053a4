"""A call of ours from its first document to its end: who hears what, and what is written down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from addresses.address import read_phone
from hotline.routes import create_blueprint
from outbox import deliveries, stops
from outbox.contents import Letter
from outbox.deliveries import Delivery, Owed
from outbox.tables import AttemptRow, DeliveryRow, State, Way
from tests.hotline.house import ANNA, NOON, House, Line
from tests.scenes.museum import LINE

ANSWER = "It is made of beech, and it is older than the house."
TEXTED = "SM" + "1" * 32


class Words:
    """One answer, and what became of it."""

    def __init__(self) -> None:
        self.endings: list[Delivery] = []
        self.kept: Letter | None = Letter(ANSWER, by="Ana", asked_at=NOON - timedelta(days=4))

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        return self.kept

    def settled(self, session: Session, delivery: Delivery, now: object) -> None:
        self.endings.append(delivery)


class Answering(House):
    """A museum that has an answer on its way to Anna."""

    def __init__(self, folder: Path, way: str = Way.CALL) -> None:
        super().__init__(folder)
        self.words = Words()
        self.app = Flask("museum", static_folder=None)
        parts = (self.settings, self.database, self.shelf, self.media, self.keys, self.clock)
        self.app.register_blueprint(create_blueprint(*parts, self.words))
        address = read_phone(ANNA)
        assert address is not None
        sealed = self.keys.encrypt(address)
        with self.database.writes() as session:
            owed = Owed(f"answer/1/{way}", "answer", 1, way, sealed, "en", "Europe/Paris")
            row = session.get_one(DeliveryRow, deliveries.owe(session, owed, NOON))
            row.state, row.tries = State.SENDING, 1
            session.add(AttemptRow(delivery_id=row.id, number=1, channel=way, began_at=NOON))

    def row(self) -> DeliveryRow:
        with self.database.reads() as session:
            return session.scalars(select(DeliveryRow)).one()


class Ring(Line):
    """The same from the other side: we dialled."""

    def lifts(self) -> Ring:
        self.asks("/hotline/deliver/1/1/hello")
        return self

    def asks(self, address: str, **form: str) -> Line:
        return super().asks(address, **({"From": LINE.number, "To": self.caller} | form))

    def tells(self, what: str, **form: str) -> int:
        answer = self.posts(f"/hotline/deliver/1/1/{what}", From=LINE.number, To=self.caller, **form)
        return answer.status_code


@pytest.fixture
def museum(tmp_path: Path) -> Answering:
    return Answering(tmp_path)


@pytest.fixture
def ring(museum: Answering) -> Ring:
    return Ring(museum)


def test_person_hears_who_rings_and_the_answer(museum: Answering, ring: Ring) -> None:
    ring.lifts()
    assert "You sent us a message on Friday." in ring.said
    assert ANSWER not in ring.said
    assert "Ana" not in ring.said
    ring.tells("detected", AnsweredBy="human")
    ring.waits()
    assert f"Here is the answer from Ana. {ANSWER}" in ring.said
    ring.waits(12)
    assert "Goodbye" in ring.said
    assert ring.document.find("Hangup") is not None
    ring.tells("status", CallStatus="completed", Duration="1")
    assert [one.state for one in museum.words.endings] == [State.HEARD]
    assert museum.row().address == ""


@pytest.mark.parametrize("key", ["9", "4", "0"])
def test_any_key_plays_it_again(ring: Ring, key: str) -> None:
    ring.lifts().presses("1")
    assert ANSWER in ring.said
    assert ANSWER in ring.presses(key, after=2).said


def test_machine_learns_nothing(museum: Answering, ring: Ring) -> None:
    ring.lifts()
    ring.tells("detected", AnsweredBy="machine_end_beep")
    ring.waits()
    assert "An answer is waiting for you" in ring.said
    assert ANSWER not in ring.said
    assert "Ana" not in ring.said
    assert ring.document.find("Hangup") is not None
    ring.tells("status", CallStatus="completed", AnsweredBy="machine_end_beep")
    assert (museum.row().state, museum.row().reason) == (State.OWED, "machine")


def test_slow_detection_is_waited_for(ring: Ring) -> None:
    ring.lifts().waits(3)
    assert "One moment" in ring.said
    ring.waits(2)
    assert ring.said == ""
    ring.tells("detected", AnsweredBy="unknown")
    assert ANSWER in ring.waits(2).said


def test_lost_detection_counts_as_person(ring: Ring) -> None:
    ring.lifts()
    for _ in range(7):
        ring.waits(2)
    assert ANSWER in ring.said


def test_receiver_put_down_early_is_no_hearing(museum: Answering, ring: Ring) -> None:
    ring.lifts().presses("1")
    museum.clock.advance(1)
    ring.tells("status", CallStatus="completed", AnsweredBy="human")
    assert (museum.row().state, museum.row().reason) == (State.FAILED, "hung-up")


def test_receiver_put_down_late_is_hearing(museum: Answering, ring: Ring) -> None:
    ring.lifts().presses("1")
    museum.clock.advance(8)
    ring.tells("status", CallStatus="completed", AnsweredBy="human")
    assert museum.row().state == State.HEARD


def test_hash_then_one_stops_such_calls(museum: Answering, ring: Ring) -> None:
    ring.lifts().presses("1")
    assert "press 1" in ring.presses("#").said
    assert "won't ring you" in ring.presses("1").said
    address = read_phone(ANNA)
    assert address is not None
    with museum.database.reads() as session:
        assert stops.is_stopped(session, museum.keys.hashes(address), Way.CALL)


@pytest.mark.parametrize(
    ("listens", "state", "reason"), [(0, State.FAILED, "stopped"), (8, State.HEARD, None)]
)
def test_stopped_call_tells_whether_it_was_heard(
    museum: Answering, ring: Ring, listens: int, state: str, reason: str | None
) -> None:
    ring.lifts().presses("1")
    museum.clock.advance(listens)
    ring.presses("#").presses("1")
    for _ in range(2):
        ring.tells("status", CallStatus="completed", AnsweredBy="human")
    assert (museum.row().state, museum.row().reason, museum.row().address) == (state, reason, "")
    assert len(museum.words.endings) == 1


def test_hash_then_silence_stops_nothing(museum: Answering, ring: Ring) -> None:
    ring.lifts().presses("#")
    assert ANSWER in ring.waits(10).said
    address = read_phone(ANNA)
    assert address is not None
    with museum.database.reads() as session:
        assert not stops.is_stopped(session, museum.keys.hashes(address), Way.CALL)


def test_voice_is_played_by_its_token(museum: Answering, ring: Ring) -> None:
    path = museum.media.put_private(b"RIFF voice", "phone.wav")
    museum.words.kept = Letter(phone=path, seconds=30)
    ring.lifts().presses("1")
    url = ring.address("Play")
    answer = museum.client.get(url[url.index("/hotline") :])
    assert (answer.data, answer.mimetype) == (b"RIFF voice", "audio/wav")
    assert path not in ring.text


def test_withdrawn_answer_says_sorry(museum: Answering, ring: Ring) -> None:
    museum.words.kept = None
    assert "isn't here any more" in ring.lifts().said


def test_stranger_call_is_hung_up(ring: Ring) -> None:
    ring.asks("/hotline/deliver/99/1/hello")
    assert ring.document.find("Hangup") is not None


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        ("busy", State.OWED, "busy"),
        ("no-answer", State.OWED, "no-answer"),
        ("failed", State.OWED, "failed"),
        ("canceled", State.OWED, "failed"),
        ("ringing", State.SENT, None),
    ],
)
def test_status_is_written_down(museum: Answering, ring: Ring, told: str, state: str, reason: str) -> None:
    for _ in range(2):
        assert ring.tells("status", CallStatus=told) == 204
    assert (museum.row().state, museum.row().reason) == (state, reason)


@pytest.mark.parametrize(
    ("told", "code", "state", "reason"),
    [
        ("delivered", "", State.SENT, "delivered"),
        ("undelivered", "30003", State.OWED, "failed"),
        ("failed", "21610", State.FAILED, "stopped"),
        ("sent", "", State.SENT, None),
    ],
)
def test_text_is_followed(tmp_path: Path, told: str, code: str, state: str, reason: str) -> None:
    museum = Answering(tmp_path, Way.SMS)
    ring = Ring(museum)
    assert ring.tells("texted", MessageSid=TEXTED, MessageStatus=told, ErrorCode=code) == 204
    assert (museum.row().state, museum.row().reason) == (state, reason)


def test_news_of_nothing_are_refused(ring: Ring) -> None:
    assert ring.tells("texted", MessageStatus="sent") == 400


@pytest.mark.parametrize(
    ("words", "more", "is_stopped"),
    [
        (["STOP"], {}, True),
        (["Arrêt"], {}, True),
        (["whatever"], {"OptOutType": "STOP"}, True),
        (["stop", "START"], {}, False),
        (["Please stop by"], {}, False),
        (["HELP"], {"OptOutType": "HELP"}, False),
    ],
)
def test_texts_say_stop_and_start(
    museum: Answering, ring: Ring, words: list[str], more: dict[str, str], is_stopped: bool
) -> None:
    for body in words:
        assert ring.posts("/hotline/sms", Body=body, **more).status_code == 200
    address = read_phone(ANNA)
    assert address is not None
    with museum.database.reads() as session:
        assert stops.is_stopped(session, museum.keys.hashes(address), Way.SMS) is is_stopped
