"""The Bot API's methods that bring something new into a chat."""

from collections.abc import Callable
from typing import Any

from simulators.chat.keyboards import check_bottom, check_inline
from simulators.chat.messages import keep
from simulators.chat.methods.addressing import open_chat
from simulators.chat.methods.composing import caption, file_of, media_content, words
from simulators.chat.parameters import Parameters
from simulators.chat.people import Chat
from simulators.chat.refusals import bad_request
from simulators.chat.world import World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

ACTION_SECONDS = 5.0
ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip


def post(world: World, chat: Chat, given: Parameters, content: Json) -> Json:
    """Put the bot's message into a chat, with its keyboard."""
    markup = given.structure("reply_markup", "reply keyboard markup")
    inline, bottom = check_inline(markup), check_bottom(markup)
    reply = given.structure("reply_parameters", "reply parameters") or {}
    reply_to = int(reply.get("message_id", 0)) or given.integer("reply_to_message_id")
    if reply_to and reply_to not in chat.messages and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if inline:
        content["reply_markup"] = inline
    if bottom:
        chat.keyboard = None if "remove_keyboard" in bottom else bottom
    chat.action = ""
    return keep(world, chat, world.bot_user(), content, reply_to)


def send_message(world: World, given: Parameters) -> Json:
    """sendMessage."""
    chat = open_chat(world, given)
    return post(world, chat, given, words(given))


def send_file(kind: str) -> Method:
    """sendPhoto, sendAudio, sendVoice, sendDocument: the same but for the kind."""

    def send(world: World, given: Parameters) -> Json:
        chat = open_chat(world, given)
        if kind == "voice" and chat.kind == "private" and world.person_by_id(chat.id).refuses_voice:
            raise bad_request("VOICE_MESSAGES_FORBIDDEN")
        content = caption(given)
        return post(world, chat, given, {**media_content(file_of(world, given, kind)), **content})

    return send


def send_media_group(world: World, given: Parameters) -> list[Json]:
    """sendMediaGroup: two to ten pictures, sounds or documents, not mixed."""
    chat = open_chat(world, given)
    media = given.structure("media", "media") or []
    if not 2 <= len(media) <= 10:
        raise bad_request("wrong number of messages to send, expected 2-10")
    kinds = {str(one.get("type")) for one in media}
    if kinds & {"audio", "document"} and len(kinds) > 1:
        raise bad_request("can't use the media of the specified type in the album")
    contents = [media_item(world, one, given) for one in media]
    group = world.fresh_id()
    return [post(world, chat, Parameters(), {**content, "media_group_id": group}) for content in contents]


def media_item(world: World, item: Json, given: Parameters) -> Json:
    """The content of one InputMedia."""
    kind = str(item.get("type", ""))
    if kind not in ("photo", "audio", "document"):
        raise bad_request(f"can't parse InputMedia: invalid type {kind!r} specified")
    inner = Parameters(dict(item), given.uploads)
    content = caption(inner)
    return {**media_content(file_of(world, inner, kind, "media")), **content}


def send_location(world: World, given: Parameters) -> Json:
    """sendLocation."""
    chat = open_chat(world, given)
    place = {"latitude": given.number("latitude"), "longitude": given.number("longitude")}
    return post(world, chat, given, {"location": place})


def send_chat_action(world: World, given: Parameters) -> bool:
    """sendChatAction: shown for five seconds or until the next message."""
    chat = open_chat(world, given)
    if given.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action, chat.action_until = given.text("action"), world.now() + ACTION_SECONDS
    world.touch()
    return True


SENDING: dict[str, Method] = {
    "sendmessage": send_message,
    "sendphoto": send_file("photo"),
    "sendaudio": send_file("audio"),
    "sendvoice": send_file("voice"),
    "senddocument": send_file("document"),
    "sendmediagroup": send_media_group,
    "sendlocation": send_location,
    "sendchataction": send_chat_action,
}
