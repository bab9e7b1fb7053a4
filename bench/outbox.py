"""How fast ten thousand due messages leave, beside the pace that the carrier allows."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from addresses.address import Address, Kind
from addresses.keys import KeyRing, make_key
from app.outboxes import HANDS
from bots.telegram.delivering import PACE
from db.base import Base
from db.clock import Clock, SystemClock
from db.database import Database
from outbox.carrier import DeliveryFailed, Errand, Receipt
from outbox.contents import Letter
from outbox.deliveries import Delivery
from outbox.dispatch import Dispatcher
from outbox.outcomes import Outcome
from outbox.post import Post
from outbox.rules import Rules
from outbox.tables import DeliveryRow, State, Way

MANY, FEW = 10_000, 300
ALLOWED = 30  # messages a second, and not one more in any second
ON_ITS_WAY = 0.2  # seconds that Telegram takes to answer
IDLE = 1.0
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


class PlayedTime:
    """A clock for several hands: it stands while anybody works, and jumps when all of them wait."""

    def __init__(self, hands: int) -> None:
        self._now, self._hands = 0.0, hands
        self._wakes: list[float] = []
        self._changed = threading.Condition()

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self._now)

    def sleep(self, seconds: float) -> None:
        """Wait until the clock has gone on so far."""
        with self._changed:
            wake = self._now + seconds
            self._wakes.append(wake)
            self._jump()
            while self._now < wake:
                self._changed.wait()

    def leave(self) -> None:
        """A hand has nothing more to do: the others need not wait for it."""
        with self._changed:
            self._hands -= 1
            self._jump()

    def _jump(self) -> None:
        if self._wakes and len(self._wakes) >= self._hands:
            self._now = max(self._now, min(self._wakes))
            self._wakes = [wake for wake in self._wakes if wake > self._now]
            self._changed.notify_all()


@dataclass
class StrictCarrier:
    """Refuses whatever comes too fast, and keeps count."""

    clock: Clock
    sleep: Callable[[float], None]
    pace = PACE
    arrived: list[datetime] = field(default_factory=list)
    refused: int = 0
    _second: deque[datetime] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def weigh(self, letter: Letter) -> int:
        return 1

    def send(self, errand: Errand) -> Receipt:
        with self._lock:
            now = self.clock.now()
            while self._second and now - self._second[0] >= timedelta(seconds=1):
                self._second.popleft()
            if len(self._second) >= ALLOWED:
                self.refused += 1
                raise DeliveryFailed("429", wait=1)
            self._second.append(now)
            self.arrived.append(now)
        self.sleep(ON_ITS_WAY)
        return Receipt("", final=True)

    def find(self, errand: Errand) -> Receipt | None:
        return None

    def look(self, carrier_id: str) -> Outcome | None:
        return None

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        return (len(self.arrived) - 1) / (self.arrived[-1] - self.arrived[0]).total_seconds()


class Words:
    """The same answer for everybody."""

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        return Letter("The answer.")

    def settled(self, session: Session, delivery: Delivery, now: datetime) -> None:
        return


def main() -> None:
    """Ten thousand in played time, with all the work done and only the waiting left out; then some in real time."""
    hands = HANDS[Way.CHAT]
    played = PlayedTime(hands)
    print(measure(MANY, played, played.sleep, played.leave, "played time"))
    print(measure(FEW, SystemClock(), time.sleep, lambda: None, "real time"))


def measure(
    count: int, clock: Clock, sleep: Callable[[float], None], leave: Callable[[], None], how: str
) -> str:
    """One line: the rate reached, the share of what is allowed, refusals, and what our own work takes."""
    carrier = StrictCarrier(clock, sleep)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/bench.db")
        Base.metadata.create_all(database.engine)
        keys = KeyRing([make_key()])
        owe_many(database, keys, count, clock.now())
        post = Post({Way.CHAT: carrier}, keys, Rules(), Words())
        dispatcher = Dispatcher(post, database, clock, sleep)
        took = run_hands(dispatcher, carrier, count, sleep, leave)
        database.close()
    share = carrier.rate / ALLOWED
    return (
        f"  {count:6} messages in {how}: {carrier.rate:.2f} a second, {share:.1%} of the {ALLOWED} allowed, "
        f"{carrier.refused} refused; the machine was at it for {took:.0f} s"
    )


def owe_many(database: Database, keys: KeyRing, count: int, now: datetime) -> None:
    """So many messages, each into a chat of its own, all due."""
    rows = [
        {
            "key": f"answer/{number}/chat", "subject": "answer", "subject_id": number, "channel": Way.CHAT,
            "address": keys.encrypt(Address(Kind.CHAT, str(number))), "language": "en", "zone": "Europe/Paris",
            "not_before": now, "not_after": now + timedelta(days=1), "state": State.OWED, "tries": 0, "doubts": 0,
            "next_try": now, "made_at": now,
        }
        for number in range(count)
    ]  # fmt: skip
    with database.writes() as session:
        session.execute(insert(DeliveryRow), rows)


def run_hands(
    dispatcher: Dispatcher,
    carrier: StrictCarrier,
    count: int,
    sleep: Callable[[float], None],
    leave: Callable[[], None],
) -> float:
    """As many hands as a worker has, until all has arrived; the seconds it took in truth."""

    def work() -> None:
        while len(carrier.arrived) < count:
            if not dispatcher.dispatch_next(Way.CHAT):
                sleep(IDLE)
        leave()

    threads = [threading.Thread(target=work) for _ in range(HANDS[Way.CHAT])]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
