"""Practice carriers that are never killed: they repeat what met nobody, as real ones do, and remember everything."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast
from urllib.parse import parse_qs

import httpx
from flask import Flask, request

from settings import Settings
from simulators.app import create_app
from simulators.chat.delays import Delays
from simulators.chat.practice import EXTENSION, Practice
from simulators.chat.world import World
from simulators.telephone.calls import Call
from simulators.telephone.exchange import Exchange
from tests.actors.museum import port_of, practise, serve

PATIENCE, PAUSE = 15.0, 0.1  # seconds; Twilio waits as long for a document
SLOWEST = 0.12  # seconds before and after a carrier does what it is asked
DELIVER = re.compile(r"/hotline/deliver/(\d+)/(\d+)/")
SENT = re.compile(r"/hotline/at/sent/(\d+)\?")
REVIEWED = re.compile(r"/hotline/at/review/(\d+)\?")


@dataclass
class Witness:
    """What the museum was told of, and what it has said yes to: recordings by the carrier's id, and requests whose
    ticket was read out."""

    made: set[str] = field(default_factory=set)
    recordings: set[str] = field(default_factory=set)
    sent: set[int] = field(default_factory=set)
    repeated: int = 0

    def tells(self, asked: httpx.Request) -> None:
        """The museum is told of a recording, whether it hears it or not."""
        self.made.update(parse_qs(asked.content.decode()).get("RecordingSid", []))

    def sees(self, asked: httpx.Request, answer: httpx.Response) -> None:
        """A 2xx for a recording, or a document that leads on from it, is a promise."""
        if not answer.is_success or not asked.url.path.startswith("/hotline/"):
            return
        sid = parse_qs(asked.content.decode()).get("RecordingSid", [""])[0]
        told = asked.url.path == "/hotline/recordings"
        if sid and (told or REVIEWED.search(answer.text)):
            self.recordings.add(sid)
        self.sent.update(map(int, SENT.findall(answer.text)))


class Persistent(httpx.BaseTransport):
    """Asks again, with the same names and the same token, where nobody answered."""

    def __init__(self, witness: Witness) -> None:
        self._witness, self._line = witness, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        until = time.monotonic() + PATIENCE
        self._witness.tells(request)
        while True:
            try:
                return self._ask(request)
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                self._witness.repeated += 1
                time.sleep(PAUSE)

    def close(self) -> None:
        self._line.close()

    def _ask(self, request: httpx.Request) -> httpx.Response:
        """Read to the last byte: an answer that breaks off is none."""
        answer = self._line.handle_request(request)
        with closing(answer):
            body = b"".join(answer.iter_raw())
        self._witness.sees(request, httpx.Response(answer.status_code, headers=answer.headers, content=body))
        return httpx.Response(answer.status_code, headers=answer.headers, stream=Replayed(body))


class Replayed(httpx.SyncByteStream):
    """A body that was read already."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body


class Hurried(Delays):
    """The chat's carrier waits up to 90 seconds before it tries again; here time goes by faster."""

    def now(self) -> float:
        return 1_800_000_000 + 5 * (time.time() % 10_000_000)

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        condition.wait(seconds / 5)


@dataclass
class Carriers:
    """Both of them, and what they have done for the museum."""

    app: Flask
    witness: Witness

    @property
    def exchange(self) -> Exchange:
        return cast(Exchange, self.app.extensions["exchange"])

    @property
    def world(self) -> World:
        return cast(Practice, self.app.extensions[EXTENSION]).world

    def is_ringing(self) -> bool:
        """Whether any call or text of the museum's has not come to its end."""
        ours = [call for call in list(self.exchange.calls.values()) if call.direction == "outbound-api"]
        return bool(self.exchange.messages.search({"status": "queued"})) or not all(
            one.is_over for one in ours
        )

    def rings(self) -> dict[int, list[tuple[int, Call]]]:
        """The museum's calls by delivery: the how manieth try each was, and the call."""
        found: dict[int, list[tuple[int, Call]]] = defaultdict(list)
        for call in list(self.exchange.calls.values()):
            where = DELIVER.search(call.opening.fetch.url) if call.opening.fetch else None
            if where is not None:
                found[int(where[1])].append((int(where[2]), call))
        return found

    def texts(self) -> dict[int, int]:
        """How many text messages left for each delivery."""
        found: dict[int, int] = defaultdict(int)
        for url in list(self.exchange.messages.callbacks.values()):
            if where := DELIVER.search(url):
                found[int(where[1])] += 1
        return found

    def said_in_chats(self) -> list[str]:
        """Every message of the museum's in any chat."""
        with self.world.changed:
            sent = [one for chat in self.world.chats.values() for one in chat.messages.values()]
            return [str(one.get("text", "")) for one in sent if one["from"]["is_bot"]]


def heard_in(call: Call) -> str:
    """All words that were heard in a call."""
    return " ".join(entry.text for entry in list(call.timeline.entries) if entry.kind == "heard")


@contextmanager
def open_carriers(settings: Settings, dice: Random) -> Iterator[Carriers]:
    """Both carriers behind one port, while a block lasts."""
    app = create_app(practise(settings))
    carriers = Carriers(app, Witness())
    transport = carriers.exchange.transport
    agent = dict(transport._client.headers)
    transport._client = httpx.Client(
        headers=agent, timeout=PATIENCE, trust_env=False, transport=Persistent(carriers.witness)
    )
    carriers.world.delays = Hurried()
    app.before_request(lambda: _dawdle(dice))
    app.after_request(lambda answer: _dawdle(dice) or answer)
    with serve(app, port_of(settings.twilio_api_url)):
        yield carriers
    transport._client.close()
    cast(Practice, app.extensions[EXTENSION]).courier.client.close()


def _dawdle(dice: Random) -> Any:
    """What the museum asks of a carrier takes its time, so that many a plug is pulled in the middle of it."""
    if request.path.startswith(("/2010-04-01", "/bot")):
        time.sleep(dice.uniform(0, SLOWEST))
