"""The page of the practice telephone, and the JSON by which it and the test actors drive a call."""

from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from simulators.telephone import callers, hands, robots, sounds, texting
from simulators.telephone.calls import WITHHELD, Call, Troubles
from simulators.telephone.exchange import Exchange
from simulators.telephone.media import Sound
from simulators.telephone.view import state

LONGEST_WATCH = 20.0
blueprint = Blueprint("telephone", __name__, url_prefix="/telephone")


def exchange() -> Exchange:
    """The exchange of this application."""
    return cast(Exchange, current_app.extensions["exchange"])


class NoSuchCall(Exception):
    """The page speaks of a call that this telephone does not know."""


@blueprint.errorhandler(NoSuchCall)
def unknown(_error: NoSuchCall) -> ResponseReturnValue:
    """A call from before a restart, most likely."""
    return jsonify(error="This call is over: the practice telephone was started again."), 404


@blueprint.errorhandler(hands.Refused)
def refused(error: hands.Refused) -> ResponseReturnValue:
    """What cannot be done now."""
    return jsonify(error=str(error)), 409


def _call(sid: str) -> Call:
    call = exchange().calls.get(sid)
    if call is None:
        raise NoSuchCall
    return call


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _state(call: Call) -> ResponseReturnValue:
    since = request.args.get("since", _body().get("since", 0), type=int)
    with call.lock:
        return jsonify(state(call, since))


@blueprint.get("/")
def page() -> str:
    """The telephone on its table."""
    config = exchange().config
    return render_template(
        "telephone/page.html", config=config, callers=callers.known(exchange().shelf, config)
    )


@blueprint.post("/calls")
def dial() -> ResponseReturnValue:
    """Lift the receiver and ring the museum."""
    body = _body()
    caller = WITHHELD if body.get("withheld") else str(body.get("from") or callers.DEFAULT)
    wanted = body.get("troubles") or {}
    troubles = Troubles(**{name: bool(wanted.get(name)) for name in Troubles.__dataclass_fields__})
    callers.remember(exchange().shelf, caller)
    return _state(exchange().dial(caller, troubles))


@blueprint.get("/calls/<sid>")
def show(sid: str) -> ResponseReturnValue:
    """What is heard now, and what happened since."""
    call = _call(sid)
    exchange().catch_up(call)
    return _state(call)


@blueprint.post("/calls/<sid>/events")
def happen(sid: str) -> ResponseReturnValue:
    """A key, a silence, the end of a sound, a hang-up: whoever calls knows the time."""
    hands.act(exchange(), _call(sid), _body())
    return _state(_call(sid))


@blueprint.post("/calls/<sid>/sound")
def record(sid: str) -> ResponseReturnValue:
    """Speak into a recording: a WAV as the body, or JSON with so many seconds."""
    body = _body()
    if not body:
        body = {
            "wav": request.get_data(),
            "elapsed_seconds": request.args.get("elapsed_seconds", 0.0, type=float),
        }
        if sounds.seconds_of(body["wav"], "audio/wav") == 0:
            raise hands.Refused("the sound is no WAV, or empty")
    hands.act(exchange(), _call(sid), body | {"event": "sound"})
    return _state(_call(sid))


@blueprint.get("/calls/<sid>/sounds/<int:turn>")
def play(sid: str, turn: int) -> ResponseReturnValue:
    """The sound that is played now, as the museum sent it."""
    call = _call(sid)
    sound = call.heard.get("sound")
    if call.turn != turn or not isinstance(sound, Sound):
        raise NoSuchCall
    response = Response(sound.content, mimetype=sound.content_type.replace("audio/x-wav", "audio/wav"))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/ringing")
def ringing() -> ResponseReturnValue:
    """Calls that ring outside now: those the museum made, and those it passes on."""
    robots.let_live(exchange())
    return jsonify(calls=[state(call) for call in exchange().ring_waiting()])


@blueprint.get("/watch")
def watch() -> ResponseReturnValue:
    """Wait until something changes; answers with the new version, at the latest after 20 seconds."""
    seconds = min(request.args.get("seconds", LONGEST_WATCH, type=float), LONGEST_WATCH)
    return jsonify(version=exchange().watch(request.args.get("version", 0, type=int), seconds))


@blueprint.route("/messages", methods=["GET", "POST"])
def messages() -> ResponseReturnValue:
    """Text messages to and from a number; posting one sends it to the museum."""
    if request.method == "POST":
        body = _body()
        texting.text_the_museum(
            exchange(), str(body.get("from") or callers.DEFAULT), str(body.get("body", ""))
        )
    texting.deliver(exchange())
    return jsonify(messages=exchange().messages.search({}))


@blueprint.post("/troubles")
def troubles() -> ResponseReturnValue:
    """Make the carrier difficult: refuse the next REST requests, be late with recordings, lose what it was told, or
    find nobody at a number (see `misbehaving`). What is not named is well again."""
    body = _body()
    try:
        exchange().misbehaviour.change(body)
    except (TypeError, ValueError, AttributeError) as error:
        return jsonify(error=str(error)), 400
    exchange().refusals = int(body.get("refuse_requests", 0))
    exchange().recordings.late = int(body.get("late_recordings", 0))
    return jsonify(exchange().misbehaviour.show())


@blueprint.get("/troubles")
def show_troubles() -> ResponseReturnValue:
    """What is switched on."""
    return jsonify(exchange().misbehaviour.show())
