"""Messages as the Bot API tells them, and who is told."""

import re
from typing import Any

from simulators.chat.people import Chat, Person
from simulators.chat.world import World

Json = dict[str, Any]

CONTENT = (
    "text", "entities", "caption", "caption_entities", "photo", "audio", "voice", "document", "sticker",
    "location", "venue", "contact", "reply_markup",
)  # fmt: skip
COMMAND = re.compile(r"/\w+(?:@(\w+))?")


def chat_json(chat: Chat, world: World) -> Json:
    """The Bot API's Chat."""
    if chat.kind != "private":
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    person = world.person_by_id(chat.id)
    described: Json = {"id": chat.id, "type": "private", "first_name": person.first_name}
    if person.username:
        described["username"] = person.username
    return described


def keep(world: World, chat: Chat, sender: Json, content: Json, reply_to: int = 0) -> Json:
    """Put a message into a chat and return it; nobody is told yet."""
    message: Json = {
        "message_id": world.next_message_id,
        "from": sender,
        "chat": chat_json(chat, world),
        "date": int(world.now()),
        **content,
    }
    world.next_message_id += 1
    if reply_to in chat.messages:
        quoted = {key: value for key, value in chat.messages[reply_to].items() if key != "reply_to_message"}
        message["reply_to_message"] = quoted
    chat.messages[message["message_id"]] = message
    world.touch()
    return message


def tell(world: World, kind: str, chat: Chat, message: Json) -> None:
    """Owe the bot a message of a chat, where it may see it."""
    if may_see(world, chat, message):
        owe(world, kind, message, chat.id)


def owe(world: World, kind: str, body: Json, queue: int) -> None:
    """Owe the bot an update; twice where that fault is switched on."""
    world.updates.add(kind, body, queue, world.now())
    if world.updates.pending and world.faults.take("duplicate"):
        world.updates.repeat_last()
    world.touch()


def may_see(world: World, chat: Chat, message: Json) -> bool:
    """Privacy mode: in a group the bot sees commands, answers to itself and what came through it."""
    if chat.bot_status != "member":
        return False
    if chat.kind == "private" or _is_service(message):
        return True
    via_us = message.get("via_bot", {}).get("id") == world.bot_id
    to_us = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot_id
    return via_us or to_us or _is_our_command(world, message.get("text", ""))


def _is_our_command(world: World, text: str) -> bool:
    found = COMMAND.match(text)
    name = world.config.bot_username.lower()
    if not found:
        return f"@{name}" in text.lower()
    return found.group(1) is None or found.group(1).lower() == name


def _is_service(message: Json) -> bool:
    names = (
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    )
    return any(name in message for name in names)


def member_change(world: World, chat: Chat, person: Person, status: str) -> None:
    """Tell the bot that it was let in, shut out or blocked."""
    old, chat.bot_status = chat.bot_status, status
    body = {
        "chat": chat_json(chat, world),
        "from": person.as_user(),
        "date": int(world.now()),
        "old_chat_member": _member(world, old),
        "new_chat_member": _member(world, status),
    }
    owe(world, "my_chat_member", body, chat.id)


def _member(world: World, status: str) -> Json:
    member: Json = {"user": world.bot_user(), "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member


def content_of(message: Json) -> Json:
    """What an edit would change."""
    return {name: message[name] for name in CONTENT if name in message}
