"""How a process of ours is asked to leave."""

from __future__ import annotations

import signal
import time

STEP_SECONDS = 0.1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Leaving:
    """A flag and no lock: a signal may come while its own process holds one, and would wait for it for ever."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, *_: object) -> None:
        """Finish what is in hand, then leave."""
        self.asked = True

    def listen(self) -> None:
        """Be asked by Ctrl-C, by whoever runs services, and by a terminal that is closed."""
        for number in SIGNALS:
            signal.signal(number, self.ask)

    def rest(self, seconds: float) -> bool:
        """Rest, but not once asked to leave; whether that is so."""
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(STEP_SECONDS)
        return self.asked
