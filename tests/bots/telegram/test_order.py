"""One person's things are answered one after the other, different people's side by side."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Chat, Message, Update

from bots.telegram.conversation import Conversation, Turn
from bots.telegram.handlers import Handlers
from bots.telegram.house import House
from bots.telegram.incoming import Incoming
from bots.telegram.polling import answer_all
from tests.scenes.museum import TUESDAY


class SlowSender:
    """Sends nothing, slowly, and remembers when it began and ended."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, str]] = []

    async def deliver(self, chat: int, turn: Turn) -> int:
        self.steps.append((chat, "begins"))
        await asyncio.sleep(0.1)
        self.steps.append((chat, "ends"))
        return 1


def write(house: House, *incoming: Incoming) -> list[tuple[int, str]]:
    """Let several things arrive at the same moment."""
    sender: Any = SlowSender()
    handlers = Handlers(Conversation(house), sender)

    async def arrive() -> None:
        await asyncio.gather(*(handlers._converse(one, handlers.conversation.answer) for one in incoming))

    asyncio.run(arrive())
    return list(sender.steps)


def test_message_and_button_do_not_overtake(house: House) -> None:
    steps = write(house, Incoming(7, 1, text="/start"), Incoming(7, data="choose", pressed=1))
    assert steps == [(7, "begins"), (7, "ends")] * 2


def test_nobody_waits_for_somebody_else(house: House) -> None:
    steps = write(house, Incoming(7, 1, text="/start"), Incoming(8, 1, text="/start"))
    assert [what for _, what in steps] == ["begins", "begins", "ends", "ends"]


class HastyBot:
    """Answers what comes later sooner, and remembers what it has answered."""

    def __init__(self) -> None:
        self.answered: list[int] = []

    async def take(self, update: Update, *, alone: bool) -> None:
        await asyncio.sleep(0.1 / update.update_id)
        self.answered.append(update.update_id)
        if update.update_id == 1:
            raise RuntimeError


def test_fetched_messages_keep_their_order() -> None:
    bot: Any = HastyBot()
    chats = {1: 7, 2: 7, 3: 8}
    batch = [
        Update(number, message=Message(number, TUESDAY, Chat(chat, Chat.PRIVATE)))
        for number, chat in chats.items()
    ]
    asyncio.run(answer_all(bot, batch))
    assert bot.answered == [3, 1, 2]
