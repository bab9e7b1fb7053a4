"""A small bot of five lines' wit: enough to see the practice chat deliver, answer and refuse."""

from typing import Any

import httpx
from flask import Flask, Response, jsonify, request

Json = dict[str, Any]

TOKEN = "4242:practice-token"
SECRET = "a_secret-of-letters"
KEYS = {"inline_keyboard": [[{"text": "1 Today's story", "callback_data": "today"}]]}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000030802000000368849d60000001049444154789c63e88a6200"
    "2206140a003b6d05593fbdec550000000049454e44ae426082"
)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 20
OGG = b"OggS\x00\x02" + bytes(40)


class BotDouble:
    """Hears updates on /hook and answers through the Bot API; `statuses` are given before any 200."""

    def __init__(self, api: httpx.Client) -> None:
        self.api = api
        self.heard: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.retry_after = ""
        self.reply: Json = {}
        self.app = Flask("bot-double")
        self.app.add_url_rule("/hook", "hook", self._hook, methods=["POST"])

    def call(self, method: str, **values: Any) -> Json:
        """The whole answer of a method."""
        return dict(self.api.post(f"/bot{TOKEN}/{method}", json=values).json())

    def asks(self, method: str, **values: Any) -> Any:
        """The result of a method that must succeed."""
        answer = self.call(method, **values)
        assert answer["ok"], answer
        return answer["result"]

    def sends_file(self, method: str, field: str, data: bytes, **values: Any) -> Json:
        """The whole answer of a method with an upload."""
        files = {field: (f"{field}.bin", data)}
        return dict(self.api.post(f"/bot{TOKEN}/{method}", data=values, files=files).json())

    def _hook(self) -> Response | tuple[Response, int]:
        self.headers.append(dict(request.headers))
        if self.statuses:
            refusal = Response(status=self.statuses.pop(0))
            if self.retry_after:
                refusal.headers["Retry-After"] = self.retry_after
            return refusal
        update = request.get_json()
        self.heard.append(update)
        self._answer(update)
        return jsonify(self.reply)

    def _answer(self, update: Json) -> None:
        if query := update.get("callback_query"):
            self._pressed(query)
        elif query := update.get("inline_query"):
            self._searched(query)
        elif text := update.get("message", {}).get("text", ""):
            self._spoken(update["message"]["chat"]["id"], text)

    def _pressed(self, query: Json) -> None:
        self.call("answerCallbackQuery", callback_query_id=query["id"], text="One moment")
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        self.call("editMessageText", **place, text="The snail walks on.", reply_markup=KEYS)

    def _searched(self, query: Json) -> None:
        message = {"message_text": "A <b>snail</b>", "parse_mode": "HTML"}
        article = {"type": "article", "id": "214", "title": "Snail", "input_message_content": message}
        self.call("answerInlineQuery", inline_query_id=query["id"], results=[article])

    def _spoken(self, chat: int, text: str) -> None:
        if text == "/start item-214":
            self.sends_file("sendPhoto", "photo", PNG, chat_id=chat, caption="A snail, seen from above")
            sound = {"title": "The snail", "performer": "Ana", "duration": 61}
            self.sends_file("sendAudio", "audio", MP3, chat_id=chat, **sound)
        elif text.startswith(("hello", "/start")):
            self.call("sendMessage", chat_id=chat, text="Hello, this is the museum.", reply_markup=KEYS)
