"""What people do in a chat: write, show a picture, record a note, correct themselves."""

import re
from typing import Any

from simulators.chat.entities import detect
from simulators.chat.messages import keep, tell
from simulators.chat.oggs import as_ogg
from simulators.chat.people import Chat, Person
from simulators.chat.world import World

Json = dict[str, Any]

LONGEST_TEXT = 4096
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
ONE_PIXEL_WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")


class NotPossible(Exception):
    """What the app would not let a person do, in words for the page."""


def say(world: World, person: Person, chat: Chat, text: str, reply_to: int = 0) -> Json:
    """Write something; an app splits what is too long into several messages."""
    if not text.strip():
        raise NotPossible("There is nothing to send yet.")
    text = text.strip()
    parts = [text[start : start + LONGEST_TEXT] for start in range(0, len(text), LONGEST_TEXT)]
    for part in parts:
        message = _send(world, person, chat, _text(part), reply_to)
    return message


def start(world: World, person: Person, chat: Chat, payload: str = "") -> Json:
    """Open the bot by its address; a payload is what a printed code carries."""
    if payload and not PAYLOAD.fullmatch(payload):
        raise NotPossible("A deep link carries 1 to 64 letters, digits, hyphens and underscores.")
    name = f"/start@{world.config.bot_username}" if chat.kind != "private" else "/start"
    return say(world, person, chat, f"{name} {payload}".strip())


def send_photo(world: World, person: Person, chat: Chat, data: bytes, caption: str = "") -> Json:
    """Show a picture."""
    stored = world.shelf.add("photo", "photo", data)
    if not stored.details.get("width"):
        raise NotPossible("This file is no picture that the chat can send.")
    return _send(world, person, chat, {"photo": [stored.as_json()], **_caption(caption)})


def send_voice(
    world: World, person: Person, chat: Chat, data: bytes, seconds: int, caption: str = ""
) -> Json:
    """Send a voice note: Ogg with Opus, as apps record it; a browser's WebM is put into Ogg first."""
    stored = world.shelf.add("voice", "voice", as_ogg(data), duration=seconds, mime_type="audio/ogg")
    return _send(world, person, chat, {"voice": stored.as_json(), **_caption(caption)})


def send_document(
    world: World, person: Person, chat: Chat, name: str, data: bytes, caption: str = ""
) -> Json:
    """Send a file of any kind."""
    stored = world.shelf.add("document", name, data)
    return _send(world, person, chat, {"document": stored.as_json(), **_caption(caption)})


def send_sticker(world: World, person: Person, chat: Chat, emoji: str) -> Json:
    """Send a sticker that stands for an emoji."""
    details = {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
    stored = world.shelf.add("sticker", "sticker.webp", ONE_PIXEL_WEBP, **details)
    return _send(world, person, chat, {"sticker": stored.as_json()})


def send_location(world: World, person: Person, chat: Chat, latitude: float, longitude: float) -> Json:
    """Say where one is."""
    return _send(world, person, chat, {"location": {"latitude": latitude, "longitude": longitude}})


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str) -> Json:
    """Correct one's own words or caption."""
    message = chat.messages.get(message_id)
    if message is None or message["from"]["id"] != person.id:
        raise NotPossible("Only your own messages can be changed.")
    if "text" in message:
        message.pop("entities", None)
        message.update(_text(text))
    else:
        message.pop("caption_entities", None)
        message.update(_caption(text))
    message["edit_date"] = int(world.now())
    tell(world, "edited_message", chat, message)
    return message


def _send(world: World, person: Person, chat: Chat, content: Json, reply_to: int = 0) -> Json:
    if chat.kind == "private" and chat.bot_status == "kicked":
        raise NotPossible("You blocked the museum. Unblock it to write again.")
    message = keep(world, chat, person.as_user(), content, reply_to)
    tell(world, "message", chat, message)
    return message


def _text(text: str) -> Json:
    entities = detect(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def _caption(text: str) -> Json:
    if not text:
        return {}
    entities = detect(text, [])
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}
