"""The JSON API for people: what the page and the actors do in the chat."""

import copy
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, send_file

from simulators.chat import pressing, sharing, speaking
from simulators.chat.parameters import Parameters, Upload, read_request
from simulators.chat.people import Chat, Person
from simulators.chat.practice import here
from simulators.chat.sniffing import MIMES
from simulators.chat.views import inline_json, message_json, person_json, view
from simulators.chat.world import World

Json = dict[str, Any]

LONGEST_WAIT = 25.0
NOTHING_ACTIVE = "default-src 'none'; sandbox"


def find(key: str, given: Parameters) -> tuple[World, Person, Chat]:
    """The person of an address and the chat that the request means: the one with the bot if none."""
    world = here().world
    if key not in world.people:
        abort(404)
    person = world.people[key]
    chat = world.private_chat(person)
    if number := given.integer("chat"):
        chat = next((one for one in world.chats_of(person) if one.id == number), None) or abort(404)
    return world, person, chat


def people() -> Response:
    """Everybody who can be played."""
    world = here().world
    return jsonify([person_json(person) for person in world.people.values()])


def add_person() -> Response:
    """Somebody new, or somebody known whose app now speaks another language."""
    given = read_request(request)
    world = here().world
    with world.changed:
        person = world.add_person(
            given.text("name") or "Somebody", given.text("language") or None, given.text("about")
        )
        person.refuses_voice = given.flag("refuses_voice")
        return jsonify(person_json(person))


def see(key: str) -> Response:
    """A person's screen; with `after`, waits until it looks different from that version."""
    given = read_request(request)
    world, person, chat = find(key, given)
    after, seconds = given.integer("after", -1), min(LONGEST_WAIT, given.seconds("wait"))
    with world.changed:
        if world.version == after and seconds > 0:
            world.delays.wait(world.changed, seconds)
        shown = copy.deepcopy(view(world, person, chat))
    return jsonify(shown)


def send(key: str) -> Response:
    """Say, show, record, correct: whichever the request carries."""
    given = read_request(request)
    world, person, chat = find(key, given)
    name = next((one for one in DEEDS if given.has(one)), "text")
    with world.changed:
        message = DEEDS[name](world, person, chat, given)
        return jsonify(message_json(world, person, message))


def _sent_file(given: Parameters, name: str) -> Upload:
    upload = given.uploads.get(name)
    if upload is None:
        raise speaking.NotPossible("The file is missing.")
    return upload


def _edit(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    return speaking.edit(world, person, chat, given.integer("edit"), given.text("text"))


def _start(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    return speaking.start(world, person, chat, given.text("start"))


def _photo(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    return speaking.send_photo(world, person, chat, _sent_file(given, "photo").data, given.text("caption"))


def _voice(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    data = _sent_file(given, "voice").data
    return speaking.send_voice(world, person, chat, data, given.integer("seconds"), given.text("caption"))


def _document(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    upload = _sent_file(given, "document")
    return speaking.send_document(world, person, chat, upload.name, upload.data, given.text("caption"))


def _sticker(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    return speaking.send_sticker(world, person, chat, given.text("sticker"))


def _location(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    place = given.structure("location", "location") or {}
    return speaking.send_location(world, person, chat, float(place["latitude"]), float(place["longitude"]))


def _text(world: World, person: Person, chat: Chat, given: Parameters) -> Json:
    return speaking.say(world, person, chat, given.text("text"), given.integer("reply_to"))


Deed = Callable[[World, Person, Chat, Parameters], Json]
DEEDS: dict[str, Deed] = {
    "edit": _edit,
    "start": _start,
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "sticker": _sticker,
    "location": _location,
    "text": _text,
}


def press(key: str) -> Response:
    """Press a button by its label, or with raw data as an old or forged keyboard would send it."""
    given = read_request(request)
    world, person, chat = find(key, given)
    message_id = given.integer("message")
    with world.changed:
        if given.has("data"):
            button = {"text": "", "callback_data": given.text("data")}
        else:
            button = pressing.find_button(chat, message_id, given.text("label"))
        return jsonify(pressing.press(world, person, chat, message_id, button))


def ask_inline(key: str) -> Response:
    """Search after the bot's name; waits for the answer as long as asked."""
    given = read_request(request)
    world, person, chat = find(key, given)
    with world.changed:
        query = sharing.ask(world, person, chat, given.text("text"), given.text("offset"))
        until = world.now() + min(LONGEST_WAIT, given.seconds("wait"))
        while query.answer is None and world.now() < until:
            world.delays.wait(world.changed, until - world.now())
        return jsonify(inline_json(query))


def see_inline(key: str, query_id: str) -> Response:
    """What a search found so far."""
    world, person, _ = find(key, Parameters())
    query = world.queries.inline.get(query_id)
    return jsonify(inline_json(query)) if query and query.person == person.id else abort(404)


def choose_inline(key: str, query_id: str) -> Response:
    """Send one of the results into a chat."""
    given = read_request(request)
    world, person, chat = find(key, given)
    with world.changed:
        message = sharing.choose(world, person, chat, query_id, given.text("result"))
        return jsonify(message_json(world, person, message))


def fetch_file(file_id: str) -> Response:
    """The bytes of a picture or a sound, with ranges; never shown as a page."""
    shelf = here().world.shelf
    stored = shelf.files.get(file_id) or abort(404)
    name = stored.name if stored.kind == "document" else stored.path().rpartition("/")[2]
    data = BytesIO(shelf.read(stored))
    is_attachment = stored.kind == "document"
    response = send_file(data, MIMES[stored.format], is_attachment, name, etag=stored.unique_id, max_age=3600)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING_ACTIVE
    return response


def add_person_routes(blueprint: Blueprint) -> None:
    """Hang the people's addresses into the blueprint."""
    one = "/chat/people/<key>"
    blueprint.add_url_rule("/chat/people", "people", people)
    blueprint.add_url_rule("/chat/people", "add_person", add_person, methods=["POST"])
    blueprint.add_url_rule(f"{one}/view", "see", see)
    blueprint.add_url_rule(f"{one}/messages", "send", send, methods=["POST"])
    blueprint.add_url_rule(f"{one}/presses", "press", press, methods=["POST"])
    blueprint.add_url_rule(f"{one}/inline", "ask_inline", ask_inline, methods=["POST"])
    blueprint.add_url_rule(f"{one}/inline/<query_id>", "see_inline", see_inline)
    blueprint.add_url_rule(
        f"{one}/inline/<query_id>/choice", "choose_inline", choose_inline, methods=["POST"]
    )
    blueprint.add_url_rule("/chat/files/<file_id>", "file", fetch_file)
