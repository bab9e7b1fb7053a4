"""Pressing a button under a message."""

from typing import Any

from simulators.chat.keyboards import buttons_of
from simulators.chat.messages import chat_json, owe
from simulators.chat.people import Chat, Person
from simulators.chat.queries import CALLBACK_SECONDS, Press
from simulators.chat.speaking import NotPossible
from simulators.chat.world import World

Json = dict[str, Any]

CALLBACK_QUEUE = 3 << 33  # one queue for each person's presses, apart from their messages


def find_button(chat: Chat, message_id: int, label: str) -> Json:
    """The first button of a message whose words begin like this."""
    for row in buttons_of(chat.messages.get(message_id, {})):
        for button in row:
            if button["text"].casefold().startswith(label.casefold()):
                return button
    raise NotPossible(f"There is no button {label!r} under this message.")


def press(world: World, person: Person, chat: Chat, message_id: int, button: Json) -> Json:
    """Press it: tells the bot, or says what the app itself would do (open a page, search, copy)."""
    if chat.kind == "private" and chat.bot_status == "kicked":
        raise NotPossible("You blocked the museum. Unblock it to go on.")
    if "callback_data" not in button:
        return {name: value for name, value in button.items() if name != "text"}
    data = str(button["callback_data"])
    expires = world.now() + CALLBACK_SECONDS
    asked = Press(world.fresh_id(), person.id, chat.id, message_id, data, expires)
    world.queries.forget_old(world.now())
    if world.faults.take("late"):
        asked.expires = 0.0
    world.queries.presses[asked.id] = asked
    owe(world, "callback_query", _query(world, person, chat, asked), person.id + CALLBACK_QUEUE)
    return {"query": asked.id}


def _query(world: World, person: Person, chat: Chat, asked: Press) -> Json:
    message = chat.messages.get(asked.message)
    query: Json = {
        "id": asked.id,
        "from": person.as_user(),
        "chat_instance": str(chat.id),
        "data": asked.data,
    }
    inline_id = _inline_id(world, chat, asked.message)
    if inline_id:
        query["inline_message_id"] = inline_id
    else:
        gone = {"chat": chat_json(chat, world), "message_id": asked.message, "date": 0}
        query["message"] = message or gone
    return query


def _inline_id(world: World, chat: Chat, message_id: int) -> str | None:
    places = world.inline_messages.items()
    return next((key for key, place in places if place == (chat.id, message_id)), None)
