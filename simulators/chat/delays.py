"""Time for the practice chat: the real clock, and one that a test moves by hand."""

import threading
import time


class Delays:
    """The real clock; everything that waits here waits for real."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Sleep on a held condition until somebody notifies it, at most this long."""
        condition.wait(seconds)

    def sleep(self, seconds: float) -> None:
        """Do nothing for so many seconds."""
        time.sleep(max(0.0, seconds))


class SteppedDelays(Delays):
    """A clock that stands still and jumps when somebody would have waited."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.time = start

    def now(self) -> float:
        """Seconds since 1970, as far as the clock was moved."""
        return self.time

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Let the time pass at once."""
        self.sleep(seconds)

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.time += max(0.0, seconds)
