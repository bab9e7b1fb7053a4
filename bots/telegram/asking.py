"""One request to Telegram: it waits when told to, tries once more where that is safe, and names what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bots.telegram.refusals import Refusal, name

T = TypeVar("T")
PATIENCE = 5.0  # seconds that somebody is kept waiting for Telegram's pauses, all together
BREATH = 0.3
REPEATABLE = frozenset({Refusal.UNSENT})


class Refused(Exception):
    """Telegram said no. `moved_to` is the new number of a group that grew."""

    def __init__(self, refusal: Refusal, moved_to: int = 0) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.moved_to = moved_to


async def ask(request: Callable[[], Awaitable[T]], *, is_safe: bool = False) -> T:
    """The answer to a request; raises `Refused`. `is_safe` may be done twice: a message may not come twice."""
    waited, repeated = 0.0, False
    while True:
        try:
            return await request()
        except TelegramError as error:
            refusal = name(error)
            pause = _pause(error, refusal, repeated, is_safe)
            if pause is None or waited + pause > PATIENCE:
                moved = error.new_chat_id if isinstance(error, ChatMigrated) else 0
                raise Refused(refusal, moved) from error
        waited, repeated = waited + pause, repeated or refusal != Refusal.WAIT
        await asyncio.sleep(pause)


def _pause(error: TelegramError, refusal: Refusal, repeated: bool, is_safe: bool) -> float | None:
    """Seconds before another try; None where there shall be none."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    repeatable = {*REPEATABLE, *({Refusal.LOST} if is_safe else ())}
    return BREATH if refusal in repeatable and not repeated else None
