"""The worker: renders recordings, fetches what visitors sent, forgets what is due. Any number may run."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from app import heartbeat
from app.house import House
from bots.telegram import files
from bots.telegram.carrier import Telegram
from content import renditions
from hotline import recordings
from hotline.carrier import Twilio
from visitors import erasing, people, updates

log = structlog.get_logger()
Job = Callable[[], bool]
BEAT_EVERY = timedelta(seconds=15)
SWEEP_EVERY = timedelta(minutes=5)
IDLE_SECONDS = 1.0


class Worker:
    """Runs each job until none has anything to do, then rests a second."""

    def __init__(self, house: House, jobs: Sequence[Job] | None = None) -> None:
        self.house = house
        self.jobs = list(jobs) if jobs is not None else make_jobs(house)
        self.stopping = threading.Event()
        self._beaten = self._swept = datetime.min.replace(tzinfo=house.clock.now().tzinfo)

    def run(self) -> None:
        """Work until somebody asks to stop; what is in hand is finished first."""
        while not self.stopping.is_set():
            if not self.turn():
                self.stopping.wait(IDLE_SECONDS)

    def turn(self) -> bool:
        """One round of every job; whether there was anything to do."""
        self._do(self._beat_and_sweep)
        done = [self._do(job) for job in self.jobs]
        return any(done)

    def drain(self, rounds: int = 100) -> None:
        """Work until nothing is left, for tests and the demo's first start."""
        for _ in range(rounds):
            if not self.turn():
                return

    def stop(self, *_: object) -> None:
        """Finish what is in hand and leave."""
        self.stopping.set()

    def _do(self, job: Job) -> bool:
        """One job that fails must not stop the others: its error is logged, its row tried again later."""
        try:
            return job()
        except Exception as error:  # noqa: BLE001
            log.error("a job failed", job=getattr(job, "__name__", "job"), error=type(error).__name__)
            return False

    def _beat_and_sweep(self) -> bool:
        now = self.house.clock.now()
        if now - self._beaten >= BEAT_EVERY:
            with self.house.database.writes() as session:
                heartbeat.beat(session, "worker", now)
            self._beaten = now
        if now - self._swept >= SWEEP_EVERY:
            with self.house.database.writes() as session:
                people.sweep(session, now)
                updates.sweep(session, now)
                erasing.sweep(session, now)
            self._swept = now
        return False


def make_jobs(house: House) -> list[Job]:
    """The jobs of this house; a closed carrier has none."""
    database, media, clock = house.database, house.media, house.clock

    def render_recordings() -> bool:
        return renditions.render_next(database, media, clock)

    def erase_thrown() -> bool:
        return erasing.erase_next(database, media)

    jobs: list[Job] = [render_recordings, erase_thrown]
    if house.settings.phone_is_open:
        twilio = Twilio(house.settings)

        def fetch_calls() -> bool:
            return recordings.fetch_next(database, media, twilio, clock)

        jobs.append(fetch_calls)
    if house.settings.chat_is_open:
        telegram = Telegram(house.settings)

        def fetch_chats() -> bool:
            return files.fetch_next(database, media, telegram, clock)

        jobs.append(fetch_chats)
    return jobs


def run_worker(house: House) -> None:
    """Work in this process until it is told to stop."""
    worker = Worker(house)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, worker.stop)
    worker.run()
