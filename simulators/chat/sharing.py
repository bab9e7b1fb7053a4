"""Inline mode: searching the bot's things from any chat, and sending one of them there."""

import secrets
from typing import Any

from simulators.chat.keyboards import check_inline
from simulators.chat.messages import keep, owe, tell
from simulators.chat.methods.composing import caption, file_of, media_content, words
from simulators.chat.parameters import Parameters
from simulators.chat.people import Chat, Person
from simulators.chat.queries import INLINE_SECONDS, InlineQuery
from simulators.chat.speaking import NotPossible
from simulators.chat.world import World

Json = dict[str, Any]

INLINE_QUEUE = 1 << 33
CHOSEN_QUEUE = 2 << 33
LONGEST_QUERY = 256
FILE_FIELDS = {
    "photo": ("photo_file_id", "photo_url"),
    "audio": ("audio_file_id", "audio_url"),
    "voice": ("voice_file_id", "voice_url"),
    "document": ("document_file_id", "document_url"),
}


def ask(world: World, person: Person, chat: Chat, text: str, offset: str = "") -> InlineQuery:
    """Type after the bot's name; an answer that is still remembered comes without asking the bot."""
    text = text[:LONGEST_QUERY]
    now = world.now()
    query = InlineQuery(world.fresh_id(), person.id, text, offset, now + INLINE_SECONDS)
    world.queries.forget_old(now)
    query.answer = world.queries.cached(person.id, text, offset, now)
    world.queries.inline[query.id] = query
    if query.answer is None:
        kind = "sender" if chat.id == person.id else chat.kind
        body = {"id": query.id, "from": person.as_user(), "query": text, "offset": offset, "chat_type": kind}
        owe(world, "inline_query", body, person.id + INLINE_QUEUE)
    return query


def choose(world: World, person: Person, chat: Chat, query_id: str, result_id: str) -> Json:
    """Send one of the results into a chat, in the person's own name."""
    query = world.queries.inline.get(query_id)
    results = (query.answer or {}).get("results", []) if query else []
    result = next((one for one in results if str(one["id"]) == result_id), None)
    if query is None or result is None:
        raise NotPossible("This result is gone; search again.")
    content = result_content(world, result)
    markup = check_inline(result.get("reply_markup"))
    if markup:
        content["reply_markup"] = markup
    message = keep(world, chat, person.as_user(), {**content, "via_bot": world.bot_user()})
    _report(world, person, chat, query, result_id, message)
    return message


def _report(
    world: World, person: Person, chat: Chat, query: InlineQuery, result_id: str, message: Json
) -> None:
    chosen: Json = {"result_id": result_id, "from": person.as_user(), "query": query.text}
    if "reply_markup" in message:
        chosen["inline_message_id"] = secrets.token_urlsafe(20)
        world.inline_messages[chosen["inline_message_id"]] = (chat.id, message["message_id"])
    owe(world, "chosen_inline_result", chosen, person.id + CHOSEN_QUEUE)
    tell(world, "message", chat, message)


def result_content(world: World, result: Json) -> Json:
    """The message that a result becomes."""
    message = result.get("input_message_content")
    if message and "message_text" in message:
        return words(Parameters({**message, "text": message["message_text"]}))
    if message and "latitude" in message:
        return {"location": {"latitude": message["latitude"], "longitude": message["longitude"]}}
    kind = result["type"]
    if kind not in FILE_FIELDS:
        raise NotPossible("The practice chat cannot show this kind of result.")
    by_id, by_url = FILE_FIELDS[kind]
    given = Parameters(
        {**result, kind: result.get(by_id) or result.get(by_url, ""), "duration": _seconds(result)}
    )
    return {**media_content(file_of(world, given, kind)), **caption(given)}


def _seconds(result: Json) -> int:
    return int(result.get("audio_duration") or result.get("voice_duration") or 0)
