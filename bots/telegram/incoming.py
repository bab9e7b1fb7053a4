"""What somebody sent, taken out of Telegram's update: all that a conversation may know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Message, User

MOST_BYTES = 20 << 20  # getFile hands out no more
DEEP_LINK = re.compile(r"/start(?:@\w+)?\s+(?:item|i)-?(\d{3,4})", re.ASCII | re.IGNORECASE)
FOREIGN_COMMAND = re.compile(r"/\w+@(\w+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing somebody did. `pressed` is the message whose button it was, `data` what the button carried;
    `sound` and `picture` are file ids; `unseen` says that it was something nobody here can open, `big` that it
    was too large; `album` joins pictures that were sent together."""

    chat: int
    message: int = 0
    language: str = ""
    text: str = ""
    data: str = ""
    pressed: int = 0
    sound: str | None = None
    seconds: float | None = None
    picture: str | None = None
    album: str = ""
    unseen: bool = False
    big: bool = False


def read_press(query: CallbackQuery) -> Incoming | None:
    """A pressed button; None where it stands under a message that was shared into a foreign chat."""
    if query.message is None:
        return None
    tag = query.from_user.language_code or ""
    number = query.message.message_id
    return Incoming(query.message.chat.id, language=tag, data=query.data or "", pressed=number)


def read_message(message: Message) -> Incoming:
    """A message of any kind."""
    tag = (message.from_user.language_code if message.from_user else None) or ""
    text = read_text(message)
    sound, seconds, heard = _find_sound(message)
    picture, seen = _find_picture(message)
    return Incoming(
        message.chat.id, message.message_id, tag, text, sound=sound, seconds=seconds, picture=picture,
        album=message.media_group_id or "", unseen=not (sound or picture or message.text),
        big=max(heard, seen) > MOST_BYTES,
    )  # fmt: skip


def read_text(message: Message) -> str:
    """The words of a message or a caption; a printed code's `i214` means `item-214`."""
    text = (message.text or message.caption or "").strip()
    link = DEEP_LINK.fullmatch(text)
    return f"/start item-{link[1]}" if link else text


def is_meant_for(message: Message, bot: User) -> bool:
    """In a group only commands and answers to our messages are for us; a command may name another bot.

    A card of ours that somebody shares is not a word to us, even where it is shared in our own chat."""
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return False
    foreign = FOREIGN_COMMAND.match(message.text or "")
    if foreign and foreign[1].lower() != (bot.username or "").lower():
        return False
    if message.chat.type == message.chat.PRIVATE:
        return True
    answered = message.reply_to_message
    is_answer = bool(answered and answered.from_user and answered.from_user.id == bot.id)
    return is_answer or (message.text or "").startswith("/")


def _find_sound(message: Message) -> tuple[str | None, float | None, int]:
    """A voice note or a sound file: its id, seconds and bytes."""
    sound = message.voice or message.audio
    if sound is not None:
        length = sound.duration
        seconds = float(length if isinstance(length, int) else length.total_seconds())
        return sound.file_id, seconds, sound.file_size or 0
    file = message.document
    if file is not None and (file.mime_type or "").startswith("audio/"):
        return file.file_id, None, file.file_size or 0
    return None, None, 0


def _find_picture(message: Message) -> tuple[str | None, int]:
    """A photo in its largest size, or a picture sent as a file: its id and bytes."""
    if message.photo:
        return message.photo[-1].file_id, message.photo[-1].file_size or 0
    file = message.document
    if file is not None and (file.mime_type or "").startswith("image/"):
        return file.file_id, file.file_size or 0
    return None, 0
