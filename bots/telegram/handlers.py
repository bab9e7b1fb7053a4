"""What arrives, each kind with its own few lines; one person's things in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, InlineQuery, Message, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bots.telegram import sharing, visits
from bots.telegram.asking import Refused, ask
from bots.telegram.conversation import Conversation, Turn
from bots.telegram.faults import locate
from bots.telegram.incoming import Incoming, is_meant_for, read_message, read_press
from bots.telegram.refusals import Refusal
from bots.telegram.sending import Sender
from scenes.sayings import speak

log = structlog.get_logger("museline.telegram")
INSIDE = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED})
SILENT = frozenset({Refusal.SHUT, Refusal.STALE, Refusal.UNCHANGED})
Answer = Callable[[Incoming], Turn | None]
Locks = WeakValueDictionary[int, asyncio.Lock]


class Handlers:
    """Between the library and the conversation: reads, asks, sends."""

    def __init__(self, conversation: Conversation, sender: Sender) -> None:
        self.conversation = conversation
        self.sender = sender
        self._locks: Locks = WeakValueDictionary()

    def add_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang everything into the library's application."""
        application.add_handler(CallbackQueryHandler(self.press))
        application.add_handler(InlineQueryHandler(self.search))
        application.add_handler(ChatMemberHandler(self.come_or_go, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, self.correct))
        application.add_handler(
            MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.ALL, self.notice)
        )
        application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, self.hear))
        application.add_error_handler(self.apologise)

    async def press(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """A button: the app is told at once that it was heard, for the query expires and its wheel turns."""
        query: CallbackQuery = update.callback_query  # type: ignore[assignment]
        await _ignoring(ask(query.answer, is_safe=True))
        incoming = read_press(query)
        if incoming is not None:
            await self._converse(incoming, self.conversation.answer)

    async def hear(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """A message."""
        message: Message = update.message  # type: ignore[assignment]
        if is_meant_for(message, context.bot.bot):
            await self._converse(read_message(message), self.conversation.answer)

    async def correct(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """A message was changed."""
        message: Message = update.edited_message  # type: ignore[assignment]
        await self._converse(read_message(message), self.conversation.correct)

    async def notice(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Something happened to the chat itself; of all that only a group's new number matters."""
        message: Message = update.message  # type: ignore[assignment]
        if message.migrate_to_chat_id:
            await asyncio.to_thread(self.conversation.move, message.chat.id, message.migrate_to_chat_id)

    async def come_or_go(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Somebody blocked us or let us in again; a group that invites us is greeted."""
        change: ChatMemberUpdated = update.my_chat_member  # type: ignore[assignment]
        was, is_now = (member.status in INSIDE for member in (change.old_chat_member, change.new_chat_member))
        if not is_now:
            await asyncio.to_thread(self.conversation.lose, change.chat.id)
        elif not was and change.chat.type == change.chat.PRIVATE:
            await asyncio.to_thread(self.conversation.regain, change.chat.id)
        elif not was:
            tag = change.from_user.language_code or ""
            await self._converse(
                Incoming(change.chat.id, language=tag, text="/start"), self.conversation.answer
            )

    async def search(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Somebody looks for an item to share; each sees their own language, so no answer is kept for others."""
        query: InlineQuery = update.inline_query  # type: ignore[assignment]
        tag, bot = query.from_user.language_code or "", context.bot.username
        house = self.conversation.house
        visit = await asyncio.to_thread(visits.describe, house, query.from_user.id, tag)
        numbers = await asyncio.to_thread(sharing.find_items, query.query, visit)
        cards = sharing.make_results(numbers, visit, bot, house.settings.public_url)
        seconds = sharing.CACHE_SECONDS
        await _ignoring(ask(lambda: query.answer(cards, cache_time=seconds, is_personal=True), is_safe=True))

    async def apologise(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """An error of ours: noted without a word of what was said, and a kind word to whoever waits."""
        number = update.update_id if isinstance(update, Update) else 0
        log.error("an update could not be answered", update=number, error=locate(context.error))
        chat = update.effective_chat if isinstance(update, Update) and not update.inline_query else None
        if chat is not None and not isinstance(context.error, Refused):
            catalogue = self.conversation.house.catalogue
            user = update.effective_user if isinstance(update, Update) else None
            language = visits.guess_language(catalogue, (user.language_code if user else "") or "")
            await _ignoring(self.sender.say(chat.id, speak(catalogue, language, "sorry.say").text), *Refusal)

    async def _converse(self, incoming: Incoming, answer: Answer) -> None:
        """One after the other for each chat, so that a message and a button do not overtake each other."""
        lock = self._locks.setdefault(incoming.chat, asyncio.Lock())
        async with lock:
            turn = await asyncio.to_thread(answer, incoming)
            if turn is not None:
                await self._deliver(incoming.chat, turn)

    async def _deliver(self, chat: int, turn: Turn) -> None:
        """Send a turn and remember where its buttons are; follow a group that grew, let go of who is gone."""
        try:
            message = await self.sender.deliver(chat, turn)
        except Refused as refused:
            if refused.moved_to:
                await asyncio.to_thread(self.conversation.move, chat, refused.moved_to)
                message = await self.sender.deliver(refused.moved_to, Turn(turn.outgoing, turn.visitor))
            elif refused.refusal == Refusal.SHUT:
                await asyncio.to_thread(self.conversation.lose, chat)
                return
            else:
                raise
        await asyncio.to_thread(self.conversation.settle, turn, message)


async def _ignoring(work: Coroutine[Any, Any, object], *refusals: Refusal) -> None:
    """Do it; where Telegram does not want it any more, nothing is lost."""
    try:
        await work
    except Refused as refused:
        if refused.refusal not in (refusals or SILENT):
            log.warning("telegram refused", reason=refused.refusal.value)
