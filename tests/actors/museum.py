"""A whole museum for a journey: the real application and the practice carriers, served over real HTTP."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from sqlalchemy import delete
from werkzeug.serving import WSGIRequestHandler, make_server

from addresses.keys import make_key
from app.announcing import announce
from app.factory import create_app
from app.house import House, open_house
from app.migrating import migrate
from app.worker import Worker, make_errands
from bots.telegram.routes import EXTENSION as BOT
from content import recordings, renditions
from content.seeding import seed
from content.shelf import Shelf
from content.tables import RecordingRow, RecordingState
from settings import Settings
from simulators.app import create_app as create_simulators
from simulators.chat.practice import EXTENSION as PRACTICE_CHAT
from simulators.config import SimulatorConfig
from tests.actors.caller import Caller
from tests.actors.chatter import Chatter
from tests.content.sounds import record

TUESDAY_MORNING = datetime(2026, 5, 19, 9, 30, tzinfo=UTC)


class TurnedClock:
    """A clock that stands still until somebody turns it."""

    def __init__(self, start: datetime = TUESDAY_MORNING) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def set(self, moment: datetime) -> None:
        self._now = moment

    def tick(self) -> float:
        """The same as seconds, for whoever looks for news every now and then."""
        return self._now.timestamp()


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the library's own name
        return


class Museum:
    """The house, its two servers, and the people who come."""

    def __init__(self, house: House, clock: TurnedClock, simulators: str) -> None:
        self.house, self.clock, self.simulators = house, clock, simulators
        self.worker = Worker(house, make_errands(house))

    def phone(self) -> Caller:
        """Somebody with a telephone, for whom time passes on the museum's clock."""
        return Caller(self.simulators, self.clock)

    def chat(self, person: str = "Rosa", language: str | None = "en") -> Chatter:
        """Somebody with the chat open."""
        return Chatter(self.simulators, person, language)

    def work(self) -> None:
        """Let the worker do all that visitors' messages need; the pack's recordings are left aside."""
        self.worker.drain()

    def render(self, number: int, language: str = "en") -> None:
        """Give an item a recording that is ready on both channels, as an editor and the worker would."""
        house = self.house
        with TemporaryDirectory() as folder:
            master = record(Path(folder) / "take.wav", seconds=90)
            take = recordings.Take(house.media.put_master(master, "take.wav"), voice="a test")
        with house.database.writes() as session:
            session.execute(delete(RecordingRow).where(RecordingRow.state == RecordingState.PENDING))
            target = recordings.Target(language, item=number)
            recordings.accept(session, target, take, house.clock.now(), goes_live=True)
        assert renditions.render_next(house.database, house.media, house.clock)
        self.clock.advance(3)  # a process looks for news every two seconds


def make_settings(folder: Path, **changes: object) -> Settings:
    """Settings of a museum whose carriers are practised on this machine."""
    port, next_port = free_ports()
    here = "http://127.0.0.1"
    values: dict[str, object] = {
        "data_dir": folder,
        "port": port,
        "public_url": f"{here}:{port}",
        "secret_key": (make_key(),),
        "privacy_key": (make_key(),),
        "museum_name": "the Museum of Small Things",
        "time_zone": "Europe/Paris",
        "twilio_account_sid": "AC" + "b" * 32,
        "twilio_auth_token": ("a-token-of-practice",),
        "twilio_phone_number": "+441632960123",
        "twilio_api_url": f"{here}:{next_port}",
        "telegram_bot_token": "123456789:AAH-practice_token_practice_token_pr",
        "telegram_webhook_secret": "a-secret-of-practice",
        "telegram_api_url": f"{here}:{next_port}",
    }
    return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]


def fill(folder: Path) -> None:
    """Tables and starter pack in a folder, to be copied for each museum."""
    house = open_house(make_settings(folder))
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    house.database.close()


@contextmanager
def open_museum(folder: Path, filled: Path | None = None, **changes: object) -> Iterator[Museum]:
    """A museum with its doors open, closed again at the end; `filled` is a folder made by `fill`."""
    if filled is not None:
        copy_museum(filled, folder)
    settings, clock = make_settings(folder, **changes), TurnedClock()
    house = open_house(settings, clock)
    house = replace(house, shelf=Shelf(house.database, settings, tick=clock.tick))
    with ExitStack() as stack:
        stack.callback(house.database.close)
        stack.enter_context(serve(create_simulators(practise(settings)), port_of(settings.twilio_api_url)))
        stack.enter_context(serve(create_app(house), settings.port))
        museum = Museum(house, clock, settings.twilio_api_url)
        announce_apart(house)
        yield museum


def copy_museum(filled: Path, folder: Path) -> None:
    """A museum's folder once more; its sounds and pictures, which nobody writes twice, are the same files."""

    def copy(source: str, target: str) -> None:
        (os.link if Path(source).is_relative_to(filled / "media") else shutil.copy2)(source, target)

    shutil.copytree(filled, folder, dirs_exist_ok=True, copy_function=copy)


def announce_apart(house: House) -> None:
    """Set the webhooks from a thread: a test that holds a browser has an event loop of its own already."""
    with ThreadPoolExecutor(1) as apart:
        assert all(done.done for done in apart.submit(announce, house).result())


def practise(settings: Settings) -> SimulatorConfig:
    """The carriers' side of the same account."""
    return SimulatorConfig(
        museum_name=settings.museum_name,
        hotline_url=settings.public_url,
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token[0],
        phone_number=settings.twilio_phone_number,
        bot_token=settings.telegram_bot_token,
        public_url=settings.twilio_api_url,
        languages=settings.languages,
    )


@contextmanager
def serve(app: Flask, port: int) -> Iterator[None]:
    """Serve an application on loopback from a thread."""
    server = make_server(
        "127.0.0.1", port, partial(answer_and_close, app), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        put_away(app)


def answer_and_close(app: Flask, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
    """What the application answers, closed also where somebody hangs up: werkzeug's server forgets it then."""
    body = app(environ, start_response)
    with closing(body) if hasattr(body, "close") else nullcontext():
        yield from body


def put_away(app: Flask) -> None:
    """End the threads that an application keeps: the chat's courier, the bot's loop."""
    for name in (PRACTICE_CHAT, BOT):
        if running := app.extensions.get(name):
            running.close()


def free_ports() -> tuple[int, int]:
    """Two ports that nobody uses."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def port_of(url: str) -> int:
    """The port of an address like http://127.0.0.1:8001."""
    return int(url.rsplit(":", 1)[1])
