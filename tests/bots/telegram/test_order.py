"""One person's things are answered one after the other, different people's side by side."""

from __future__ import annotations

import asyncio
from typing import Any

from bots.telegram.conversation import Conversation, Turn
from bots.telegram.handlers import Handlers
from bots.telegram.house import House
from bots.telegram.incoming import Incoming


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
