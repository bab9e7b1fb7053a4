"""The part of Twilio's REST API that a museum uses, behind Basic authentication."""

import hmac
import time
from dataclasses import asdict
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from simulators.telephone import orders
from simulators.telephone.diary import resource
from simulators.telephone.exchange import Exchange
from simulators.telephone.misbehaving import CODES
from simulators.telephone.numbers import Number
from simulators.telephone.recordings import Taken
from simulators.telephone.refusals import CarrierRefuses

rest = Blueprint("rest", __name__, url_prefix="/2010-04-01/Accounts")


def exchange() -> Exchange:
    """The exchange of this application."""
    return cast(Exchange, current_app.extensions["exchange"])


@rest.errorhandler(CarrierRefuses)
def refuse(error: CarrierRefuses) -> ResponseReturnValue:
    """Say no in the carrier's words."""
    return jsonify(error.as_json()), error.status


@rest.url_value_preprocessor
def take_account(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the account out of the address: `guard` checks it."""
    request.environ["museline.account"] = (values or {}).pop("account", "")


@rest.before_request
def guard() -> None:
    """Let in only whoever knows the account's token, and not too many at once."""
    config, given = exchange().config, request.authorization
    known = given is not None and given.type == "basic"
    right = known and hmac.compare_digest(
        f"{given.username}:{given.password}" if given else "", f"{config.account_sid}:{config.auth_token}"
    )
    if not right or request.environ["museline.account"] != config.account_sid:
        raise CarrierRefuses(20003)
    if exchange().refusals > 0:
        exchange().refusals -= 1
        raise CarrierRefuses(20429)
    _stumble()


def _stumble() -> None:
    """Do what is wanted badly: not at all, or all of it without saying so (`lose` does that)."""
    resource = request.path.rpartition("/")[2].removesuffix(".json")
    fault = exchange().misbehaviour.take(resource if request.method == "POST" else "Lists")
    if fault is None:
        return
    if fault.kind == "lost":
        request.environ["museline.lost"] = fault.seconds
        return
    time.sleep(fault.seconds)
    raise CarrierRefuses(CODES[fault.kind])


@rest.after_request
def lose(response: Response) -> Response:
    """The work is done, and its answer does not arrive."""
    seconds = request.environ.get("museline.lost")
    if seconds is None:
        return response
    time.sleep(seconds)
    return Response(status=504)


@rest.get("/<account>.json")
def account_page() -> ResponseReturnValue:
    """The account itself."""
    config = exchange().config
    return jsonify(sid=config.account_sid, friendly_name=config.museum_name, status="active", type="Full")


@rest.get("/<account>/Balance.json")
def balance() -> ResponseReturnValue:
    """Practice costs nothing."""
    return jsonify(account_sid=exchange().config.account_sid, balance="20.00", currency="USD")


@rest.get("/<account>/Calls.json")
def list_calls() -> ResponseReturnValue:
    """Calls, the newest first, filtered by To, From, Status and the last day on which they began."""
    wanted = {name.lower(): request.args[name] for name in ("To", "From", "Status") if request.args.get(name)}
    return _page("calls", _until(exchange().diary.search(wanted), "start_time", "StartTime<"))


@rest.post("/<account>/Calls.json")
def create_call() -> ResponseReturnValue:
    """Ring somebody."""
    return jsonify(resource(orders.create_call(exchange(), request.form))), 201


@rest.get("/<account>/Calls/<sid>.json")
def show_call(sid: str) -> ResponseReturnValue:
    """One call."""
    call, kept = exchange().calls.get(sid), exchange().diary.find(sid)
    if call is None and kept is None:
        raise CarrierRefuses(20404, request.path)
    return jsonify(resource(call) if call else kept)


@rest.post("/<account>/Calls/<sid>.json")
def update_call(sid: str) -> ResponseReturnValue:
    """Redirect or end a live call."""
    orders.update_call(exchange(), sid, request.form)
    return show_call(sid)


@rest.delete("/<account>/Calls/<sid>.json")
def delete_call(sid: str) -> ResponseReturnValue:
    """Delete the record of a call for good; one that is on cannot be deleted."""
    orders.delete_call(exchange(), sid)
    return "", 204


@rest.get("/<account>/Calls/<sid>/Recordings.json")
def list_recordings(sid: str) -> ResponseReturnValue:
    """The recordings of one call."""
    return _page("recordings", [_recording(one) for one in exchange().recordings.of_call(sid)])


@rest.get("/<account>/Recordings/<sid>.json")
def show_recording(sid: str) -> ResponseReturnValue:
    """What is known of a recording."""
    taken = exchange().recordings.about(sid)
    if taken is None:
        raise CarrierRefuses(20404, request.path)
    return jsonify(_recording(taken))


@rest.delete("/<account>/Recordings/<sid>.json")
def delete_recording(sid: str) -> ResponseReturnValue:
    """Delete a recording for good."""
    if not exchange().recordings.delete(sid):
        raise CarrierRefuses(20404, request.path)
    return "", 204


@rest.get("/<account>/Recordings/<sid>")
@rest.get("/<account>/Recordings/<sid>.wav")
@rest.get("/<account>/Recordings/<sid>.mp3")
def recording_sound(sid: str) -> ResponseReturnValue:
    """The sound of a recording; always the WAV, which is what the practice telephone has."""
    sound = exchange().recordings.sound(sid)
    if sound is None:
        raise CarrierRefuses(20404, request.path)
    return Response(sound, mimetype="audio/x-wav")


@rest.get("/<account>/IncomingPhoneNumbers.json")
def list_numbers() -> ResponseReturnValue:
    """The museum's number, unless another is asked for."""
    number = exchange().numbers.one
    fits = request.args.get("PhoneNumber", number.phone_number) in number.phone_number
    return _page("incoming_phone_numbers", [_number(number)] if fits else [])


@rest.route("/<account>/IncomingPhoneNumbers/<sid>.json", methods=["GET", "POST"])
def number_page(sid: str) -> ResponseReturnValue:
    """Show the number, or set the addresses it rings."""
    if sid != exchange().numbers.one.sid:
        raise CarrierRefuses(20404, request.path)
    changes: dict[str, object] = {_snake(name): value for name, value in request.form.items()}
    lookup = "voice_caller_id_lookup"
    if lookup in changes:
        changes[lookup] = str(changes[lookup]).lower() == "true"
    return jsonify(_number(exchange().numbers.update(changes) if changes else exchange().numbers.one))


@rest.get("/<account>/Messages.json")
def list_messages() -> ResponseReturnValue:
    """Text messages, the newest first, filtered by To, From and the last day on which they were sent."""
    wanted = {name.lower(): request.args[name] for name in ("To", "From") if request.args.get(name)}
    return _page("messages", _until(exchange().messages.search(wanted), "date_sent", "DateSent<"))


@rest.post("/<account>/Messages.json")
def send_message() -> ResponseReturnValue:
    """Send a text message."""
    return jsonify(orders.send_message(exchange(), request.form)), 201


@rest.get("/<account>/Messages/<sid>.json")
def show_message(sid: str) -> ResponseReturnValue:
    """One text message, and how far it is."""
    message = exchange().messages.find(sid)
    if message is None:
        raise CarrierRefuses(20404, request.path)
    return jsonify(message)


@rest.delete("/<account>/Messages/<sid>.json")
def delete_message(sid: str) -> ResponseReturnValue:
    """Delete a text message and its words for good."""
    if not exchange().messages.delete(sid):
        raise CarrierRefuses(20404, request.path)
    return "", 204


def _until(found: list[dict[str, Any]], field: str, name: str) -> list[dict[str, Any]]:
    """Those of a day (UTC) or earlier, where one is asked for; the carrier's lists know only days."""
    last = request.args.get(name, "")[:10]
    return [one for one in found if not last or _day(one[field]) <= last]


def _day(moment: str) -> str:
    return parsedate_to_datetime(moment).astimezone(UTC).date().isoformat()


def _page(name: str, found: list[dict[str, Any]]) -> ResponseReturnValue:
    size = min(int(request.args.get("PageSize", "50")), 1000)
    shown = found[:size]
    about = {"page": 0, "page_size": size, "start": 0, "end": max(len(shown) - 1, 0), "next_page_uri": None}
    uri = request.full_path
    return jsonify({name: shown, "uri": uri, "first_page_uri": uri, "previous_page_uri": None, **about})


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _recording(taken: Taken) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{exchange().config.account_sid}/Recordings/{taken.sid}.json"
    return {
        "sid": taken.sid, "call_sid": taken.call_sid, "account_sid": exchange().config.account_sid,
        "duration": str(int(taken.seconds)), "channels": 1, "source": "RecordVerb", "status": "completed",
        "api_version": "2010-04-01", "media_url": taken.url, "uri": uri,
        "date_created": taken.created.strftime("%a, %d %b %Y %H:%M:%S +0000"),
    }  # fmt: skip


def _number(number: Number) -> dict[str, Any]:
    account = exchange().config.account_sid
    uri = f"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{number.sid}.json"
    capabilities = {"voice": True, "sms": True, "mms": False, "fax": False}
    extra = {"account_sid": account, "api_version": "2010-04-01", "capabilities": capabilities, "uri": uri}
    return asdict(number) | extra | {"voice_application_sid": "", "trunk_sid": None, "beta": False}
