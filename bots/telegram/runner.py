"""One event loop in a thread of its own for each process of the web server, started when it is first needed."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import Any

from bots.telegram.bot import Bot
from bots.telegram.house import House

SECONDS_TO_START = 15.0
SECONDS_TO_ANSWER = 20.0


class Runner:
    """Hands updates from the threads of the server to the loop. Threads do not survive a fork: each process has one."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._lock = threading.Lock()
        self._process = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bot: Bot | None = None

    def process(self, data: dict[str, Any]) -> None:
        """Answer one update; raises `TimeoutError` where that takes long (it goes on behind), or what went wrong."""
        bot = self._start()
        self._call(bot.process(data), SECONDS_TO_ANSWER)

    def close(self) -> None:
        """Close the connections and end the loop."""
        with self._lock:
            loop, bot = self._loop, self._bot
            if loop is None or self._process != os.getpid():
                return
            if bot is not None:
                self._call(bot.stop(), SECONDS_TO_START)
            loop.call_soon_threadsafe(loop.stop)
            self._loop = self._bot = None

    def _start(self) -> Bot:
        with self._lock:
            if self._process != os.getpid() or self._loop is None:
                self._process, self._loop, self._bot = os.getpid(), _run_loop(), None
            if self._bot is None:
                bot = Bot(self.house)
                self._call(bot.start(), SECONDS_TO_START)
                self._bot = bot
            return self._bot

    def _call(self, work: Coroutine[Any, Any, None], seconds: float) -> None:
        if self._loop is None:
            raise RuntimeError("the loop was closed")
        asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)


def _run_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()

    def run() -> None:
        loop.run_forever()
        loop.close()

    threading.Thread(target=run, name="telegram", daemon=True).start()
    return loop
