"""The Bot API's methods that answer a pressed button or an inline query, and hand out files."""

from collections.abc import Callable
from typing import Any

from simulators.chat.keyboards import check_inline
from simulators.chat.methods.composing import words
from simulators.chat.parameters import Parameters
from simulators.chat.queries import CachedAnswer
from simulators.chat.refusals import Refused, bad_request, stale_query
from simulators.chat.world import World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

MAX_ANSWER = 200
MAX_RESULTS = 50
MAX_DOWNLOAD = 20 << 20
RESULT_KINDS = (
    "article", "photo", "audio", "voice", "document", "gif", "mpeg4_gif", "video", "location", "venue",
    "contact", "game", "sticker",
)  # fmt: skip


def answer_callback(world: World, given: Parameters) -> bool:
    """answerCallbackQuery: once, within two and a half minutes."""
    press = world.queries.presses.get(given.text("callback_query_id"))
    if press is None or press.answer is not None or press.expires <= world.now():
        raise stale_query()
    if len(given.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = {"text": given.text("text"), "alert": given.flag("show_alert"), "url": given.text("url")}
    world.touch()
    return True


def answer_inline(world: World, given: Parameters) -> bool:
    """answerInlineQuery: at most fifty results, within half a minute."""
    query = world.queries.inline.get(given.text("inline_query_id"))
    if query is None or query.answer is not None or query.expires <= world.now():
        raise stale_query()
    results = given.structure("results", "inline query results") or []
    _check_results(results)
    button = given.structure("button", "inline query results button")
    query.answer = {"results": results, "next_offset": given.text("next_offset"), "button": button}
    until = world.now() + given.integer("cache_time", 300)
    person = query.person if given.flag("is_personal") else None
    world.queries.cache.append(CachedAnswer(query.text, query.offset, person, until, query.answer))
    world.touch()
    return True


def _check_results(results: list[Json]) -> None:
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(one.encode()) <= 64 for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check_result(result)


def _check_result(result: Json) -> None:
    kind = result.get("type")
    if kind not in RESULT_KINDS:
        raise bad_request(f"can't parse inline query result: invalid type {kind!r} specified")
    message = result.get("input_message_content")
    if kind == "article" and not (message and result.get("title")):
        raise bad_request("can't parse inline query result: article needs a title and a message")
    if message and "message_text" in message:
        words(Parameters({**message, "text": message["message_text"]}))
    check_inline(result.get("reply_markup"))


def get_file(world: World, given: Parameters) -> Json:
    """getFile: at most 20 MB."""
    try:
        stored = world.shelf.find(given.text("file_id"))
    except Refused:
        raise bad_request("invalid file_id") from None
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path(),
    }


ANSWERING: dict[str, Method] = {
    "answercallbackquery": answer_callback,
    "answerinlinequery": answer_inline,
    "getfile": get_file,
}
