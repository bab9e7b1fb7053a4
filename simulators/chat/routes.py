"""The practice chat as one blueprint: the Bot API for the museum, a page and a JSON API for people."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask.blueprints import BlueprintSetupState

from simulators.chat.bot_routes import add_bot_routes
from simulators.chat.person_routes import add_person_routes
from simulators.chat.practice import EXTENSION, Practice, here, open_practice
from simulators.chat.refusals import Refused
from simulators.chat.speaking import NotPossible
from simulators.chat.stage_routes import add_stage_routes
from simulators.config import SimulatorConfig

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def create_blueprint(config: SimulatorConfig, practice: Practice | None = None) -> Blueprint:
    """The chat for one museum; without a given practice it remembers, and delivers in the background."""
    running = practice or open_practice(config)
    blueprint = Blueprint("chat", __name__)
    blueprint.record_once(_Setup(running))
    blueprint.app_context_processor(names)
    add_bot_routes(blueprint)
    add_person_routes(blueprint)
    add_stage_routes(blueprint)
    blueprint.add_url_rule("/chat", "page", page)
    blueprint.register_error_handler(NotPossible, not_possible)
    blueprint.register_error_handler(Refused, refused)
    return blueprint


class _Setup:
    def __init__(self, practice: Practice) -> None:
        self.practice = practice

    def __call__(self, state: BlueprintSetupState) -> None:
        state.app.extensions[EXTENSION] = self.practice


def names() -> dict[str, str]:
    """What the chat's parts of a page are told, on whichever page they stand."""
    config = here().world.config
    return {"chat_museum": config.title, "chat_username": config.bot_username}


def page() -> Response:
    """The chat on a page of its own."""
    response = Response(render_template("chat/page.html"))
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    return response


def not_possible(error: NotPossible) -> tuple[Response, int]:
    """What the app would not let a person do."""
    return jsonify(error=str(error)), 409


def refused(error: Refused) -> tuple[Response, int]:
    """What the server would not let a person do."""
    body: dict[str, Any] = {"error": error.description}
    return jsonify(body), 409
