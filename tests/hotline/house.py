"""A museum with a telephone, small enough for a test: real database, real signatures, time that one can set."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from addresses.keys import KeyRing, make_key
from content.catalogue import Catalogue
from content.media import MediaStore
from content.silence import silence
from db.base import Base
from db.database import Database
from hotline.routes import create_blueprint
from settings import Settings
from tests.scenes.museum import LINE, make_catalogue
from visitors.requests import RequestRow

PUBLIC = "https://line.museum.example"
TOKEN, OLD_TOKEN = "a-token-of-practice", "the-token-before"
ACCOUNT = "AC" + "a" * 32
ANNA = "+12025550142"
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


class Clock:
    """Time that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class FixedShelf:
    """A shelf whose catalogue nobody changes."""

    catalogue: Catalogue = field(default_factory=make_catalogue)


def make_settings(**more: Any) -> Settings:
    """Settings of a museum with a carrier."""
    values = {
        "public_url": PUBLIC, "twilio_account_sid": ACCOUNT, "twilio_auth_token": f"{TOKEN},{OLD_TOKEN}",
        "twilio_phone_number": LINE.number, "secret_key": make_key(), "museum_name": "the Museum of Small Things",
    }  # fmt: skip
    return Settings(_env_file=None, **(values | more))


class House:
    """The parts, wired; `client` asks the application without a network."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.settings = make_settings(**more)
        self.database = Database(f"sqlite:///{folder}/museum.db")
        Base.metadata.create_all(self.database.engine)
        self.media = MediaStore(str(folder / "media"))
        self.keys = KeyRing([make_key()])
        self.clock, self.shelf = Clock(), FixedShelf()
        self.app = Flask("museum", static_folder=None)
        parts = (self.settings, self.database, self.shelf, self.media, self.keys, self.clock)
        self.app.register_blueprint(create_blueprint(*parts))
        self.app.add_url_rule(
            "/media/<path:path>", "media", lambda path: (silence(100), {"Content-Type": "audio/wav"})
        )
        self.app.add_url_rule("/media/words.json", "words", dict)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def rows(self) -> list[RequestRow]:
        """Every request, oldest first."""
        with self.database.reads() as session:
            return list(session.scalars(select(RequestRow).order_by(RequestRow.id)))

    def close(self) -> None:
        self.database.close()


def sign(url: str, form: Iterable[tuple[str, str]], token: str = TOKEN) -> str:
    """The carrier's signature, written from its description and not from its library."""
    pairs = "".join(name + value for name, value in sorted(set(form)))
    return base64.b64encode(hmac.digest(token.encode(), (url + pairs).encode(), sha1)).decode()


@dataclass
class Line:
    """One call as the carrier conducts it: each step is signed, and the last document is remembered."""

    house: House
    sid: str = "CA" + "1" * 32
    caller: str = ANNA
    document: ET.Element = field(default_factory=lambda: ET.Element("Response"))
    text: str = ""

    def posts(self, address: str, **form: str) -> TestResponse:
        """One signed request, to a whole address or a path."""
        url = address if address.startswith("http") else PUBLIC + address
        base = {"CallSid": self.sid, "From": self.caller, "To": LINE.number, "CallStatus": "in-progress"}
        pairs = list((base | form).items())
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"X-Twilio-Signature": sign(url, pairs)}
        kind = "application/x-www-form-urlencoded; charset=UTF-8"
        return self.house.client.post(path, data=urlencode(pairs), headers=headers, content_type=kind)

    def asks(self, address: str, **form: str) -> Line:
        """Fetch the next document."""
        answer = self.posts(address, **form)
        assert answer.status_code == 200, answer.status
        assert answer.mimetype == "text/xml"
        self.text = answer.get_data(as_text=True)
        self.document = ET.fromstring(self.text)
        return self

    def dials(self) -> Line:
        return self.asks("/hotline/answer", CallStatus="ringing")

    def presses(self, digits: str, after: float = 0) -> Line:
        """Press keys where the document gathers them."""
        self.house.clock.advance(after)
        return self.asks(self.address("Gather", "action"), Digits=digits)

    def waits(self, seconds: float = 0) -> Line:
        """Say nothing until the document leads on."""
        self.house.clock.advance(seconds)
        return self.asks(self.address("Redirect"))

    def speaks(
        self, recording: str, seconds: int = 12, ended_by: str = "#", address: str = "", **more: str
    ) -> Line:
        """Leave a recording where the document records."""
        url = f"https://api.example/Recordings/{recording}"
        form = {
            "RecordingSid": recording,
            "RecordingUrl": url,
            "RecordingDuration": str(seconds),
            "Digits": ended_by,
        }
        return self.asks(address or self.address("Record", "action"), **(form | more))

    def tells_recorded(self, recording: str, seconds: int = 12, address: str = "") -> TestResponse:
        """The carrier tells that a recording is finished; it names no caller."""
        url = address or self.address("Record", "recordingStatusCallback")
        form = {"RecordingSid": recording, "RecordingDuration": str(seconds), "RecordingStatus": "completed"}
        return self.posts(url, From="", To="", CallStatus="", **form)

    def hangs_up(self, **more: str) -> TestResponse:
        """The carrier tells that the call is over."""
        return self.posts("/hotline/status", CallStatus="completed", **more)

    def address(self, verb: str, attribute: str = "") -> str:
        """Where a verb of the document leads."""
        found = self.document.find(f".//{verb}")
        assert found is not None, f"no {verb} in {self.text}"
        return (found.get(attribute) if attribute else found.text) or ""

    @property
    def said(self) -> str:
        """The words of the document; recordings by their addresses."""
        return " ".join(one.text or "" for one in self.document.iter() if one.tag in {"Say", "Play"})

    @property
    def place(self) -> str:
        """The place whose keys the document gathers."""
        return urlsplit(self.address("Gather", "action")).path.removeprefix("/hotline/at/")
