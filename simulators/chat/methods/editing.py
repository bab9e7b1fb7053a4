"""The Bot API's methods that change or take away what is already in a chat."""

from collections.abc import Callable
from typing import Any

from simulators.chat.keyboards import check_inline
from simulators.chat.messages import content_of
from simulators.chat.methods.addressing import open_chat, own_message
from simulators.chat.methods.composing import caption, words
from simulators.chat.methods.sending import media_item
from simulators.chat.parameters import Parameters
from simulators.chat.refusals import bad_request
from simulators.chat.world import World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

MEDIA = ("photo", "audio", "voice", "document")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TWO_DAYS = 2 * 86_400


def _replace(world: World, message: Json, content: Json, given: Parameters) -> Any:
    """Put new content in place; a keyboard that is not sent again goes, as at the real server."""
    markup = check_inline(given.structure("reply_markup", "inline keyboard markup"))
    fresh = {**content, "reply_markup": markup} if markup else content
    if fresh == content_of(message):
        raise bad_request(NOT_MODIFIED)
    for name in content_of(message):
        del message[name]
    message.update(fresh, edit_date=int(world.now()))
    world.touch()
    return True if given.text("inline_message_id") else message


def edit_text(world: World, given: Parameters) -> Any:
    """editMessageText."""
    _, message = own_message(world, given, "edit")
    content = words(given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, message, content, given)


def edit_caption(world: World, given: Parameters) -> Any:
    """editMessageCaption."""
    _, message = own_message(world, given, "edit")
    fresh = caption(given)
    media = {name: message[name] for name in MEDIA if name in message}
    if not media:
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, message, {**media, **fresh}, given)


def edit_media(world: World, given: Parameters) -> Any:
    """editMessageMedia; a text message may become a picture or a sound."""
    _, message = own_message(world, given, "edit")
    item = given.structure("media", "InputMedia")
    if not isinstance(item, dict):
        raise bad_request("input media is not specified")
    return _replace(world, message, media_item(world, item, given), given)


def edit_markup(world: World, given: Parameters) -> Any:
    """editMessageReplyMarkup."""
    _, message = own_message(world, given, "edit")
    content = {name: value for name, value in content_of(message).items() if name != "reply_markup"}
    return _replace(world, message, content, given)


def delete_message(world: World, given: Parameters) -> bool:
    """deleteMessage: within two days, and in groups the bot's own only."""
    chat = open_chat(world, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_foreign = chat.kind != "private" and message["from"]["id"] != world.bot_id
    if is_foreign or world.now() - message["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted")
    del chat.messages[message["message_id"]]
    world.touch()
    return True


EDITING: dict[str, Method] = {
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagemedia": edit_media,
    "editmessagereplymarkup": edit_markup,
    "deletemessage": delete_message,
}
