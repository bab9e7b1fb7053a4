"""A museum with a chat: our webhook and the practice chat on real HTTP, a small catalogue, real media."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from addresses.keys import KeyRing, make_key
from bots.telegram.house import House
from bots.telegram.registration import register
from bots.telegram.routes import open_door
from bots.telegram.runner import Runner
from content.catalogue import Catalogue, Sound
from content.media import MediaStore
from db.base import Base
from db.database import Database
from settings import Settings
from simulators.app import create_app as create_simulators
from simulators.config import SimulatorConfig
from tests.actors.chatter import Chatter
from tests.actors.museum import TurnedClock, free_ports, serve
from tests.scenes.museum import LINE, make_catalogue
from visitors.people import VisitorRow
from visitors.requests import RequestRow

OGG = b"OggS\x00\x02" + bytes(20) + b"OpusHead" + bytes(60)
TOKEN, SECRET = "4242:practice-token-of-letters", "a_secret-of-letters"
STORY, SMILE, ACTIVITY, SENSITIVE = 214, 230, 240, 250


def make_png(width: int = 40, height: int = 30) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@dataclass
class FixedShelf:
    """A shelf whose catalogue nobody changes."""

    catalogue: Catalogue = field(default_factory=make_catalogue)


def furnish(media: MediaStore) -> Catalogue:
    """The small catalogue, its first story long, with a real sound and picture."""
    catalogue = make_catalogue()
    sound = Sound(200.0, "abc/phone.wav", media.put(OGG, "chat.ogg"))
    story = catalogue.items[STORY]
    long = {code: replace(words, text=words.text * 5, sound=sound) for code, words in story.words.items()}
    items = {
        **catalogue.items,
        STORY: replace(story, words=long, picture=media.put(make_png(), "picture.png")),
    }
    return replace(catalogue, items=items, _lists={})


def make_settings(folder: Path, **more: Any) -> Settings:
    """Settings of a museum with a bot, whose Telegram is practised on this machine."""
    port, next_port = free_ports()
    values = {
        "data_dir": folder, "port": port, "public_url": f"http://127.0.0.1:{port}",
        "telegram_api_url": f"http://127.0.0.1:{next_port}", "telegram_bot_token": TOKEN,
        "telegram_webhook_secret": SECRET, "museum_name": "the Museum of Small Things",
    }  # fmt: skip
    return Settings(_env_file=None, **(values | more))


def make_house(folder: Path, **more: Any) -> House:
    """The parts of a museum, with tables and media of its own."""
    settings = make_settings(folder, **more)
    database = Database(settings.database)
    Base.metadata.create_all(database.engine)
    media = MediaStore(str(folder / "media"))
    shelf: Any = FixedShelf(furnish(media))
    return House(settings, database, shelf, media, KeyRing([make_key()]), TurnedClock())


@dataclass
class Museum:
    """The house and the people who write to it."""

    house: House
    runner: Runner

    def chat(self, person: str = "Rosa", language: str | None = "en", **more: Any) -> Chatter:
        """Somebody with the chat open."""
        return Chatter(self.house.settings.telegram_api_url, person, language, **more)

    def requests(self) -> list[RequestRow]:
        """Every request, oldest first."""
        with self.house.database.reads() as session:
            return list(session.scalars(select(RequestRow).order_by(RequestRow.id)))

    def visitors(self) -> list[VisitorRow]:
        """Every visitor, oldest first."""
        with self.house.database.reads() as session:
            return list(session.scalars(select(VisitorRow).order_by(VisitorRow.id)))


@contextmanager
def open_museum(folder: Path, *, hooked: bool = True, **more: Any) -> Iterator[Museum]:
    """A museum with its chat open; `hooked` says that its webhook is set."""
    house = make_house(folder, **more)
    runner = Runner(house)
    app = Flask("museum", static_folder=None)
    app.register_blueprint(open_door(house.settings, runner))
    with ExitStack() as stack:
        stack.callback(house.database.close)
        stack.enter_context(
            serve(create_simulators(practise(house.settings)), port_of(house.settings.telegram_api_url))
        )
        stack.enter_context(serve(app, house.settings.port))
        if hooked:
            register(house.settings, house.catalogue)
        yield Museum(house, runner)


def practise(settings: Settings) -> SimulatorConfig:
    """Telegram's side of the same bot."""
    return SimulatorConfig(
        museum_name=settings.museum_name, hotline_url=settings.public_url, account_sid="AC1", auth_token="x",
        phone_number=LINE.number, bot_token=TOKEN, public_url=settings.telegram_api_url,
    )  # fmt: skip


def port_of(url: str) -> int:
    """The port of an address."""
    return int(url.rsplit(":", 1)[1])
