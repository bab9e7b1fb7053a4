"""Pictures and sounds: sent by the id Telegram gave them, uploaded where it has none, in the shape it takes."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from telegram import Bot, Message
from telegram.constants import ParseMode

from bots.telegram import file_ids
from bots.telegram.asking import Refused, ask
from bots.telegram.house import House
from bots.telegram.outgoing import Picture, Text, Voice
from bots.telegram.refusals import Refusal
from bots.telegram.typography import escape
from content.media import NoSuchMedia

# sendAudio takes MP3 and M4A (Bot API). Ogg with Opus that is sent as an audio arrives as a voice message all the same
# (tdlib/telegram-bot-api, issue 781), so ours goes by sendVoice, which is documented for it; title and speaker stand
# in its caption. Who accepts no voice messages gets the file itself.
SHAPES = {"ogg": ("voice", "document"), "oga": ("voice", "document"), "opus": ("voice", "document")}
PLAYABLE = ("audio", "document")
TRY_NEXT = frozenset({Refusal.NO_VOICE, Refusal.UNFIT, Refusal.BIG})
INSTEAD = frozenset({*TRY_NEXT, Refusal.FORGOTTEN, Refusal.UNREADABLE, Refusal.OTHER})


@dataclass(frozen=True, slots=True)
class Uploads:
    """Sends the museum's media into chats."""

    house: House
    bot: Bot

    async def send(self, chat: int, part: Picture | Voice) -> Message | None:
        """Send a picture or a sound; None where Telegram takes it in no shape. Raises `Refused`."""
        for kind in list_shapes(part):
            try:
                return await self._send_as(chat, part, kind)
            except Refused as refused:
                if refused.refusal not in INSTEAD:
                    raise
            except NoSuchMedia:
                return None
        return None

    def instead(self, part: Picture | Voice) -> Text:
        """The words in place of what could not be brought, with its address where we have one."""
        public = self.house.settings.public_url
        link = f"{public}/media/{part.path}" if public.startswith("https://") else ""
        return Text("\n\n".join(filter(None, (part.caption, escape(link)))) or "…")

    async def _send_as(self, chat: int, part: Picture | Voice, kind: str) -> Message:
        """By the known id, else by uploading; an id that Telegram forgot is forgotten here too."""
        known = await asyncio.to_thread(self._find, part.path, kind)
        if known is not None:
            try:
                return await ask(lambda: self._call(chat, part, kind, known))
            except Refused as refused:
                if refused.refusal != Refusal.FORGOTTEN:
                    raise
        content = await asyncio.to_thread(self.house.media.get, part.path)
        message = await ask(lambda: self._call(chat, part, kind, content))
        await asyncio.to_thread(self._keep, part.path, kind, read_file_id(message))
        return message

    async def _call(self, chat: int, part: Picture | Voice, kind: str, file: str | bytes) -> Message:
        common: dict[str, Any] = {"caption": part.caption, "parse_mode": ParseMode.HTML}
        if isinstance(part, Picture):
            return await self.bot.send_photo(chat, file, filename="picture.jpg", **common)
        filename = f"{part.title}.{part.path.rpartition('.')[2]}"
        if kind == "voice":
            return await self.bot.send_voice(chat, file, duration=part.seconds, filename=filename, **common)
        if kind == "audio":
            named: dict[str, Any] = {
                "title": part.title,
                "performer": part.performer,
                "duration": part.seconds,
            }
            return await self.bot.send_audio(chat, file, filename=filename, **named, **common)
        return await self.bot.send_document(chat, file, filename=filename, **common)

    def _find(self, path: str, kind: str) -> str | None:
        with self.house.database.reads() as session:
            return file_ids.find(session, digest_of(path), self.house.bot, kind)

    def _keep(self, path: str, kind: str, file_id: str) -> None:
        """Another process may have sent the same file at the same moment: one id is as good as the other."""
        with contextlib.suppress(IntegrityError), self.house.database.writes() as session:
            file_ids.keep(session, digest_of(path), self.house.bot, kind, file_id)


def list_shapes(part: Picture | Voice) -> tuple[str, ...]:
    """The kinds of message in which a file may travel, the best first."""
    if isinstance(part, Picture):
        return ("photo",)
    return SHAPES.get(part.path.rpartition(".")[2].lower(), PLAYABLE)


def digest_of(path: str) -> str:
    """The hash of a file's bytes, with which its media path begins."""
    return path.partition("/")[0]


def read_file_id(message: Message) -> str:
    """The id that Telegram gave to what was sent; it may have turned it into another kind."""
    if message.photo:
        return message.photo[-1].file_id
    file = message.voice or message.audio or message.document
    return file.file_id if file else ""
