"""The JSON API behind the stage: blocking, groups, faults, and waiting until all is said."""

from flask import Blueprint, Response, abort, jsonify, request

from simulators.chat import belonging
from simulators.chat.faults import Fault
from simulators.chat.limits import Limits
from simulators.chat.parameters import read_request
from simulators.chat.person_routes import find
from simulators.chat.practice import here
from simulators.chat.settling import settle

PERSONAL = {"block": belonging.block, "unblock": belonging.unblock, "deactivate": belonging.deactivate}
IN_GROUPS = {"invite": belonging.invite_bot, "remove": belonging.remove_bot, "upgrade": belonging.upgrade}


def change_person(key: str, deed: str) -> Response:
    """Block, unblock, deactivate."""
    given = read_request(request)
    world, person, _ = find(key, given)
    with world.changed:
        PERSONAL[deed](world, person)
    return jsonify(done=deed)


def change_group(key: str, deed: str) -> Response:
    """Invite the bot, throw it out, or let the group grow into a supergroup."""
    given = read_request(request)
    world, person, chat = find(key, given)
    if chat.kind == "private":
        abort(404)
    with world.changed:
        fresh = IN_GROUPS[deed](world, person, chat)
    return jsonify(chat=(fresh or chat).id)


def add_group() -> Response:
    """A new group of persons named by their keys."""
    given = read_request(request)
    world = here().world
    keys = given.structure("members", "members") or []
    with world.changed:
        members = [world.people[key].id for key in keys if key in world.people]
        chat = world.add_group(given.text("title") or "A group", members)
    return jsonify(chat=chat.id)


def add_fault() -> tuple[Response, int]:
    """Switch a misbehaviour on."""
    given = read_request(request)
    world = here().world
    try:
        method, times = given.text("method") or "*", given.integer("times", 1)
        fault = Fault(given.text("kind"), times, method, given.integer("seconds", 3))
    except ValueError as error:
        return jsonify(error=str(error)), 400
    with world.changed:
        world.faults.on.append(fault)
        world.touch()
    return faults(), 200


def set_limits() -> Response:
    """Refuse what comes faster than `overall` messages a second, or `each` into one chat; 0 for no limit."""
    given, world = read_request(request), here().world
    with world.changed:
        world.limits = Limits(given.integer("overall", 0), given.integer("each", 0))
    return jsonify(overall=world.limits.overall, each=world.limits.each)


def faults() -> Response:
    """What is switched on."""
    return jsonify(on=[vars(fault) for fault in here().world.faults.on])


def end_faults() -> Response:
    """Switch everything off."""
    world = here().world
    with world.changed:
        world.faults.on = []
        world.touch()
    return faults()


def wait_for_calm() -> Response:
    """Wait until the museum has heard everything; `seconds` at most."""
    given, practice = read_request(request), here()
    if not practice.courier.is_running:
        practice.courier.deliver()
    seconds, quiet = min(60.0, given.seconds("seconds", 10)), min(5.0, given.seconds("quiet", 0.4))
    return jsonify(settle(practice.world, seconds, quiet))


def deliver() -> Response:
    """Deliver everything now, in this very request."""
    return jsonify(attempts=here().courier.deliver())


def add_stage_routes(blueprint: Blueprint) -> None:
    """Hang the stage's addresses into the blueprint."""
    blueprint.add_url_rule(
        "/chat/people/<key>/<any(block,unblock,deactivate):deed>",
        "change_person",
        change_person,
        methods=["POST"],
    )
    blueprint.add_url_rule(
        "/chat/people/<key>/group/<any(invite,remove,upgrade):deed>",
        "change_group",
        change_group,
        methods=["POST"],
    )
    blueprint.add_url_rule("/chat/groups", "add_group", add_group, methods=["POST"])
    blueprint.add_url_rule("/chat/faults", "faults", faults)
    blueprint.add_url_rule("/chat/faults", "add_fault", add_fault, methods=["POST"])
    blueprint.add_url_rule("/chat/faults", "end_faults", end_faults, methods=["DELETE"])
    blueprint.add_url_rule("/chat/limits", "set_limits", set_limits, methods=["POST"])
    blueprint.add_url_rule("/chat/settle", "settle", wait_for_calm, methods=["POST"])
    blueprint.add_url_rule("/chat/deliver", "deliver", deliver, methods=["POST"])
