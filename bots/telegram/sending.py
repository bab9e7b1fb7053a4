"""Sends a turn: over the message before, or below it; then the old buttons go."""

from __future__ import annotations

import html
import re

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode

from bots.telegram import papers
from bots.telegram.asking import Refused, ask
from bots.telegram.conversation import Turn
from bots.telegram.outgoing import Keyboard, Papers, Part, Text
from bots.telegram.refusals import Refusal
from bots.telegram.uploads import Uploads

TAG = re.compile(r"<[^>]*>")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
HARMLESS = frozenset(
    {Refusal.UNCHANGED, Refusal.MISSING, Refusal.OTHER, Refusal.LOST, Refusal.UNSENT, Refusal.WAIT}
)


class Sender:
    """Brings messages into chats; raises `Refused` where nobody can be reached there, or Telegram is not to be had."""

    def __init__(self, bot: Bot, uploads: Uploads) -> None:
        self.bot = bot
        self.uploads = uploads

    async def deliver(self, chat: int, turn: Turn) -> int | None:
        """Send a turn; the id of the message that carries its buttons."""
        if turn.edit is not None:
            return await self._write_over(chat, turn, turn.edit)
        return await self._send_below(chat, turn)

    async def say(self, chat: int, words: str) -> Message:
        """One plain message."""
        return await self.send_text(chat, Text(html.escape(words, quote=False)), None)

    async def send_text(self, chat: int, text: Text, markup: InlineKeyboardMarkup | None) -> Message:
        """A message of words; without its markup where Telegram cannot read that."""
        try:
            return await ask(lambda: self._send(chat, text.html, ParseMode.HTML, markup))
        except Refused as refused:
            if refused.refusal != Refusal.UNREADABLE:
                raise
            return await ask(lambda: self._send(chat, read_plain(text.html), None, markup))

    async def _send(
        self, chat: int, words: str, mode: str | None, markup: InlineKeyboardMarkup | None
    ) -> Message:
        return await self.bot.send_message(
            chat, words, parse_mode=mode, reply_markup=markup, link_preview_options=NO_PREVIEW
        )

    async def _write_over(self, chat: int, turn: Turn, message: int) -> int | None:
        """Change the message in place; where it cannot be changed any more, a new one comes."""
        try:
            await ask(
                lambda: self._edit(chat, message, turn.outgoing.parts[0], turn.outgoing.keyboard),
                is_safe=True,
            )
        except Refused as refused:
            if refused.refusal in {Refusal.MISSING, Refusal.UNREADABLE, Refusal.OTHER}:
                return await self._send_below(chat, turn)
            if refused.refusal != Refusal.UNCHANGED:
                raise
        return message

    async def _edit(self, chat: int, message: int, part: Part, keyboard: Keyboard) -> None:
        words = part.html if isinstance(part, Text) else part.caption
        await self.bot.edit_message_text(
            words, chat, message, parse_mode=ParseMode.HTML, reply_markup=mark_up(keyboard),
            link_preview_options=NO_PREVIEW,
        )  # fmt: skip

    async def _send_below(self, chat: int, turn: Turn) -> int | None:
        """Send every part, the buttons under the last; then take the buttons from the message before."""
        last, sent = len(turn.outgoing.parts) - 1, None
        for index, part in enumerate(turn.outgoing.parts):
            markup = mark_up(turn.outgoing.keyboard) if index == last else None
            sent = await self._send_part(chat, part, markup)
        if turn.bare is not None:
            await self._take_buttons(chat, turn.bare)
        return sent.message_id if sent else None

    async def _send_part(self, chat: int, part: Part, markup: InlineKeyboardMarkup | None) -> Message:
        """A part as it is; a picture or sound that cannot be brought comes as its words."""
        if isinstance(part, Text):
            return await self.send_text(chat, part, markup)
        if isinstance(part, Papers):
            sent = await papers.send(self.bot, self.uploads.house, chat, part)
            return sent or await self.say(chat, papers.apologize(self.uploads.house, part))
        return await self.uploads.send(chat, part) or await self.send_text(
            chat, self.uploads.instead(part), markup
        )

    async def _take_buttons(self, chat: int, message: int) -> None:
        try:
            await ask(lambda: self.bot.edit_message_reply_markup(chat, message), is_safe=True)
        except Refused as refused:
            if refused.refusal not in HARMLESS:
                raise


def mark_up(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Buttons as the library has them."""
    rows = [[InlineKeyboardButton(one.text, callback_data=one.data) for one in row] for row in keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


def read_plain(words: str) -> str:
    """What HTML shows, without its tags."""
    return html.unescape(TAG.sub("", words))
