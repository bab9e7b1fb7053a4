"""Keyboards under messages: what the Bot API accepts and what it refuses."""

import json
from typing import Any

from simulators.chat.refusals import bad_request

Json = dict[str, Any]

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_MARKUP_BYTES = 10_000  # the real limit is unpublished; long keyboards are refused near this size
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def check_inline(markup: Json | None) -> Json | None:
    """A keyboard in place, as it is kept with the message; None where it is empty or of another kind."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [[_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MAX_BUTTONS or len(json.dumps(rows).encode()) > MAX_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = str(button.get("text", "")).strip()
    if not text:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "inline keyboard button is invalid: text buttons are unallowed in the inline keyboard"
        )
    _check_action(button, actions[0])
    return {"text": text, actions[0]: button[actions[0]]}


def _check_action(button: Json, action: str) -> None:
    value = button[action]
    if action == "callback_data" and not 1 <= len(str(value).encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not str(value).startswith(("http://", "https://", "tg://", "tel:", "t.me/")):
        raise bad_request("inline keyboard button URL 'URL' is invalid: Wrong HTTP URL")


def check_bottom(markup: Json | None) -> Json | None:
    """A keyboard in place of the letters, or the wish to remove or force one."""
    if not markup:
        return None
    kept = [name for name in ("keyboard", "remove_keyboard", "force_reply") if name in markup]
    if not kept and "inline_keyboard" not in markup:
        raise bad_request("can't parse reply keyboard markup JSON object")
    return markup if kept else None


def buttons_of(message: Json) -> list[list[Json]]:
    """The rows of buttons under a message."""
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
