"""What a person sees: the chat as the page and the actors read it."""

from typing import Any

from simulators.chat.people import Chat, Person
from simulators.chat.queries import InlineQuery
from simulators.chat.world import World

Json = dict[str, Any]

MEDIA = ("audio", "voice", "document", "sticker")
SHOWN = ("text", "entities", "caption", "caption_entities", "location", "media_group_id")
NEWEST = 200


def person_json(person: Person) -> Json:
    """A visitor in the list of people."""
    return {
        "key": person.key,
        "id": person.id,
        "name": person.first_name,
        "language": person.language,
        "about": person.about,
        "refuses_voice": person.refuses_voice,
        "is_deactivated": person.is_deactivated,
    }


def view(world: World, person: Person, chat: Chat) -> Json:
    """Everything on a person's screen, newest messages last; `version` rises with every change."""
    newest = list(chat.messages.values())[-NEWEST:]
    return {
        "version": world.version,
        "person": person_json(person),
        "bot": _bot(world, person),
        "chat": _chat(world, chat),
        "chats": [_listed(world, one) for one in world.chats_of(person)],
        "messages": [message_json(world, person, one) for one in newest],
        "commands": world.profile.commands_for(person.language, chat.kind == "private"),
        "waiting": _waiting(world, person),
        "answers": _answers(world, person),
        "trouble": world.webhook.last_error if _is_stuck(world) else "",
    }


def _bot(world: World, person: Person) -> Json:
    code = (person.language or "").partition("-")[0]
    profile = world.profile
    return {
        "name": profile.names.get(code) or profile.names.get("") or world.config.title,
        "username": world.config.bot_username,
        "description": profile.descriptions.get(code) or profile.descriptions.get("", ""),
        "about": profile.short_descriptions.get(code) or profile.short_descriptions.get("", ""),
        "is_listening": bool(world.webhook.url) or world.poller > 0,
    }


def _chat(world: World, chat: Chat) -> Json:
    is_busy = bool(chat.action) and chat.action_until > world.now()
    return {
        **_listed(world, chat),
        "is_blocked": chat.kind == "private" and chat.bot_status == "kicked",
        "keyboard": chat.keyboard,
        "action": chat.action if is_busy else "",
        "migrated_to": chat.migrated_to,
    }


def _listed(world: World, chat: Chat) -> Json:
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": world.config.title if chat.kind == "private" else chat.title,
        "has_bot": chat.bot_status == "member",
        "members": [world.person_by_id(one).first_name for one in chat.members],
    }


def message_json(world: World, person: Person, message: Json) -> Json:
    """One bubble."""
    shown: Json = {
        "id": message["message_id"],
        "from": message["from"]["first_name"],
        "is_mine": message["from"]["id"] == person.id,
        "is_bot": message["from"]["id"] == world.bot_id,
        "date": message["date"],
        "is_edited": "edit_date" in message,
        "via": message.get("via_bot", {}).get("username", ""),
        "buttons": message.get("reply_markup", {}).get("inline_keyboard", []),
        "service": _service(message),
    }
    shown.update({name: message[name] for name in SHOWN if name in message})
    if "photo" in message:
        shown["photo"] = _with_address(message["photo"][-1])
    for kind in MEDIA:
        if kind in message:
            shown[kind] = _with_address(message[kind])
    return shown


def _with_address(file: Json) -> Json:
    shown = {name: value for name, value in file.items() if name not in ("file_unique_id", "thumbnail")}
    return {**shown, "url": f"/chat/files/{file['file_id']}"}


def _service(message: Json) -> str:
    if "new_chat_members" in message:
        return f"{message['from']['first_name']} added {message['new_chat_members'][0]['first_name']}"
    if "left_chat_member" in message:
        return f"{message['from']['first_name']} removed {message['left_chat_member']['first_name']}"
    if "migrate_to_chat_id" in message:
        return "This group moved to a larger one"
    return "This group is larger now" if "migrate_from_chat_id" in message else ""


def _waiting(world: World, person: Person) -> list[Json]:
    now = world.now()
    presses = world.queries.presses.values()
    mine = [one for one in presses if one.person == person.id and one.answer is None and one.expires > now]
    return [{"message": one.message, "data": one.data} for one in mine]


def _answers(world: World, person: Person) -> list[Json]:
    presses = [one for one in world.queries.presses.values() if one.person == person.id]
    return [{"query": one.id, **one.answer} for one in presses if one.answer and any(one.answer.values())][
        -5:
    ]


def _is_stuck(world: World) -> bool:
    return any(one.attempts > 1 for one in world.updates.pending)


def inline_json(query: InlineQuery) -> Json:
    """A search and what was found."""
    answer = query.answer or {}
    return {
        "id": query.id,
        "is_answered": query.answer is not None,
        "results": [_result(one) for one in answer.get("results", [])],
        "button": answer.get("button"),
        "next_offset": answer.get("next_offset", ""),
    }


def _result(result: Json) -> Json:
    title = result.get("title") or result.get("caption") or result["type"]
    return {
        "id": str(result["id"]),
        "type": result["type"],
        "title": title,
        "description": result.get("description", ""),
    }
