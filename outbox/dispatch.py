"""Bringing what is owed: claim, commit, say that it leaves, commit, send, record."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from db.clock import Clock
from db.database import Database
from outbox import claims, pacing
from outbox.carrier import DeliveryFailed, Errand
from outbox.claims import Claim
from outbox.post import Post
from outbox.preparing import SOON, Ready, prepare
from outbox.recording import fail, record
from outbox.recovering import Inquiry, give_up, list_inquiry, settle_doubt, settle_silence
from outbox.tables import State

LATE = timedelta(milliseconds=25)
OVERSLEPT = timedelta(minutes=1)
MOST_TURNS = 8
log = structlog.get_logger("museline.outbox")


@dataclass(frozen=True)
class Dispatcher:
    """Brings one thing after the other; any number of them share the work. `wait` lets seconds pass."""

    post: Post
    database: Database
    clock: Clock
    wait: Callable[[float], None] = time.sleep

    def dispatch_any(self) -> bool:
        """See to one delivery of each way; whether there was any."""
        done = [self.dispatch_next(way) for way in self.post.carriers]
        return any(done)

    def dispatch_next(self, way: str) -> bool:
        """See to the delivery that has been due for longest; False where none is, or its carrier must rest."""
        if not self._may_begin(way):
            return False
        with self.database.writes() as session:
            claim = claims.claim_next(session, way, self.clock.now())
        if claim is None:
            return False
        if claim.state == State.CLAIMED:
            self._bring(claim, way)
        else:
            self._inquire(claim, way)
        return True

    def _may_begin(self, way: str) -> bool:
        """Looked at without a lock: a carrier that must rest for longer is left for another round."""
        now = self.clock.now()
        with self.database.reads() as session:
            is_due = claims.is_due(session, way, now)
            return is_due and pacing.find_free(session, self.post.carriers[way].pace.name, now) - now < SOON

    def _bring(self, claim: Claim, way: str) -> None:
        """What stands in the way is noted; else it leaves when its turn comes."""
        with self.database.writes() as session:
            ready = prepare(session, self.post, claim, self.clock.now())
        if ready is not None and self._wait_for_turn(ready, way):
            self._send(ready.errand, way)

    def _wait_for_turn(self, ready: Ready, way: str) -> bool:
        """Wait for its moment. Who wakes too late for it takes another, lest two leave close together; who has slept
        through it all leaves it to whoever looks after what was cut off."""
        leaves_at, pace = ready.leaves_at, self.post.carriers[way].pace
        for _ in range(MOST_TURNS):
            self.wait(max(0.0, (leaves_at - self.clock.now()).total_seconds()))
            now = self.clock.now()
            if now - leaves_at <= LATE:
                break
            with self.database.writes() as session:
                leaves_at = pacing.take_slot(session, pace.name, pace.interval, now)
        return self.clock.now() - ready.errand.began_at < OVERSLEPT

    def _send(self, errand: Errand, way: str) -> None:
        """From here on nobody knows whether it left until the carrier has answered, and that is on record."""
        try:
            receipt = self.post.carriers[way].send(errand)
        except DeliveryFailed as error:
            log.warning("not delivered", delivery=errand.delivery, reason=error.reason, words=str(error))
            with self.database.writes() as session:
                fail(session, self.post, errand, error, self.clock.now())
            return
        with self.database.writes() as session:
            record(session, self.post, errand, receipt, self.clock.now())

    def _inquire(self, claim: Claim, way: str) -> None:
        """Ask the carrier about what was cut off, or of which it has told nothing."""
        with self.database.reads() as session:
            inquiry = list_inquiry(session, self.post, claim)
        try:
            self._settle(claim, inquiry, way)
        except DeliveryFailed as error:
            log.warning("the carrier could not be asked", delivery=claim.id, words=str(error))
            with self.database.writes() as session:
                give_up(session, self.post, claim, inquiry, self.clock.now())

    def _settle(self, claim: Claim, inquiry: Inquiry, way: str) -> None:
        carrier = self.post.carriers[way]
        if claim.state == State.SENT:
            outcome = carrier.look(inquiry.carrier_id) if inquiry.carrier_id else None
            with self.database.writes() as session:
                settle_silence(session, self.post, claim, inquiry, outcome, self.clock.now())
        else:
            found = carrier.find(inquiry.errand) if inquiry.errand else None
            with self.database.writes() as session:
                settle_doubt(session, self.post, claim, inquiry, found, self.clock.now())
