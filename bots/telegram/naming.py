"""The bot's name, as others write it: asked of Telegram once for each process, without making anybody wait long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from telegram import Bot

from bots.telegram.carrier import ChatFailed, consult
from settings import Settings

PATIENCE = 2.0  # seconds that one who asks is kept waiting
ASK_AGAIN = 600.0


class BotName:
    """Called, it gives the name without `@`; empty while it is not known, or where there is no bot."""

    def __init__(self, settings: Settings, tick: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._tick = settings, tick
        self._name, self._next_try = "", 0.0
        self._asking = threading.Lock()

    def __call__(self) -> str:
        """The name as it is known now."""
        if not self._name and self._settings.telegram_bot_token and self._tick() >= self._next_try:
            asker = threading.Thread(target=self._ask, name="telegram-name", daemon=True)
            asker.start()
            asker.join(PATIENCE)
        return self._name

    def _ask(self) -> None:
        if not self._asking.acquire(blocking=False):
            return
        try:
            self._next_try = self._tick() + ASK_AGAIN
            self._name = consult(self._settings, _read_name)
        except ChatFailed:
            self._name = ""
        finally:
            self._asking.release()


async def _read_name(bot: Bot) -> str:
    return (await bot.get_me()).username or ""
