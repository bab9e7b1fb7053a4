"""The webhook: whoever knows the secret is Telegram, and is told "heard" whatever becomes of it."""

from __future__ import annotations

import json
from hmac import compare_digest
from typing import Any

import structlog
from flask import Blueprint, Response, abort, request
from telegram.error import TelegramError

from addresses.keys import KeyRing
from bots.telegram.bot import Busy
from bots.telegram.faults import locate
from bots.telegram.house import House
from bots.telegram.runner import Runner
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from settings import Settings

PATH = "/bots/telegram"
EXTENSION = "telegram"
LARGEST_UPDATE = 1 << 20
HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = structlog.get_logger("museline.telegram")


def create_blueprint(
    settings: Settings,
    database: Database,
    shelf: Shelf,
    media: MediaStore,
    keys: KeyRing | None,
    clock: Clock,
) -> Blueprint:
    """The chat's door; without a bot or without keys it is shut, and answers 404."""
    is_open = settings.chat_is_open and keys is not None
    runner = Runner(House(settings, database, shelf, media, keys, clock)) if is_open and keys else None
    return open_door(settings, runner)


def open_door(settings: Settings, runner: Runner | None) -> Blueprint:
    """The blueprint around a runner."""
    blueprint = Blueprint("telegram", __name__, url_prefix=PATH)
    blueprint.record_once(lambda state: state.app.extensions.update({EXTENSION: runner}))

    @blueprint.before_request
    def guard() -> None:
        """Compared in constant time; a door that is shut has no secret to guess."""
        if runner is None:
            abort(404)
        given = request.headers.get(HEADER, "").encode()
        if not compare_digest(given, settings.telegram_webhook_secret.encode()):
            abort(403)

    @blueprint.post("")
    def hear() -> Response:
        data = read_update()
        if data is not None and runner is not None:
            answer(runner, data)
        return Response(status=200)

    return blueprint


def read_update() -> dict[str, Any] | None:
    """The update; None for what is none. Telegram repeats what is refused, and holds the whole chat back meanwhile."""
    if (request.content_length or 0) > LARGEST_UPDATE:
        log.error("an update was too large")
        return None
    try:
        data = json.loads(request.get_data())
    except ValueError:
        data = None
    if not isinstance(data, dict) or type(data.get("update_id")) is not int:
        log.error("something that is no update came with the right secret")
        return None
    return data


def answer(runner: Runner, data: dict[str, Any]) -> None:
    """Answer it. Where nothing has happened yet it may come again (503); later on it is only noted."""
    try:
        runner.process(data)
    except Busy:
        abort(503)
    except TimeoutError:
        log.warning("an update takes long", update=data["update_id"])
    except TelegramError as error:
        log.error("telegram cannot be reached", update=data["update_id"], error=locate(error))
        abort(503)
    except Exception as error:  # noqa: BLE001 - whatever it is, this chat must go on
        log.error("an update could not be answered", update=data["update_id"], error=locate(error))
