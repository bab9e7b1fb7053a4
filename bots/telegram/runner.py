"""One event loop in a thread of its own for each process of the web server, started when it is first needed."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from bots.telegram.bot import Bot
from bots.telegram.house import House

T = TypeVar("T")
SECONDS_TO_START = 15.0
SECONDS_TO_ANSWER = 20.0


class Runner:
    """Hands updates from the threads of the server to the loop. Threads do not survive a fork: each process has one."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._lock = threading.Lock()
        self._process = 0
        self._running: tuple[asyncio.AbstractEventLoop, Bot] | None = None

    def process(self, data: dict[str, Any]) -> None:
        """Answer one update; raises `TimeoutError` where that takes long (it goes on behind), or what went wrong."""
        loop, bot = self._start()
        call(loop, bot.process(data), SECONDS_TO_ANSWER)

    def close(self) -> None:
        """Close the connections and end the loop; the next update starts anew."""
        with self._lock:
            if self._running is None or self._process != os.getpid():
                return
            loop, bot = self._running
            self._running = None
            _end(loop, bot)

    def _start(self) -> tuple[asyncio.AbstractEventLoop, Bot]:
        with self._lock:
            if self._running is None or self._process != os.getpid():
                self._running, self._process = None, os.getpid()
                self._running = _begin(self.house)
            return self._running


def _begin(house: House) -> tuple[asyncio.AbstractEventLoop, Bot]:
    """A loop with a bot in it; raises what keeps the bot from starting, and leaves nothing behind then."""
    loop, bot = run_loop(), Bot(house)
    try:
        call(loop, bot.start(), SECONDS_TO_START)
    except BaseException:
        _end(loop, bot)
        raise
    return loop, bot


def _end(loop: asyncio.AbstractEventLoop, bot: Bot) -> None:
    try:
        call(loop, bot.stop(), SECONDS_TO_START)
    finally:
        loop.call_soon_threadsafe(loop.stop)


def call(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T], seconds: float) -> T:
    """Let the loop do something and wait for it; raises `TimeoutError`."""
    return asyncio.run_coroutine_threadsafe(work, loop).result(seconds)


def run_loop() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own, until it is stopped."""
    loop = asyncio.new_event_loop()

    def run() -> None:
        loop.run_forever()
        loop.close()

    threading.Thread(target=run, name="telegram", daemon=True).start()
    return loop
