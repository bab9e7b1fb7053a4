"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from flask import Blueprint, Response, jsonify, request

from simulators.chat.calls import call, check_token
from simulators.chat.parameters import read_request
from simulators.chat.practice import here
from simulators.chat.refusals import Refused
from simulators.chat.sniffing import MIMES

MAX_REQUEST = 51 << 20


def answer(token: str, method: str) -> tuple[Response, int]:
    """Carry out one method and wrap its result."""
    if (request.content_length or 0) > MAX_REQUEST:
        return refuse(Refused(413, "Request Entity Too Large"))
    try:
        result = call(here().world, token, method, read_request(request))
    except Refused as refused:
        return refuse(refused)
    return jsonify(ok=True, result=result), 200


def refuse(refused: Refused) -> tuple[Response, int]:
    """The real server's JSON for a refusal; 429 says in a header too when to come back."""
    response = jsonify(refused.answer())
    if "retry_after" in refused.parameters:
        response.headers["Retry-After"] = str(refused.parameters["retry_after"])
    return response, refused.code


def download(token: str, path: str) -> Response | tuple[Response, int]:
    """The bytes of a file that getFile named."""
    world = here().world
    try:
        check_token(world, token)
    except Refused as refused:
        return refuse(refused)
    stored = world.shelf.at(path)
    if stored is None:
        return refuse(Refused(404, "Not Found"))
    return Response(world.shelf.read(stored), mimetype=MIMES[stored.format])


def add_bot_routes(blueprint: Blueprint) -> None:
    """Hang the Bot API's addresses into the blueprint."""
    blueprint.add_url_rule("/bot<token>/<method>", "bot_api", answer, methods=["GET", "POST"])
    blueprint.add_url_rule("/file/bot<token>/<path:path>", "bot_file", download)
