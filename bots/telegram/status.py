"""How the bot stands with Telegram, for the technician's check-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import Bot

from bots.telegram.carrier import consult
from settings import Settings


@dataclass(frozen=True, slots=True)
class ChatStatus:
    """The bot's name, its webhook (empty: it is polled), what waits there, and the last error."""

    username: str
    is_shareable: bool
    url: str
    pending: int
    last_error: str
    last_error_at: datetime | None


def read_status(settings: Settings) -> ChatStatus:
    """Ask Telegram; raises `ChatFailed`."""

    async def look(bot: Bot) -> ChatStatus:
        me, hook = await bot.get_me(), await bot.get_webhook_info()
        return ChatStatus(
            me.username or "", bool(me.supports_inline_queries), hook.url, hook.pending_update_count,
            hook.last_error_message or "", hook.last_error_date,
        )  # fmt: skip

    return consult(settings, look)
