"""One call of the Bot API: token, method, faults, answer."""

import copy
from typing import Any

from simulators.chat.faults import Fault, refusal_of
from simulators.chat.methods import METHODS
from simulators.chat.methods.composing import fetch
from simulators.chat.parameters import Parameters
from simulators.chat.refusals import Refused, bad_request, too_many_requests
from simulators.chat.world import World

Json = dict[str, Any]

FILES = ("photo", "audio", "voice", "document")
GATEWAY_TIMEOUT = Refused(504, "Gateway Timeout")


def call(world: World, token: str, name: str, given: Parameters) -> Any:
    """Carry out a method and return its result; raises Refused with the real server's words."""
    check_token(world, token)
    if name.lower() not in METHODS:
        raise Refused(404, "Not Found: method not found")
    fault = _fault(world, name)
    _stumble(world, fault)
    _keep_pace(world, name.lower(), given)
    result = perform(world, name, given)
    if fault and fault.kind == "lost":
        world.delays.sleep(fault.seconds)
        raise GATEWAY_TIMEOUT
    return result


def check_token(world: World, token: str) -> None:
    """Only the museum's own bot is known here."""
    if ":" not in token or not token.partition(":")[0].isdigit():
        raise Refused(401, "Unauthorized: invalid token specified")
    if token != world.config.bot_token:
        raise Refused(401, "Unauthorized")


def perform(world: World, name: str, given: Parameters) -> Any:
    """Carry out a known method."""
    given = _with_fetched_files(name.lower(), given)
    is_counted = name.lower() != "getupdates"
    with world.changed:
        world.calls_running += is_counted
        try:
            return copy.deepcopy(METHODS[name.lower()](world, given))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise bad_request("wrong parameters in request") from error
        finally:
            world.calls_running -= is_counted
            world.last_call = world.now() if is_counted else world.last_call
            world.changed.notify_all()


def _fault(world: World, name: str) -> Fault | None:
    with world.changed:
        return world.faults.take("429", "500", "timeout", "lost", method=name)


def _stumble(world: World, fault: Fault | None) -> None:
    if fault and fault.kind in ("429", "500"):
        raise refusal_of(fault)
    if fault and fault.kind == "timeout":
        world.delays.sleep(fault.seconds)
        raise GATEWAY_TIMEOUT


def _keep_pace(world: World, name: str, given: Parameters) -> None:
    """What comes too fast is refused, where limits are switched on."""
    if name.startswith("send") and name != "sendchataction":
        with world.changed:
            if not world.limits.take(given.text("chat_id"), world.now()):
                raise too_many_requests(1)


def _with_fetched_files(name: str, given: Parameters) -> Parameters:
    """Files named by their address are fetched before anything is held, since that takes its time."""
    kind = name.removeprefix("send")
    address = given.text(kind) if kind in FILES else ""
    if not address.startswith(("http://", "https://")):
        return given
    values = {key: value for key, value in given.values.items() if key != kind}
    return Parameters(values, {**given.uploads, kind: fetch(address, kind)})
