"""The Bot API's methods about chats."""

from collections.abc import Callable
from typing import Any

from simulators.chat.messages import chat_json
from simulators.chat.methods.addressing import known_chat, open_chat
from simulators.chat.parameters import Parameters
from simulators.chat.refusals import bad_request
from simulators.chat.world import World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
)  # fmt: skip


def get_chat(world: World, given: Parameters) -> Json:
    """getChat, with the fields of ChatFullInfo that are always there."""
    chat = known_chat(world, given)
    full = {**chat_json(chat, world), "accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.kind == "private" and world.person_by_id(chat.id).refuses_voice:
        full["has_restricted_voice_and_video_messages"] = True
    return full


def leave_chat(world: World, given: Parameters) -> bool:
    """leaveChat: a group only."""
    chat = open_chat(world, given)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.touch()
    return True


def count_members(world: World, given: Parameters) -> int:
    """getChatMemberCount: the persons and the bot."""
    chat = open_chat(world, given)
    return len(chat.members) + 1


CHATS: dict[str, Method] = {
    "getchat": get_chat,
    "leavechat": leave_chat,
    "getchatmembercount": count_members,
}
