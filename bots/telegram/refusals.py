"""Telegram's refusals by name: the Bot API tells them apart by their English words alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Refusal(StrEnum):
    """What Telegram said no to."""

    SHUT = "shut"  # blocked, deactivated, thrown out, gone
    UNCHANGED = "unchanged"
    STALE = "stale"
    MISSING = "missing"  # the message to change
    MOVED = "moved"
    UNREADABLE = "unreadable"  # our HTML
    BIG = "big"
    FORGOTTEN = "forgotten"  # a file id
    NO_VOICE = "no voice"  # this person takes no voice notes
    UNFIT = "unfit"  # a file of a kind or shape that this method does not take
    WAIT = "wait"
    UNSENT = "unsent"  # it never reached Telegram
    LOST = "lost"  # it may have reached Telegram, or not
    TOKEN = "token"  # noqa: S105 - a name, no secret
    OTHER = "other"


# Telegram's Bot API server, and the texts of its upstream; a text is looked for in lower case.
WORDS: Mapping[str, Refusal] = {
    "message is not modified": Refusal.UNCHANGED,
    "query is too old": Refusal.STALE,
    "message to edit not found": Refusal.MISSING,
    "message can't be edited": Refusal.MISSING,
    "there is no text in the message to edit": Refusal.MISSING,
    "message_id_invalid": Refusal.MISSING,
    "chat not found": Refusal.SHUT,
    "chat_write_forbidden": Refusal.SHUT,
    "not enough rights": Refusal.SHUT,
    "group chat was upgraded": Refusal.MOVED,
    "can't parse entities": Refusal.UNREADABLE,
    "too big": Refusal.BIG,
    "request entity too large": Refusal.BIG,
    "wrong file identifier": Refusal.FORGOTTEN,
    "wrong remote file identifier": Refusal.FORGOTTEN,
    "invalid file_id": Refusal.FORGOTTEN,
    "file_reference": Refusal.FORGOTTEN,
    "can't use file of type": Refusal.FORGOTTEN,
    "voice_messages_forbidden": Refusal.NO_VOICE,
    "ext_invalid": Refusal.UNFIT,
    "image_process_failed": Refusal.UNFIT,
    "photo_invalid": Refusal.UNFIT,
    "file must be non-empty": Refusal.UNFIT,
}
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def name(error: TelegramError) -> Refusal:
    """What a library's exception means; it never says whose message it was."""
    simple = {
        RetryAfter: Refusal.WAIT,
        ChatMigrated: Refusal.MOVED,
        Forbidden: Refusal.SHUT,
        InvalidToken: Refusal.TOKEN,
    }
    known = simple.get(type(error)) or _find_words(error.message)
    if known is not None:
        return known
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return Refusal.OTHER
    return _name_network_error(error)


def _find_words(message: str) -> Refusal | None:
    text = message.lower()
    return next((refusal for words, refusal in WORDS.items() if words in text), None)


def _name_network_error(error: NetworkError) -> Refusal:
    """What never left, or met a server out of order, may be repeated; what was cut off may have done its work."""
    if isinstance(error.__cause__, NEVER_SENT):
        return Refusal.UNSENT
    was_cut_off = isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError)
    return Refusal.LOST if was_cut_off or "timeout" in error.message.lower() else Refusal.UNSENT
