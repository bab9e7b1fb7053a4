"""All that is kept of somebody, as one file in their chat: made when they ask for it, kept nowhere."""

from __future__ import annotations

import asyncio

from telegram import Bot, Message

from bots.telegram.asking import Refused, ask
from bots.telegram.house import House
from bots.telegram.outgoing import Papers
from bots.telegram.refusals import Refusal
from scenes.sayings import speak
from visitors import exporting
from visitors.periods import read_periods

NAME = "museline.zip"
TOO_LARGE = frozenset({Refusal.BIG, Refusal.UNFIT})


async def send(bot: Bot, house: House, chat: int, papers: Papers) -> Message | None:
    """Send the file; None where there is nothing, or more than the chat can carry. Raises `Refused`."""
    whole = await asyncio.to_thread(make, house, papers)
    if whole is None:
        return None
    try:
        return await ask(lambda: bot.send_document(chat, whole, filename=NAME))
    except Refused as refused:
        if refused.refusal not in TOO_LARGE:
            raise
        return None


def make(house: House, papers: Papers) -> bytes | None:
    """The file, in the words of the visitor's language."""
    catalogue, periods, now = house.catalogue, read_periods(house.settings), house.clock.now()

    def say(key: str) -> str:
        return speak(catalogue, papers.language, key).text

    return exporting.write_zip(house.database, house.media, papers.visitor, say, periods, now)


def apologize(house: House, papers: Papers) -> str:
    """What is said where the file cannot come."""
    return speak(house.catalogue, papers.language, "mydata.big").text
