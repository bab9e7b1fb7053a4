"""What waits to be told to the bot: one queue for each chat or person, in order, until it expires."""

import copy
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

DAY = 86_400.0
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0, "chosen_inline_result": 600.0}
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}  # delivered only when listed
LONGEST_PAUSE = 90.0  # the real server picks 60 to 120 seconds


@dataclass
class Pending:
    """One update on its way; `due` is when to try next."""

    update: Json
    queue: int
    expires: float
    due: float = 0.0
    attempts: int = 0
    in_flight: bool = False

    def postpone(self, now: float, retry_after: float | None) -> None:
        """After a failure: again at once, then after 2, 4, 8 ... seconds, or when the bot asked."""
        pause = 0.0 if self.attempts == 0 else min(LONGEST_PAUSE, float(2**self.attempts))
        self.attempts += 1
        self.due = now + (pause if retry_after is None else min(retry_after, 3600.0))
        self.in_flight = False


@dataclass
class UpdateQueue:
    """All that is pending; ids rise by one."""

    next_id: int
    pending: list[Pending] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def add(self, kind: str, body: Json, queue: int, now: float) -> None:
        """Owe the bot an update, unless it said that it does not want this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in UNASKED
        if not wanted:
            return
        update = {"update_id": self.next_id, kind: copy.deepcopy(body)}
        self.next_id += 1
        self.pending.append(Pending(update, queue, now + LIFETIMES.get(kind, DAY), now))

    def repeat_last(self) -> None:
        """Owe the newest update once more, under the same id."""
        last = self.pending[-1]
        self.pending.append(Pending(last.update, last.queue, last.expires, last.due))

    def drop_expired(self, now: float) -> None:
        """Forget what nobody needs to know any more."""
        self.pending = [one for one in self.pending if one.in_flight or one.expires > now]

    def claim(self, now: float, limit: int) -> list[Pending]:
        """The heads of the queues that are due, marked as in flight; one for each queue."""
        self.drop_expired(now)
        claimed = [one for one in self._heads() if not one.in_flight and one.due <= now]
        free = limit - sum(one.in_flight for one in self.pending)
        for one in claimed[: max(0, free)]:
            one.in_flight = True
        return claimed[: max(0, free)]

    def next_due(self) -> float | None:
        """When the next attempt may start; None where nothing waits."""
        return min((one.due for one in self._heads() if not one.in_flight), default=None)

    def done(self, one: Pending) -> None:
        """The bot has it."""
        self.pending = [other for other in self.pending if other is not one]

    def confirm(self, offset: int, now: float) -> None:
        """Polling: forget everything before the offset; a negative one keeps that many from the end."""
        self.drop_expired(now)
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [one for one in self.pending if one.update["update_id"] >= offset]

    def _heads(self) -> list[Pending]:
        heads: dict[int, Pending] = {}
        for one in self.pending:
            heads.setdefault(one.queue, one)
        return list(heads.values())
