"""The whole museum with its chat open, and a ledger of everything that the Bot API was asked and refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from flask import Flask, Response, request

from app.announcing import announce
from app.factory import create_app
from app.house import House, open_house
from simulators.app import create_app as create_simulators
from tests.actors.chatter import Chatter
from tests.actors.museum import TurnedClock, copy_museum, make_settings, port_of, practise, serve
from tests.crawl.memory import Memory


@dataclass
class Ledger:
    """Every call of the Bot API: its method, and why it was refused (empty: it was not)."""

    calls: list[tuple[str, str]] = field(default_factory=list)

    def listen(self, app: Flask) -> None:
        """Note every call from now on."""
        app.after_request(self._note)

    def _note(self, response: Response) -> Response:
        if request.path.startswith("/bot"):
            answer = {} if response.status_code == 200 else json.loads(response.get_data())
            self.calls.append((request.path.rpartition("/")[2], answer.get("description", "")))
        return response


@dataclass
class ChatHouse:
    """The house, its ledger, what it remembers, and the door for people."""

    house: House
    ledger: Ledger
    memory: Memory
    simulators: Flask

    def chat(self, person: str, language: str) -> Chatter:
        """Somebody with the chat open, who reaches it without a detour over the network."""
        url = self.house.settings.telegram_api_url
        client = httpx.Client(transport=httpx.WSGITransport(self.simulators), base_url=url, timeout=60)
        return Chatter(url, person, language, client=client)


@contextmanager
def open_chat_house(filled: Path, folder: Path) -> Iterator[ChatHouse]:
    """A copy of a filled museum, served with its practice chat."""
    copy_museum(filled, folder)
    settings = make_settings(folder)
    house, ledger = open_house(settings, TurnedClock()), Ledger()
    simulators = create_simulators(practise(settings))
    ledger.listen(simulators)
    with ExitStack() as stack:
        stack.callback(house.database.close)
        stack.enter_context(serve(simulators, port_of(settings.telegram_api_url)))
        stack.enter_context(serve(create_app(house), settings.port))
        assert all(done.done for done in announce(house))
        memory = Memory(folder)
        stack.callback(memory.close)
        yield ChatHouse(house, ledger, memory, simulators)
