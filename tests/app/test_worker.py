"""The worker: its jobs fail apart, its heart beats through long work, and it clears up what is over."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app import heartbeat
from app import worker as working
from app.duty import Duty
from app.house import House
from app.worker import Worker
from tests.actors.museum import TurnedClock
from visitors import people
from visitors.people import Channel
from visitors.requests import Message, RequestRow, RequestState, keep


class Job:
    """Work of so many rounds, which fails at first so often."""

    def __init__(self, rounds: int = 0, failures: int = 0) -> None:
        self.left, self.failures, self.tried = rounds, failures, 0

    def __call__(self) -> bool:
        self.tried += 1
        if self.tried <= self.failures:
            raise ValueError("Ana Moreau, +441632960201")
        self.left -= 1
        return self.left >= 0


def test_one_that_fails_stops_not_the_other(house: House) -> None:
    bad, good = Job(failures=9), Job(rounds=3)
    with capture_logs() as lines:
        Worker(house, jobs=[bad, good]).drain()
    assert good.left < 0
    assert [line["event"] for line in lines] == ["a job failed"]
    assert "Ana" not in str(lines)
    assert lines[0]["where"].startswith("test_worker.py:")


def test_failing_job_rests_longer_each_time(clock: TurnedClock) -> None:
    duty, tries = Duty(job := Job(rounds=1, failures=8)), []
    with capture_logs() as lines:
        for second in range(200):
            before = job.tried
            duty.do(clock.now())
            tries += [second] if job.tried > before else []
            clock.advance(1)
    assert tries[:7] == [0, 2, 6, 14, 30, 62, 122]
    assert max(line["rests"] for line in lines) == 60


def test_job_that_works_again_is_not_held_back(clock: TurnedClock) -> None:
    duty = Duty(Job(rounds=5, failures=1))
    with capture_logs():
        assert not duty.do(clock.now())
    clock.advance(2)
    assert duty.do(clock.now())
    assert duty.do(clock.now())


def age(house: House) -> float | None:
    with house.database.reads() as session:
        return heartbeat.age(session, "worker", house.clock.now())


def test_heart_beats_every_quarter_minute(house: House, clock: TurnedClock) -> None:
    worker = Worker(house, jobs=[])
    worker.turn()
    assert age(house) == 0
    clock.advance(14)
    worker.turn()
    assert age(house) == 14
    clock.advance(1)
    worker.turn()
    assert age(house) == 0


def test_heart_beats_through_long_work(house: House, clock: TurnedClock) -> None:
    begun, done = threading.Event(), threading.Event()

    def render_an_hour() -> bool:
        begun.set()
        return not done.wait(30)

    worker = Worker(house, jobs=[render_an_hour])
    thread = threading.Thread(target=worker.run)
    thread.start()
    assert begun.wait(30)
    clock.advance(3600)
    for _ in range(200):
        if age(house) == 0:
            break
        done.wait(0.1)
    beaten = age(house)
    worker.leaving.ask()
    assert thread.is_alive()
    done.set()
    thread.join(30)
    assert (beaten, thread.is_alive()) == (0, False)


def test_hanging_work_is_no_sign_of_life() -> None:
    assert heartbeat.FRESH_SECONDS < working.LONGEST_TURN < timedelta(hours=1).total_seconds()


def test_round_in_hand_is_finished(house: House) -> None:
    worker = Worker(house, jobs=[])
    last = Job(rounds=1)

    def leave() -> bool:
        worker.leaving.ask()
        return True

    worker = Worker(house, jobs=[leave, last])
    worker.run()
    assert last.tried == 1


@pytest.mark.parametrize(("hours", "state"), [(4, RequestState.DRAFT), (6, RequestState.UNCONFIRMED)])
def test_drafts_of_untold_calls_are_kept(house: House, clock: TurnedClock, hours: int, state: str) -> None:
    with house.database.writes() as session:
        visitor = people.meet(session, Channel.PHONE, ["one"], clock.now())
        message = Message("CA1:1", "en", Channel.PHONE, sound="RE1", call="CA1")
        request = keep(session, visitor.id, message, clock.now())
    clock.advance(hours * 3600)
    Worker(house, jobs=[]).turn()
    with house.database.reads() as session:
        row = session.get_one(RequestRow, request)
    assert (row.state, row.ticket is not None) == (state, state != RequestState.DRAFT)


def test_sweep_forgets_withheld_callers_after_a_day(house: House, clock: TurnedClock) -> None:
    with house.database.writes() as session:
        people.meet(session, Channel.PHONE, ["one"], clock.now(), withheld=True)
    worker = Worker(house, jobs=[])
    worker.turn()
    clock.advance(25 * 3600)
    worker.turn()
    with house.database.reads() as session:
        assert people.count(session) == 0


def test_closed_carrier_has_no_job(house: House) -> None:
    shut = {"twilio_account_sid": "", "twilio_auth_token": (), "twilio_phone_number": ""}
    open_names = {job.__name__ for job in working.make_jobs(house)}
    closed = replace(house, settings=house.settings.model_copy(update=shut))
    assert {"render_recordings", "erase_thrown", "fetch_calls", "fetch_chats"} <= open_names
    assert open_names - {job.__name__ for job in working.make_jobs(closed)} == {"fetch_calls", "clear_next"}
