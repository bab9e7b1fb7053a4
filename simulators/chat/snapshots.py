"""The chat's memory on disk, so that a second start finds everything as it was."""

import atexit
import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulators.chat.delays import Delays
from simulators.chat.files import Shelf, StoredFile
from simulators.chat.people import Chat, Person
from simulators.chat.profile import Profile
from simulators.chat.updates import Pending, UpdateQueue
from simulators.chat.world import Webhook, World
from simulators.config import SimulatorConfig

Json = dict[str, Any]
Ending = Callable[[], None]

MESSAGES_KEPT = 500  # of each chat
ID_GAP = 100  # what happened in the last second may not be written down: its numbers never come again


def open_world(config: SimulatorConfig, delays: Delays | None = None) -> World:
    """The world as it was left, or a new one; update ids begin at the time, so that none comes twice."""
    delays = delays or Delays()
    folder = config.data_dir / "chat" if config.data_dir else None
    world = World(config, delays, Shelf(folder / "files" if folder else None), UpdateQueue(int(delays.now())))
    path = _path(world)
    if path and path.exists():
        restore(world, json.loads(path.read_text(encoding="utf-8")))
    return world


def save(world: World) -> None:
    """Write everything down, whole or not at all."""
    path = _path(world)
    if path is None:
        return
    with world.changed:
        text = json.dumps(snapshot(world))
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def keep_saving(world: World) -> Ending:
    """Save once a second while things change; what is returned saves a last time, as the process's end does."""
    if _path(world) is None:
        return lambda: None
    is_over = threading.Event()
    thread = threading.Thread(target=_save_often, args=(world, is_over), name="chat-memory", daemon=True)

    def end() -> None:
        is_over.set()
        thread.join()

    atexit.register(end)
    thread.start()
    return end


def _save_often(world: World, is_over: threading.Event) -> None:
    saved = world.version
    while not is_over.wait(1.0):
        if world.version != saved:
            saved = world.version
            save(world)
    save(world)


def _path(world: World) -> Path | None:
    return world.config.data_dir / "chat" / "state.json" if world.config.data_dir else None


def snapshot(world: World) -> Json:
    """Everything worth keeping, as plain JSON values; questions that expire within minutes are not."""
    return {
        "people": [asdict(person) for person in world.people.values()],
        "chats": [
            {**asdict(chat), "messages": list(chat.messages.values())[-MESSAGES_KEPT:]}
            for chat in world.chats.values()
        ],
        "files": [asdict(stored) for stored in world.shelf.files.values()],
        "webhook": asdict(world.webhook),
        "profile": asdict(world.profile),
        "inline_messages": world.inline_messages,
        "pending": [asdict(one) for one in world.updates.pending],
        "allowed": world.updates.allowed,
        "next_update_id": world.updates.next_id,
        "next_message_id": world.next_message_id,
        "version": world.version,
    }


def restore(world: World, kept: Json) -> None:
    """Fill a new world with what was kept."""
    world.people = {one["key"]: Person(**one) for one in kept["people"]}
    world.chats = {one["id"]: _chat(one) for one in kept["chats"]}
    world.shelf.files = {one["file_id"]: StoredFile(**one) for one in kept["files"]}
    world.webhook = Webhook(**kept["webhook"])
    world.profile = Profile(**kept["profile"])
    world.inline_messages = {key: (place[0], place[1]) for key, place in kept["inline_messages"].items()}
    world.updates.pending = [Pending(**{**one, "in_flight": False}) for one in kept["pending"]]
    world.updates.allowed = kept["allowed"]
    world.updates.next_id = kept["next_update_id"] + ID_GAP
    world.next_message_id, world.version = kept["next_message_id"] + ID_GAP, kept["version"] + ID_GAP


def _chat(kept: Json) -> Chat:
    messages = {one["message_id"]: one for one in kept["messages"]}
    return Chat(**{**kept, "messages": messages})
