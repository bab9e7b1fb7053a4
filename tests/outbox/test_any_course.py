"""Whatever dies, repeats, is lost or comes late: no telephone rings twice in vain, and nothing owed is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from outbox import claims, deliveries
from outbox.carrier import DeliveryFailed
from outbox.outcomes import Outcome
from outbox.tables import Reason, State, Way
from tests.outbox.town import ANNA, BORIS, CHAT, NOT_REACHED, Carrier, Killed, Taken, Town

PARIS = ZoneInfo("Europe/Paris")
PEOPLE = {Way.CALL: (ANNA, BORIS), Way.SMS: (ANNA, BORIS), Way.CHAT: (CHAT, CHAT)}
TROUBLES: dict[str, Callable[[], DeliveryFailed | None]] = {
    "fine": lambda: None,
    "wait": lambda: DeliveryFailed("429", wait=5),
    "lost": lambda: DeliveryFailed("timeout", unsure=True),
    "gone": lambda: DeliveryFailed("21211", permanent=True, reason=Reason.NUMBER),
}
# What happens while one worker is between two of its steps.
EVENTS = st.sampled_from(["nothing", "nothing", "die", "sleep", "other worker", "news", "cancel"])
ways = st.sampled_from(list(Way))


class Courses(RuleBasedStateMachine):
    """One town, two workers on one database, and everything that can go wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.town = Town(f"sqlite:///{Path(self.folder.name)}/outbox.db")
        self.numbers = 0
        self.depth, self.overslept = 0, 0.0
        self.told: list[tuple[Taken, Outcome]] = []

    def teardown(self) -> None:
        self._settle_down()
        self.town.close()
        self.folder.cleanup()

    @rule(way=ways, who=st.integers(0, 1), night=st.booleans())
    def owe(self, way: Way, who: int, night: bool) -> None:
        if self.numbers < 6:
            self.numbers += 1
            later = self.town.clock.now() + timedelta(hours=9 if night else 0)
            self.town.owes(way, PEOPLE[way][who], self.numbers, not_before=later)

    @rule(way=ways, trouble=st.sampled_from(sorted(TROUBLES)), accepted=st.booleans())
    def have_trouble(self, way: Way, trouble: str, accepted: bool) -> None:
        carrier = self.town.carriers[way]
        carrier.troubles, carrier.accepts_unsure = [TROUBLES[trouble]()], accepted

    @rule(seconds=st.sampled_from([0, 31, 121, 301, 4000]))
    def oversleep(self, seconds: float) -> None:
        """So long the first worker sleeps while the second works."""
        self.overslept = seconds

    @rule(way=ways, waiting=EVENTS, before=EVENTS, after=EVENTS, asking=EVENTS)
    def work(self, way: Way, waiting: str, before: str, after: str, asking: str) -> None:
        """One worker takes one step after the other; between any two of them something may happen."""
        carrier = self.town.carriers[way]
        self.town.waiting = self._happens(waiting, way)
        carrier.before, carrier.after = self._happens(before, way), self._happens(after, way)
        carrier.asking = self._happens(asking, way)
        try:
            self.town.dispatcher().dispatch_next(way)
        except Killed:
            pass
        finally:
            self._calm(carrier)

    @rule(way=ways)
    def claim_and_die(self, way: Way) -> None:
        with self.town.database.writes() as session:
            claims.claim_next(session, way, self.town.clock.now())

    @rule(data=st.data(), outcome=st.sampled_from([*NOT_REACHED, Outcome.HEARD, Outcome.HUNG_UP]))
    def end_call(self, data: st.DataObject, outcome: Outcome) -> None:
        """At the carrier a call comes to its end; we may be told of it, or not."""
        running = [one for one in self.town.calls.taken if one.outcome is None]
        if running:
            call = data.draw(st.sampled_from(running))
            call.outcome = outcome
            if outcome == Outcome.HEARD:
                self.town.hears(call)
            self.told.append((call, outcome))

    @rule(data=st.data())
    def bring_news(self, data: st.DataObject) -> None:
        """A callback, in any order, once or again."""
        if self.told:
            self._tell(*data.draw(st.sampled_from(self.told)))

    @rule(seconds=st.sampled_from([0.5, 31, 121, 301, 900, 3601, 36_000, 90_000]))
    def pass_time(self, seconds: float) -> None:
        self.town.clock.advance(seconds)

    @invariant()
    def no_telephone_rings_in_vain(self) -> None:
        """A call begins only once all earlier ones for the same delivery are over, and reached nobody."""
        assert not any(call.in_vain for call in self.town.calls.taken)

    @invariant()
    def texts_come_twice_at_worst(self) -> None:
        for carrier in (self.town.texts, self.town.chats):
            for text in carrier.taken:
                assert sum(_same(one, text) for one in carrier.taken) <= 2

    @invariant()
    def nobody_is_rung_at_night(self) -> None:
        for attempt in self.town.attempts():
            there = attempt.began_at.astimezone(PARIS)
            assert attempt.channel == Way.CHAT or 10 <= there.hour < 19
            assert attempt.channel != Way.CALL or there.weekday() < 6

    def _happens(self, event: str, way: Way) -> Callable[[], None]:
        def happen() -> None:
            if event == "die":
                raise Killed
            if event == "sleep":
                self.town.clock.advance(400)
            if event == "other worker" and self.depth < 2:
                self._let_other_work(way)
            if event == "news" and self.told:
                self._tell(*self.told[-1])
            if event == "cancel":
                self._cancel(way)

        return happen

    def _cancel(self, way: Way) -> None:
        with self.town.database.writes() as session:
            deliveries.cancel(session, f"answer/{self.numbers}/{way}", self.town.clock.now())

    def _let_other_work(self, way: Way) -> None:
        """A second worker runs to its end while the first is in the middle; both believe in the same clock."""
        self.depth += 1
        carrier = self.town.carriers[way]
        kept = (self.town.waiting, carrier.before, carrier.after, carrier.asking)
        self._calm(carrier)
        self.town.clock.advance(self.overslept)
        self.town.dispatcher().dispatch_next(way)
        self.town.waiting, carrier.before, carrier.after, carrier.asking = kept
        self.depth -= 1

    def _tell(self, call: Taken, outcome: Outcome) -> None:
        lifted = outcome in {Outcome.HEARD, Outcome.HUNG_UP, Outcome.MACHINE}
        by = "machine_end_beep" if outcome == Outcome.MACHINE else "human"
        self.town.tells(call, Outcome.COMPLETED if lifted else outcome, answered_by=by if lifted else "")

    def _calm(self, carrier: Carrier) -> None:
        self.town.waiting = carrier.before = carrier.after = carrier.asking = lambda: None

    def _settle_down(self) -> None:
        """From now on all goes well: whatever was owed comes to an end, and its owner has been told."""
        for carrier in self.town.carriers.values():
            carrier.troubles = []
        for _ in range(400):
            self.town.works()
            for call in self.town.calls.taken:
                call.outcome = call.outcome or Outcome.UNPLACED
            if all(row.ended_at for row in self.town.rows()):
                break
            self.town.clock.advance(3601)
        self.no_telephone_rings_in_vain()
        told = {(one.id, one.state) for one in self.town.words.endings}
        for row in self.town.rows():
            assert row.ended_at is not None
            assert row.state == State.CANCELLED or (row.id, row.state) in told


def _same(one: Taken, other: Taken) -> bool:
    return one.errand.delivery == other.errand.delivery


Courses.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyCourse = Courses.TestCase
