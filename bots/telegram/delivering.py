"""The chat as the outbox's carrier: an answer comes as a voice message with its words, or as words alone."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bots.telegram.bot import hush, make_telegram
from bots.telegram.house import House
from bots.telegram.refusals import Refusal, name
from bots.telegram.runner import SECONDS_TO_START, call, run_loop
from bots.telegram.typography import CAPTION_UNITS, MESSAGE_UNITS, direct, split, units
from outbox.carrier import DeliveryFailed, Errand, Pace, Receipt
from outbox.contents import Letter
from outbox.outcomes import Outcome
from outbox.tables import Reason
from scenes.sayings import text
from scenes.times import say_past
from scenes.visit import Visit
from visitors.people import Channel

T = TypeVar("T")
# Telegram lets a bot send about 30 messages a second, and one a second into each chat; a little less leaves room for
# those that are on their way at the same moment.
PACE = Pace("chat", 1 / 29.2, 1.0)
SECONDS_TO_SEND = 100.0
FEW_LINES = "x" * 150
ASKED_AS = {Refusal.SHUT: Reason.BLOCKED, Refusal.TOKEN: Reason.CARRIER, Refusal.WAIT: Reason.CARRIER,
            Refusal.UNSENT: Reason.CARRIER, Refusal.LOST: Reason.CARRIER}  # fmt: skip
LATER = frozenset({Refusal.WAIT, Refusal.UNSENT, Refusal.LOST, Refusal.TOKEN})
NO_VOICE = frozenset({Refusal.NO_VOICE, Refusal.UNFIT})


@dataclass(frozen=True, slots=True)
class Post:
    """What is sent: a voice message with its caption, where there is one, then words."""

    voice: str | None
    caption: str
    words: tuple[str, ...]
    seconds: int = 0


@dataclass
class Chats:
    """Brings letters into chats, from a loop of its own; it keeps its connections between two letters."""

    house: House
    pace: Pace = PACE
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _line: Line | None = None

    def weigh(self, letter: Letter) -> int:
        """How many messages it makes, with a greeting of a few lines."""
        post = compose(FEW_LINES, letter)
        return max(1, bool(post.voice) + len(post.words))

    def send(self, errand: Errand) -> Receipt:
        """Send it; raises `DeliveryFailed`."""
        post = compose(greet(self.house, errand), errand.letter)
        sound = self.house.media.get_private(post.voice) if post.voice else b""
        self._open().do(lambda bot: _send(bot, int(errand.address.value), post, sound, quiet=errand.quiet))
        return Receipt("", final=True)

    def find(self, errand: Errand) -> Receipt | None:
        """Telegram shows a bot nothing of what it has sent."""
        return None

    def look(self, carrier_id: str) -> Outcome | None:
        """Telegram tells nothing after it took a message."""
        return None

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def _open(self) -> Line:
        with self._lock:
            self._line = self._line or Line(self.house)
            return self._line


class Line:
    """One bot in one loop."""

    def __init__(self, house: House) -> None:
        hush()
        self._loop = run_loop()
        self._bot = make_telegram(house.settings)
        self._is_ready = False

    def do(self, work: Callable[[Bot], Awaitable[T]]) -> T:
        """Let the bot do something; its refusals as those of a delivery."""
        return call(self._loop, self._do(work), SECONDS_TO_SEND)

    def close(self) -> None:
        """End the loop."""
        try:
            call(self._loop, self._bot.shutdown(), SECONDS_TO_START)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)

    async def _do(self, work: Callable[[Bot], Awaitable[T]]) -> T:
        if not self._is_ready:
            await _get_ready(self._bot)
            self._is_ready = True
        return await work(self._bot)


def greet(house: House, errand: Errand) -> str:
    """Whose answer this is, and to what."""
    catalogue = house.catalogue
    language = errand.language if errand.language in catalogue.languages else catalogue.house
    line = catalogue.line_for(house.settings.twilio_phone_number)
    now = errand.began_at.astimezone(ZoneInfo(line.zone))
    visit = Visit(catalogue, line, Channel.CHAT, language, True, now, house.settings.museum_name)
    letter, says = errand.letter, []
    if letter.asked_at is not None:
        says.append(
            text(visit, "deliver.asked", day=say_past(visit, letter.asked_at.astimezone(now.tzinfo).date()))
        )
    says.append(text(visit, "deliver.from", name=letter.by) if letter.by else text(visit, "deliver.ours"))
    return direct(" ".join(says), language)


def compose(greeting: str, letter: Letter) -> Post:
    """The messages of a letter: words under the voice where they fit there, else after it."""
    whole = "\n\n".join(filter(None, (greeting, letter.text)))
    if letter.chat is None:
        return Post(None, "", split(whole, MESSAGE_UNITS))
    if units(whole) <= CAPTION_UNITS:
        return Post(letter.chat, whole, (), round(letter.seconds))
    return Post(letter.chat, greeting, split(letter.text, MESSAGE_UNITS), round(letter.seconds))


async def _get_ready(bot: Bot) -> None:
    """Ask Telegram who we are; nothing has left by then."""
    try:
        await bot.initialize()
    except TelegramError as error:
        raise DeliveryFailed("Telegram cannot be reached") from error


async def _send(bot: Bot, chat: int, post: Post, sound: bytes, *, quiet: bool) -> None:
    """One message after the other. What fails once something has arrived may come twice as a whole."""
    sent = False
    try:
        if post.voice:
            await _send_voice(bot, chat, post, sound, quiet=quiet)
            sent = True
        for words in post.words:
            await bot.send_message(chat, words, disable_notification=quiet)
            sent = True
    except ChatMigrated as error:
        await _send(bot, error.new_chat_id, post, sound, quiet=quiet)
    except TelegramError as error:
        raise _translate(error, sent=sent) from error


async def _send_voice(bot: Bot, chat: int, post: Post, sound: bytes, *, quiet: bool) -> None:
    """As a voice message; whoever accepts none gets the file."""
    common: dict[str, Any] = {"caption": post.caption, "disable_notification": quiet}
    try:
        await bot.send_voice(chat, sound, duration=post.seconds, filename="answer.ogg", **common)
    except TelegramError as error:
        if name(error) not in NO_VOICE:
            raise
        await bot.send_document(chat, sound, filename="answer.ogg", **common)


def _translate(error: TelegramError, *, sent: bool) -> DeliveryFailed:
    refusal = name(error)
    wait = 0.0
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        wait = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return DeliveryFailed(
        f"Telegram refused: {refusal}", permanent=refusal not in LATER,
        reason=ASKED_AS.get(refusal, Reason.REFUSED), unsure=sent or refusal == Refusal.LOST, wait=wait,
    )  # fmt: skip
