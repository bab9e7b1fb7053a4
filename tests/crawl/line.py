"""The carrier's side of a call without a network: every step signed, any step repeatable from any document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from app.house import House
from hotline.trail import TENTHS
from tests.actors.museum import TurnedClock
from tests.crawl.memory import Memory
from tests.crawl.pages import Page

LISTENED = 22  # seconds of a recording before a key is pressed
recordings = count(1)


class Line:
    """One call on one line of a museum; `caller` is what the carrier writes, `dialled` the line's number."""

    def __init__(
        self, app: Flask, house: House, clock: TurnedClock, memory: Memory, caller: str, dialled: str
    ) -> None:
        self.clock, self.memory, self.caller, self.dialled = clock, memory, caller, dialled
        self.public = house.settings.public_url
        self.sid = "CA" + "1" * 32
        self._client: FlaskClient = app.test_client()
        self._validator = RequestValidator(house.settings.twilio_auth_token[0])

    def rings(self) -> Page:
        """The first document of the call."""
        return self.asks(f"{self.public}/hotline/answer", ("ring",), CallStatus="ringing")

    def presses(self, page: Page, digits: str) -> Page:
        """A key, or a number and the hash key; during a recording some time into it."""
        assert page.gather is not None
        asked = page.gather.action, (*page.steps, digits)
        if not page.is_playing:
            return self.asks(*asked, Digits=digits)
        now = self.clock.now()
        self.clock.set(datetime.fromtimestamp(int(page.trail["t"]) / TENTHS + LISTENED, UTC))
        try:
            return self.asks(*asked, Digits=digits)
        finally:
            self.clock.set(now)

    def waits(self, page: Page) -> Page:
        """Nothing is pressed, said or answered."""
        if page.dial is not None:
            return self.comes_back(page, "no-answer")
        assert page.redirect is not None, page
        return self.asks(page.redirect.url, (*page.steps, "wait"))

    def speaks(self, page: Page, seconds: int, ended_by: str) -> Page:
        """A recording of so many seconds, ended by a key, by silence (empty) or by hanging up."""
        assert page.record is not None
        sid = f"RE{next(recordings):032x}"
        form = {"RecordingSid": sid, "RecordingUrl": f"https://api.twilio.com/Recordings/{sid}"}
        step = f"speak {seconds} s {ended_by}"
        return self.asks(
            page.record.action, (*page.steps, step), **form, RecordingDuration=str(seconds), Digits=ended_by
        )

    def says(self, page: Page, word: str) -> Page:
        """A word, where words are listened for."""
        assert page.gather is not None
        return self.asks(page.gather.action, (*page.steps, f"“{word}”"), SpeechResult=word, Confidence="0.9")

    def comes_back(self, page: Page, status: str, bridged: str = "false") -> Page:
        """The museum's telephone was rung."""
        assert page.dial is not None
        assert page.dial.action is not None
        form = {"DialCallStatus": status, "DialBridged": bridged}
        return self.asks(page.dial.action, (*page.steps, f"dial {status} {bridged}"), **form)

    def tells_end(self) -> None:
        """The carrier says that the call is over."""
        url = f"{self.public}/hotline/status"
        answer = self.asks(url, (), CallStatus="completed", CallDuration="60")
        assert answer.status == 204

    def asks(self, url: str, steps: tuple[str, ...], **more: str) -> Page:
        """One signed request to an address, whole as it stands in a document."""
        base = {"CallSid": self.sid, "From": self.caller, "To": self.dialled, "CallStatus": "in-progress"}
        form = {**base, "Caller": self.caller, "Called": self.dialled} | more
        answer = self._client.post(self._path(url), data=form, headers=self._sign(url, form))
        return Page(url, answer.status_code, answer.mimetype, answer.data, steps)

    def fetches(self, url: str) -> tuple[int, str]:
        """Status and type of a file."""
        answer = self._client.get(self._path(url))
        return answer.status_code, answer.mimetype

    def _sign(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        return {"X-Twilio-Signature": self._validator.compute_signature(url, form)}

    def _path(self, url: str) -> str:
        assert url.startswith(self.public), url
        parts = urlsplit(url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
