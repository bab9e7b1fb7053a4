"""Tells Telegram where we are, and what the bot says of itself in every language."""

from __future__ import annotations

from telegram import Bot, BotCommand

from bots.telegram.bot import KINDS
from bots.telegram.carrier import ChatFailed, consult
from bots.telegram.routes import PATH
from bots.telegram.typography import split
from content.catalogue import Catalogue
from scenes.sayings import speak
from scenes.words import COMMANDS
from settings import Settings

CONNECTIONS = 4  # updates at a time, not Telegram's 40: half the web server's threads stay free for callers
COMMAND_LETTERS, ABOUT_LETTERS, SHORT_LETTERS = 256, 512, 120


def register(settings: Settings, catalogue: Catalogue) -> None:
    """Set the webhook, and commands and descriptions for everybody and for each language; raises `ChatFailed`.

    What is set already may be set again."""
    if not settings.public_url:
        raise ChatFailed("PUBLIC_URL is empty, so Telegram cannot be told where to bring messages")

    async def tell(bot: Bot) -> None:
        await bot.set_webhook(
            f"{settings.public_url}{PATH}", secret_token=settings.telegram_webhook_secret, allowed_updates=KINDS,
            max_connections=CONNECTIONS,
        )  # fmt: skip
        for code, language in list_codes(catalogue).items():
            await _introduce(bot, catalogue, language, code, settings.museum_name)

    consult(settings, tell)


def list_codes(catalogue: Catalogue) -> dict[str | None, str]:
    """Telegram's code (two letters; None for everybody else) and our language for it."""
    own = {code.partition("-")[0].lower(): code for code in reversed(list(catalogue.languages))}
    return {None: catalogue.house, **{code: language for code, language in own.items() if len(code) == 2}}


def list_commands(catalogue: Catalogue, language: str) -> list[BotCommand]:
    """The commands with what they do."""
    return [
        BotCommand(name, _cut(speak(catalogue, language, f"commands.{name}").text, COMMAND_LETTERS))
        for name in COMMANDS
    ]


async def _introduce(bot: Bot, catalogue: Catalogue, language: str, code: str | None, museum: str) -> None:
    """Commands, and the two texts that the app shows before the first message."""
    await bot.set_my_commands(list_commands(catalogue, language), language_code=code)
    about = speak(catalogue, language, "lobby.chat", museum=museum).text
    await bot.set_my_description(_cut(about, ABOUT_LETTERS), language_code=code)
    short = speak(catalogue, language, "lobby.hello", museum=museum).text
    await bot.set_my_short_description(_cut(short, SHORT_LETTERS), language_code=code)


def _cut(text: str, letters: int) -> str:
    return (split(text, letters) or ("",))[0]
