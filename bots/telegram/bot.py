"""The bot of one event loop: the library's application, with our handlers, asked directly for each update."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any

import structlog
from telegram import Bot as TelegramBot
from telegram import Update
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bots.telegram.conversation import Conversation
from bots.telegram.downloads import Download, download
from bots.telegram.faults import locate
from bots.telegram.handlers import Handlers
from bots.telegram.house import House
from bots.telegram.sending import Sender
from bots.telegram.studio import Studio
from bots.telegram.uploads import Uploads
from settings import Settings, is_outside
from visitors import updates
from visitors.updates import Seen

CONNECTIONS = 64
KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
log = structlog.get_logger("museline.telegram")


class Busy(Exception):
    """This update is being answered, or its answer was cut off just now: it has to come again a little later."""


class Bot:
    """Lives in the loop that started it: neither the library nor its connections may change threads."""

    def __init__(self, house: House) -> None:
        hush()
        self.house = house
        self.application: Application[Any, Any, Any, Any, Any, Any] = build_application(house.settings)
        sender = Sender(self.application.bot, Uploads(house, self.application.bot))
        studio = Studio(house, lambda file_id: fetch_file(house.settings, file_id))
        Handlers(Conversation(house, studio), sender).add_to(self.application)

    async def start(self) -> None:
        """Open connections and ask Telegram who we are; raises `telegram.error.TelegramError`."""
        await self.application.initialize()

    async def stop(self) -> None:
        """Close the connections."""
        await self.application.shutdown()

    async def process(self, data: dict[str, Any]) -> None:
        """Read one update as it came by the webhook, and answer it."""
        try:
            update = Update.de_json(data, self.application.bot)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.error("an update could not be read", update=data["update_id"], error=locate(error))
            return
        await self.take(update)

    async def take(self, update: Update, *, alone: bool = False) -> None:
        """Answer one update, the first time it comes; a repetition changes nothing.

        What a process left when it died is answered anew by the repetition: what it kept stands under its origin, and
        only an answer may come twice. Raises `Busy` while another process may be at it; `alone` says there is none."""
        seen = await asyncio.to_thread(self._begin, update.update_id)
        if seen is Seen.BUSY and not alone:
            raise Busy
        if seen is Seen.DONE:
            return
        try:
            await self.application.process_update(update)
        except Exception:
            await asyncio.to_thread(
                self._end, update.update_id
            )  # it would only fail again, and hold the chat back
            raise
        await asyncio.to_thread(self._end, update.update_id)

    def _begin(self, update: int) -> Seen:
        with self.house.database.writes() as session:
            return updates.begin(session, self.house.bot, update, self.house.clock.now())

    def _end(self, update: int) -> None:
        with self.house.database.writes() as session:
            updates.end(session, self.house.bot, update, self.house.clock.now())


def build_application(settings: Settings) -> Application[Any, Any, Any, Any, Any, Any]:
    """The library's application, without any updates of its own."""
    builder = ApplicationBuilder().token(settings.telegram_bot_token).updater(None)
    builder = builder.base_url(f"{settings.telegram_api_url}/bot")
    builder = builder.base_file_url(f"{settings.telegram_api_url}/file/bot")
    return builder.request(make_request(settings)).get_updates_request(make_request(settings)).build()


def make_telegram(settings: Settings) -> TelegramBot:
    """The library's bot alone, to ask Telegram something now and then."""
    root = settings.telegram_api_url
    return TelegramBot(
        settings.telegram_bot_token, f"{root}/bot", f"{root}/file/bot", request=make_request(settings)
    )


def fetch_file(settings: Settings, file_id: str) -> Download:
    """A file that somebody sent, asked for outside the loop of the bot; raises `telegram.error.TelegramError`."""

    async def ask() -> Download:
        async with make_telegram(settings) as bot:
            return await download(bot, file_id)

    return asyncio.run(ask())


def make_request(settings: Settings) -> HTTPXRequest:
    """Connections with patience: the library's second for a free one and five for an upload are too few."""
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS, read_timeout=15, write_timeout=15, connect_timeout=5, pool_timeout=5,
        media_write_timeout=60, httpx_kwargs={"trust_env": is_outside(settings.telegram_api_url)},
    )  # fmt: skip


def hush() -> None:
    """The token stands in every address, and messages in what the library would tell: neither belongs into a log."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # The library warns of its own coming change whenever it makes or reads a length of time; we read both shapes.
    warnings.filterwarnings("ignore", message=".*PTB_TIMEDELTA")
