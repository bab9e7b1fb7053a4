"""The pace that Telegram allows, kept strictly when a test wants it: it refuses whatever comes too fast."""

from collections import deque
from dataclasses import dataclass, field

SECOND = 1.0


@dataclass
class Limits:
    """Messages in any second: to everybody together, and into one chat; 0 for no limit."""

    overall: int = 0
    each: int = 0
    _sent: deque[tuple[float, str]] = field(default_factory=deque)

    def take(self, chat: str, now: float) -> bool:
        """Whether one more message may go into a chat now; it is counted if so."""
        while self._sent and now - self._sent[0][0] >= SECOND:
            self._sent.popleft()
        into_this = sum(1 for _, other in self._sent if other == chat)
        if (self.overall and len(self._sent) >= self.overall) or (self.each and into_this >= self.each):
            return False
        self._sent.append((now, chat))
        return True
