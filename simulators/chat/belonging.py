"""Letting the bot in and shutting it out: blocking, groups, accounts that end."""

from typing import Any

from simulators.chat.messages import keep, member_change, tell
from simulators.chat.people import FIRST_GROUP_ID, Chat, Person
from simulators.chat.world import World

Json = dict[str, Any]

SUPERGROUP_OFFSET = -1_000_000_000_000


def block(world: World, person: Person) -> None:
    """Never hear from the bot again, until unblocked."""
    chat = world.private_chat(person)
    if chat.bot_status != "kicked":
        member_change(world, chat, person, "kicked")


def unblock(world: World, person: Person) -> None:
    """Let the bot write again."""
    chat = world.private_chat(person)
    if chat.bot_status == "kicked":
        member_change(world, chat, person, "member")


def deactivate(world: World, person: Person) -> None:
    """The account is deleted: whoever writes to it is told so."""
    person.is_deactivated = True
    world.touch()


def invite_bot(world: World, person: Person, chat: Chat) -> None:
    """Add the bot to a group."""
    if chat.bot_status == "member":
        return
    member_change(world, chat, person, "member")
    service = {"new_chat_members": [world.bot_user()]}
    tell(world, "message", chat, keep(world, chat, person.as_user(), service))


def remove_bot(world: World, person: Person, chat: Chat) -> None:
    """Throw the bot out of a group."""
    if chat.bot_status != "member":
        return
    service = {"left_chat_member": world.bot_user()}
    tell(world, "message", chat, keep(world, chat, person.as_user(), service))
    member_change(world, chat, person, "kicked")


def upgrade(world: World, person: Person, chat: Chat) -> Chat:
    """A group becomes a supergroup under a new id; the old one only points there."""
    number = SUPERGROUP_OFFSET + FIRST_GROUP_ID + chat.id
    fresh = Chat(number, "supergroup", chat.title, list(chat.members), chat.bot_status)
    tell(world, "message", chat, keep(world, chat, person.as_user(), {"migrate_to_chat_id": fresh.id}))
    chat.migrated_to = fresh.id
    world.chats[fresh.id] = fresh
    tell(world, "message", fresh, keep(world, fresh, person.as_user(), {"migrate_from_chat_id": chat.id}))
    return fresh
