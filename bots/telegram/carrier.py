"""Telegram asked from outside a conversation: by the worker for files, by the technician's commands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bots.telegram.bot import hush, make_telegram
from bots.telegram.downloads import Download, download
from bots.telegram.refusals import Refusal, name
from settings import Settings

T = TypeVar("T")
WORDS = {
    Refusal.TOKEN: "Telegram does not know this token",
    Refusal.BIG: "the file is larger than the 20 MB that Telegram hands out",
    Refusal.FORGOTTEN: "Telegram does not know this file any more",
    Refusal.WAIT: "Telegram asks us to wait",
    Refusal.OTHER: "Telegram refused",
}
FOR_GOOD = frozenset({Refusal.BIG, Refusal.FORGOTTEN, Refusal.OTHER})


class ChatFailed(Exception):
    """Telegram could not or would not; `permanent` says that trying again is of no use."""

    def __init__(self, words: str, *, permanent: bool = False) -> None:
        super().__init__(words)
        self.permanent = permanent


class Telegram:
    """Telegram for the worker, one request at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def fetch(self, file_id: str) -> Download:
        """A file that somebody sent; raises `ChatFailed`."""

        return consult(self.settings, lambda bot: download(bot, file_id))


def consult(settings: Settings, question: Callable[[Bot], Awaitable[T]]) -> T:
    """Ask Telegram something from outside any event loop; raises `ChatFailed` in plain words, without the token."""
    hush()
    return asyncio.run(_consult(settings, question))


async def _consult(settings: Settings, question: Callable[[Bot], Awaitable[T]]) -> T:
    bot = make_telegram(settings)
    try:
        async with bot:
            return await question(bot)
    except TelegramError as error:
        refusal = name(error)
        raise ChatFailed(
            WORDS.get(refusal, "Telegram cannot be reached"), permanent=refusal in FOR_GOOD
        ) from error
