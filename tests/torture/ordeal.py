"""A museum under load whose plug is pulled, and what it takes until all is settled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.announcing import announce
from settings import write_env_file
from staff.roles import Role
from tests.actors.staff import employ
from tests.app.shell import as_environment, wait_until
from tests.torture import carriers as practice
from tests.torture.crew import Crew, rest
from tests.torture.museum import choose_manners, is_busy, prepare
from tests.torture.passing import let_pass
from tests.torture.people import Clerk, Load, Ringer, Town, Writer
from tests.torture.reckoning import Books

CALLS, CHATS = 2, 3  # people at a time
MOMENT, NIGHT = 310, 22 * 3600  # seconds: a claim runs out; a telephone is tried again
MOST_NIGHTS = 12
LONGEST_NIGHT = 900  # seconds: a call leaves each second
LONGEST_REST = 0.6  # seconds between two kills


@dataclass(frozen=True)
class Length:
    """How often the plug is pulled, after how many times nobody works for a while, and who serves."""

    kills: int
    blackout: int
    serving: int


class Ordeal:
    """A museum under load whose plug is pulled."""

    def __init__(self, folder: Path, url: str, length: Length, stack: ExitStack) -> None:
        self.dice, self.length = Random(length.kills), length
        self.house = prepare(folder, url)
        stack.callback(self.house.database.close)
        settings, dice = self.house.settings, self.dice
        self.carriers = stack.enter_context(practice.open_carriers(settings, dice))
        write_env_file(folder / "settings.env", as_environment(settings))
        self.crew = Crew(folder, folder / "settings.env", settings, length.serving)
        stack.callback(self.crew.ends)
        self.load = Load()
        numbers = iter(range(9000))
        self.manners = choose_manners(length.kills, dice)
        self.writers = [Writer(self.carriers.world, f"snail{n}n", self.load.stopped) for n in range(CHATS)]
        self.clerk = Clerk(self.house, employ(self.house, "Mira", Role.ANSWERER), dice)
        self.books = Books(self.house, self.carriers, self.writers, self.clerk, self.manners)
        ringers = [Ringer(settings.twilio_api_url, numbers, Random(n)) for n in range(CALLS)]
        for one in (*ringers, self.clerk):
            stack.callback(one.close)
        self.people: list[Callable[[], None]] = [*ringers, *self.writers, self.clerk]
        self.town = Town(self.carriers, self.manners)

    def runs(self) -> None:
        """Open, let people come, pull the plug so many times, and let everything come to its end."""
        self.crew.waits()
        assert all(done.done for done in announce(self.house))
        around = Load()
        around.begins(self.town)
        for deed in self.people:
            self.load.begins(deed)
        wait_until(lambda: bool(self.clerk.answered), self.crew.said)
        self.pulls()
        self.load.ends()
        self.settles()
        around.ends()

    def pulls(self) -> None:
        """Kill one after the other; now and then nobody works for a while, and what was cut off is found again."""
        pulled = 0
        while self.crew.killed.total() < self.length.kills:
            rest(self.dice, LONGEST_REST)
            pulled += self.crew.kills_one(self.dice)
            if pulled >= self.length.blackout:
                self.passes(MOMENT)
                pulled = 0

    def settles(self) -> None:
        """Let nights go by until nothing more is to be done."""
        for seconds in (MOMENT, *[NIGHT] * MOST_NIGHTS):
            self.passes(seconds)
            self.crew.waits()
            wait_until(lambda: self.books.is_settled() or self.is_calm(), self.crew.said, LONGEST_NIGHT)
            if self.books.is_settled():
                return

    def passes(self, seconds: int) -> None:
        """Time goes by while no worker is there."""
        self.crew.kills_workers()
        let_pass(self.house.database, seconds)
        self.crew.starts_workers()

    def is_calm(self) -> bool:
        """Whether nobody has anything to do at this hour."""
        pending = self.carriers.world.updates.pending
        return not pending and not self.carriers.is_ringing() and not is_busy(self.house.database)
