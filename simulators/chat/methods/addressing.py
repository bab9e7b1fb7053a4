"""Which chat and which message a request means, and whether the bot may write there."""

from typing import Any

from simulators.chat.parameters import Parameters
from simulators.chat.people import Chat
from simulators.chat.refusals import bad_request, forbidden
from simulators.chat.world import World

Json = dict[str, Any]


def known_chat(world: World, given: Parameters) -> Chat:
    """The chat of the request, whether or not the bot may write there."""
    name = given.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(name))
    except ValueError:
        chat = None
    if chat is None or (chat.kind == "private" and not chat.messages):
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, given: Parameters) -> Chat:
    """The chat of the request; refuses where the bot is unwanted, or nobody is left."""
    chat = known_chat(world, given)
    if chat.migrated_to:
        reason = "group chat was upgraded to a supergroup chat"
        raise bad_request(reason, migrate_to_chat_id=chat.migrated_to)
    if chat.kind == "private":
        _check_person(world, chat)
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    elif chat.bot_status != "member":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def _check_person(world: World, chat: Chat) -> None:
    if world.person_by_id(chat.id).is_deactivated:
        raise forbidden("user is deactivated")
    if chat.bot_status == "kicked":
        raise forbidden("bot was blocked by the user")


def own_message(world: World, given: Parameters, purpose: str) -> tuple[Chat, Json]:
    """The bot's own message that is to be edited, in a chat or sent inline."""
    if given.text("inline_message_id"):
        return _inline_message(world, given)
    chat = open_chat(world, given)
    if not given.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message["from"]["id"] != world.bot_id:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_message(world: World, given: Parameters) -> tuple[Chat, Json]:
    place = world.inline_messages.get(given.text("inline_message_id"))
    if place is None or place[1] not in world.chats[place[0]].messages:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chats[place[0]]
    return chat, chat.messages[place[1]]
