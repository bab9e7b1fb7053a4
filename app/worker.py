"""The worker: renders recordings, fetches what visitors sent, clears up. Any number may run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from app import heartbeat
from app.duty import Duty
from app.house import House
from app.leaving import Leaving
from app.outboxes import make_job, open_outbox, start_hands, sweep_paces
from app.transcribing import open_scribe
from bots.telegram import files
from bots.telegram.carrier import Telegram
from content import renditions, uploads
from content.editing import schedules, searching
from hotline import recordings
from hotline.carrier import Twilio
from hotline.clearing import Clearing
from outbox.dispatch import Dispatcher
from staff import takes, trail
from visitors import (
    answer_drafts,
    answers_sounds,
    consents,
    contributions_items,
    erasing,
    retention,
    transcripts,
    updates,
)
from visitors.answers_letters import Answers

Job = Callable[[], bool]
NEVER = datetime.min.replace(tzinfo=UTC)
BEAT_EVERY = timedelta(seconds=15)
SWEEP_EVERY = timedelta(minutes=5)
IDLE_SECONDS = 1.0
LONGEST_FAREWELL = 20  # seconds; what a carrier has not taken by then is looked up by the next worker
LONGEST_TURN = 30 * 60  # seconds; an hour of audio takes minutes, and what takes longer than this hangs


class Worker:
    """Runs each job until none has anything to do, then rests a second."""

    def __init__(self, house: House, jobs: Sequence[Job] | None = None) -> None:
        self.house, self.leaving = house, Leaving()
        self._outbox = open_outbox(house, Answers()) if jobs is None else None
        wanted = jobs if jobs is not None else [*make_jobs(house), *make_bringing(house, self._outbox)]
        self._duties = [Duty(job) for job in (self.beat, self.sweep, *wanted)]
        self._beaten = self._swept = NEVER
        self._began = time.monotonic()

    def run(self) -> None:
        """Work until somebody asks to leave; what is in hand is finished first."""
        threading.Thread(target=self._keep_beating, daemon=True).start()
        hands = start_hands(self.house, self._outbox, self.leaving) if self._outbox else []
        while not self.leaving.asked:
            if not self.turn():
                self.leaving.rest(IDLE_SECONDS)
        for hand in hands:
            hand.join(LONGEST_FAREWELL)

    def turn(self) -> bool:
        """One round of every job; whether there was anything to do."""
        self._began = time.monotonic()
        done = [duty.do(self.house.clock.now()) for duty in self._duties]
        return any(done)

    def drain(self, rounds: int = 100) -> None:
        """Work until nothing is left, for tests."""
        for _ in range(rounds):
            if not self.turn():
                return

    def beat(self) -> bool:
        """Say that somebody works here, every quarter of a minute."""
        now = self.house.clock.now()
        if now - self._beaten >= BEAT_EVERY:
            self._beaten = now
            with self.house.database.writes() as session:
                heartbeat.beat(session, "worker", now)
        return False

    def sweep(self) -> bool:
        """Clear up what is over, every five minutes."""
        now = self.house.clock.now()
        if now - self._swept >= SWEEP_EVERY:
            retention.retain(self.house.database, self.house.settings, self.house.clock)
            with self.house.database.writes() as session:
                updates.sweep(session, now)
                takes.sweep(session, now, timedelta(days=self.house.settings.retention_takes))
                consents.sweep(session, now)
                erasing.sweep(session, now)
            recordings.confirm_untold(self.house.database, self.house.clock)
            sweep_paces(self.house)
            self._swept = now
        return False

    def _keep_beating(self) -> None:
        """A long recording must not look like a worker that is gone; a job that hangs must."""
        heart = Duty(self.beat)
        while not self.leaving.rest(IDLE_SECONDS):
            if time.monotonic() - self._began < LONGEST_TURN:
                heart.do(self.house.clock.now())


def make_jobs(house: House) -> list[Job]:
    """The jobs of this house."""

    def render_recordings() -> bool:
        return renditions.render_next(house.database, house.media, house.clock)

    return [render_recordings, *make_desk_jobs(house), *make_errands(house)]


def make_desk_jobs(house: House) -> list[Job]:
    """What staff planned for an hour, and the words by which items of an older museum are found."""
    database, clock = house.database, house.clock

    def keep_appointments() -> bool:
        with database.reads() as session:
            if not schedules.is_due(session, clock.now()):
                return False
        with database.writes() as session:
            now = clock.now()
            for change in schedules.run_due(session, now):
                sheet, more = change.sheet, {"before": change.before, "after": change.after}
                trail.note(
                    session, None, change.what, sheet.kind, sheet.key, now, language=sheet.language, **more
                )
        return True

    def index_items() -> bool:
        with database.reads() as session:
            if not searching.find_missing(session):
                return False
        with database.writes() as session:
            return searching.index_missing(session) > 0

    return [keep_appointments, index_items]


def make_bringing(house: House, outbox: Dispatcher | None) -> list[Job]:
    """Answers are made ready for each channel, and brought."""
    database, media = house.database, house.media

    def prepare_answers() -> bool:
        return answers_sounds.prepare_next(database, media, house.clock)

    return [prepare_answers, *([make_job(outbox)] if outbox else [])]


def make_errands(house: House) -> list[Job]:
    """What visitors' messages need: fetched from the carriers that are open, and erased when thrown away."""
    database, media, clock = house.database, house.media, house.clock

    def erase_thrown() -> bool:
        return erasing.erase_next(database, media) or contributions_items.erase_next(database, media)

    def sweep_uploads() -> bool:
        return uploads.sweep_next(database, media, clock, timedelta(days=house.settings.retention_uploads))

    def sweep_drafts() -> bool:
        return answer_drafts.sweep_next(database, media, clock)

    jobs: list[Job] = [erase_thrown, sweep_uploads, sweep_drafts, *make_scribing(house)]
    if house.settings.phone_is_open:
        twilio = Twilio(house.settings)

        def fetch_calls() -> bool:
            return recordings.fetch_next(database, media, twilio, clock)

        lists = Clearing(database, twilio, clock, house.settings.retention_carrier, house.settings.zone)
        jobs += [fetch_calls, lists.clear_next]
    if house.settings.chat_is_open:
        telegram = Telegram(house.settings)

        def fetch_chats() -> bool:
            return files.fetch_next(database, media, telegram, clock)

        jobs.append(fetch_chats)
    return jobs


def make_scribing(house: House) -> list[Job]:
    """Drafts of what visitors said, where the museum wishes for them."""
    scribe = open_scribe(house.settings)

    def write_down() -> bool:
        return scribe is not None and transcripts.write_next(house.database, house.media, scribe, house.clock)

    return [write_down] if scribe else []


def run_worker(house: House) -> None:
    """Work in this process until it is told to leave."""
    worker = Worker(house)
    worker.leaving.listen()
    worker.run()
    house.database.close()
