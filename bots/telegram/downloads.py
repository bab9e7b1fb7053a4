"""A file that somebody sent, fetched from Telegram."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Bot

ENDING = re.compile(r"[a-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Download:
    """The bytes of a file, and the ending of the name that Telegram gave it."""

    content: bytes
    ending: str

    @property
    def safe_ending(self) -> str:
        """The ending, where it is one that a file of ours may have."""
        return self.ending if ENDING.fullmatch(self.ending) else "bin"


async def download(bot: Bot, file_id: str) -> Download:
    """Fetch it; raises `telegram.error.TelegramError`."""
    file = await bot.get_file(file_id)
    path = file.file_path or ""
    return Download(bytes(await file.download_as_bytearray()), path.rpartition("/")[2].rpartition(".")[2])
