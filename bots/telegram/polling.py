"""Fetching updates where nobody outside can reach us; answered just as those that come by themselves."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from typing import Any

import structlog
from telegram import Bot as TelegramBot
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from addresses.keys import KeyRing
from bots.telegram.bot import KINDS, Bot
from bots.telegram.faults import locate
from bots.telegram.house import House
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from settings import Settings

POLL_SECONDS = 30
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
log = structlog.get_logger("museline.telegram")


class PollingRefused(Exception):
    """Polling is not possible now; the message says why, and what to do."""


def run(
    settings: Settings, database: Database, shelf: Shelf, media: MediaStore, keys: KeyRing | None, clock: Clock,
    *, take_over: bool = False,
) -> None:  # fmt: skip
    """Poll until SIGINT or SIGTERM; raises `PollingRefused`, for example while a webhook is set."""
    if not settings.chat_is_open or keys is None:
        raise PollingRefused(
            "The chat is shut: fill TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET and PRIVACY_KEY."
        )
    house = House(settings, database, shelf, media, keys, clock)
    asyncio.run(_run_until_told(house, take_over))


async def _run_until_told(house: House, take_over: bool) -> None:
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    await poll(house, stopping, take_over=take_over)


async def poll(house: House, stopping: asyncio.Event, *, take_over: bool = False) -> None:
    """Poll until `stopping` is set; what was fetched is answered to the end."""
    bot = Bot(house)
    try:
        await _begin(bot, take_over)
        await _go_on(bot, stopping)
    finally:
        await bot.stop()


async def _begin(bot: Bot, take_over: bool) -> None:
    """Make sure that updates come this way: Telegram gives them to one only."""
    try:
        await bot.start()
        hook = await bot.application.bot.get_webhook_info()
        if hook.url and take_over:
            await bot.application.bot.delete_webhook()
    except InvalidToken as error:
        raise PollingRefused(
            "Telegram does not know this TELEGRAM_BOT_TOKEN; ask BotFather for it."
        ) from error
    except TelegramError as error:
        raise PollingRefused(
            "Telegram cannot be reached; look at the network and TELEGRAM_API_URL."
        ) from error
    if hook.url and not take_over:
        raise PollingRefused(
            "A webhook is set, so Telegram brings the messages there. To fetch them here instead, say --take-over."
        )
    log.info("the bot listens")


async def _go_on(bot: Bot, stopping: asyncio.Event) -> None:
    offset, pause = 0, SHORTEST_PAUSE
    told = asyncio.ensure_future(stopping.wait())
    while not stopping.is_set():
        fetching = asyncio.ensure_future(_fetch(bot.application.bot, offset))
        await asyncio.wait({fetching, told}, return_when=asyncio.FIRST_COMPLETED)
        if not fetching.done():
            await _give_up(fetching)
            return
        batch = fetching.result()
        if batch is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(told), pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            continue
        await answer_all(bot, batch)
        offset, pause = (batch[-1].update_id + 1 if batch else offset), SHORTEST_PAUSE
    told.cancel()


async def _fetch(bot: TelegramBot, offset: int) -> tuple[Update, ...] | None:
    """The next updates; None where Telegram cannot be reached just now."""
    try:
        return await bot.get_updates(
            offset, timeout=POLL_SECONDS, read_timeout=POLL_SECONDS + 10, allowed_updates=KINDS
        )
    except Conflict as error:
        raise PollingRefused(
            "Somebody else fetches this bot's messages: another `museline bot`, or a webhook that was set meanwhile."
        ) from error
    except (NetworkError, RetryAfter) as error:
        log.warning("telegram cannot be reached", error=locate(error))
        return None


async def answer_all(bot: Bot, batch: Iterable[Update]) -> None:
    """Different chats side by side; within one chat one after the other, in the order in which they were written."""
    queues: dict[int | None, list[Update]] = {}
    for update in batch:
        whose = update.effective_chat or update.effective_user
        queues.setdefault(whose.id if whose else None, []).append(update)
    await asyncio.gather(*(_answer(bot, queue) for queue in queues.values()))


async def _answer(bot: Bot, queue: Iterable[Update]) -> None:
    """One that fails must not stop the others."""
    for update in queue:
        try:
            await bot.take(update, alone=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on listening
            log.error("an update could not be answered", update=update.update_id, error=locate(error))


async def _give_up(fetching: asyncio.Future[Any]) -> None:
    fetching.cancel()
    with contextlib.suppress(asyncio.CancelledError, TelegramError):
        await fetching
