"""Telegram without a network: answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from tests.bots.telegram.museum import TOKEN

Answer = tuple[int, dict[str, Any]] | Exception
ME = {"id": 4242, "is_bot": True, "first_name": "Museum", "username": "museline_bot"}
CHAT = {"id": 7, "type": "private", "first_name": "Rosa"}
FILES = {"sendVoice": "voice", "sendAudio": "audio", "sendDocument": "document"}


class ApiDouble(BaseRequest):
    """`script` holds answers by method, taken one after the other; without one all goes well."""

    def __init__(self, script: dict[str, list[Answer]] | None = None) -> None:
        self.script = script or {}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.asked]

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        given = dict(request_data.parameters) if request_data else {}
        given |= {"uploads": sorted(request_data.multipart_data or {})} if request_data else {}
        self.asked.append((name, given))
        planned = self.script.get(name)
        answer = planned.pop(0) if planned else (200, {"ok": True, "result": self._succeed(name, given)})
        if isinstance(answer, Exception):
            raise answer
        return answer[0], json.dumps(answer[1]).encode()

    def _succeed(self, name: str, given: dict[str, Any]) -> Any:
        if name == "getMe":
            return ME
        message: dict[str, Any] = {"message_id": len(self.asked), "date": 1, "chat": CHAT}
        if name == "sendPhoto":
            size = {"file_id": "PHOTO", "file_unique_id": "P", "width": 1, "height": 1}
            return {**message, "photo": [size]}
        if kind := FILES.get(name):
            return {**message, kind: {"file_id": kind.upper(), "file_unique_id": "F", "duration": 3}}
        return {**message, "text": given.get("text", "")} if name.startswith(("send", "edit")) else True


def make_bot(double: ApiDouble) -> Bot:
    """The library's bot on the double."""
    return Bot(TOKEN, request=double, get_updates_request=double)


def refuse(description: str, code: int = 400, **parameters: Any) -> tuple[int, dict[str, Any]]:
    """A refusal in the shape of the Bot API."""
    more = {"parameters": parameters} if parameters else {}
    return code, {"ok": False, "error_code": code, "description": description, **more}
