"""Twilio's REST API: recordings fetched, calls and texts made, all deleted there, the number looked at and set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import httpx
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from settings import Settings, is_outside

REAL_API = "https://api.twilio.com"
TIMEOUT_SECONDS = 10
RING_SECONDS = 40  # long enough for somebody to get up from a chair
CALL_SECONDS = 20 * 60  # an answer heard a few times; a receiver beside the telephone costs no more than that
DETECTION_SECONDS = 20
MOST_LISTED = 50
CLOCKS_APART = timedelta(seconds=5)
MOST_BYTES = 40_000_000
SOUND_TYPE = "audio/wav"
# These come right by themselves: too early, too often, or a fault on the other side.
PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
T = TypeVar("T")


class CarrierFailed(Exception):
    """The carrier refused or was not reached; `permanent` where trying again is of no use, `unsure` where it may have
    done all the same what it was asked. `code` is its own number for the error."""

    def __init__(
        self, message: str, *, permanent: bool, status: int = 0, code: int = 0, unsure: bool = False
    ) -> None:
        super().__init__(message)
        self.permanent, self.status, self.code, self.unsure = permanent, status, code, unsure


@dataclass(frozen=True, slots=True)
class Ring:
    """A call to make: to whom (E.164), the address of its first document, where to tell how it goes, and whether a
    person lifted."""

    to: str
    url: str
    status: str
    detected: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A call or a text as the carrier has it in its list; `body` is empty for a call."""

    sid: str
    status: str
    answered_by: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number of the account and the addresses it asks, by Twilio's names."""

    sid: str
    voice_url: str
    voice_fallback_url: str
    status_callback: str
    sms_url: str


class ApiClient(TwilioHttpClient):  # type: ignore[misc]
    """Asks the API at the address of the settings, and never waits for ever."""

    def __init__(self, api_url: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._api_url = api_url
        self.session.trust_env = is_outside(api_url)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """The library writes its own host; ours takes its place."""
        return super().request(method, url.replace(REAL_API, self._api_url, 1), *args, **kwargs)


class Twilio:
    """The account of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._account, token = settings.twilio_account_sid, settings.twilio_auth_token[0]
        self._own_number = settings.twilio_phone_number
        self._api_url, self._public_url = settings.twilio_api_url, settings.public_url.rstrip("/") + "/"
        self._sounds = httpx.Client(
            auth=(self._account, token), timeout=TIMEOUT_SECONDS, follow_redirects=True,
            trust_env=is_outside(self._api_url),
        )  # fmt: skip
        self._api = ApiClient(self._api_url)
        self._client = Client(self._account, token, http_client=self._api)

    def fetch_recording(self, sid: str) -> bytes:
        """The sound of a recording as WAV. Its address is built from its id: a form could name any host."""
        try:
            with self._sounds.stream("GET", self._address(sid)) as answer:
                _check(answer.status_code)
                return _read(answer)
        except httpx.HTTPError as error:
            raise CarrierFailed(
                f"the carrier was not reached: {type(error).__name__}", permanent=False
            ) from error

    def delete_recording(self, sid: str) -> None:
        """Delete the carrier's copy; one that is gone already is as good."""
        _delete(self._client.recordings(sid).delete)

    def list_old(self, kind: str, last: date) -> list[str]:
        """Names of some calls or texts of our number up to the end of a day (UTC); the account may have others."""
        until = {"call": "start_time_before", "text": "date_sent_before"}[kind]
        asked = {until: last.isoformat(), "limit": MOST_LISTED}
        both = ({"from_": self._own_number}, {"to": self._own_number})
        pages = [_translate(partial(self._records(kind).list, **asked, **side)) for side in both]
        return list(dict.fromkeys(str(one.sid) for page in pages for one in page))

    def delete_record(self, kind: str, sid: str) -> None:
        """Delete what the carrier has noted of one call or text, its words too; one that is gone is as good."""
        _delete(self._records(kind)(sid).delete)

    def account(self) -> str:
        """The account's status, `active` when all is well."""
        return str(_translate(lambda: self._client.api.accounts(self._account).fetch()).status)

    def number(self, telephone: str) -> Number | None:
        """The number (E.164) with its addresses; None where the account has none like it."""
        found = _translate(lambda: self._client.incoming_phone_numbers.list(phone_number=telephone, limit=1))
        return _describe(found[0]) if found else None

    def set_urls(self, number: Number) -> Number:
        """Let the number ask the addresses given, by POST, so that no log of addresses on the way holds a caller; a
        fallback that lies elsewhere by GET, so that any web server can hold it."""
        own = number.voice_fallback_url.startswith(self._public_url)
        changed = _translate(lambda: self._client.incoming_phone_numbers(number.sid).update(
            voice_url=number.voice_url, voice_method="POST",
            voice_fallback_url=number.voice_fallback_url, voice_fallback_method="POST" if own else "GET",
            status_callback=number.status_callback, status_callback_method="POST",
            sms_url=number.sms_url, sms_method="POST",
        ))  # fmt: skip
        return _describe(changed)

    def ring(self, ring: Ring) -> str:
        """Make a call; its id. Whether a person or a machine lifted is told later: nobody waits in silence for it."""
        call = _translate(lambda: self._client.calls.create(
            to=ring.to, from_=self._own_number, url=ring.url, method="POST", timeout=RING_SECONDS,
            time_limit=CALL_SECONDS,
            fallback_url=ring.fallback, fallback_method="POST", status_callback=ring.status,
            status_callback_method="POST", status_callback_event=["initiated", "answered", "completed"],
            machine_detection="DetectMessageEnd", machine_detection_timeout=DETECTION_SECONDS, async_amd="true",
            async_amd_status_callback=ring.detected, async_amd_status_callback_method="POST",
        ))  # fmt: skip
        return str(call.sid)

    def write(self, to: str, words: str, status: str) -> str:
        """Send a text message; its id."""
        sent = _translate(lambda: self._client.messages.create(
            to=to, from_=self._own_number, body=words, status_callback=status
        ))  # fmt: skip
        return str(sent.sid)

    def list_calls(self, to: str, since: datetime) -> list[Trace]:
        """Our calls to a number, made at this moment or later, the newest first."""
        wanted = {
            "to": to,
            "from_": self._own_number,
            "limit": MOST_LISTED,
        }  # one that is queued has no start yet
        calls = _translate(lambda: self._client.calls.list(**wanted))
        return [_trace(call) for call in calls if _is_since(call.date_created, since)]

    def list_texts(self, to: str, since: datetime) -> list[Trace]:
        """Our text messages to a number, written at this moment or later, the newest first."""
        wanted = {"to": to, "from_": self._own_number, "limit": MOST_LISTED}
        texts = _translate(lambda: self._client.messages.list(**wanted))
        return [_trace(text) for text in texts if _is_since(text.date_created, since)]

    def look_at_call(self, sid: str) -> Trace:
        """How a call stands."""
        return _trace(_translate(lambda: self._client.calls(sid).fetch()))

    def look_at_text(self, sid: str) -> Trace:
        """How a text message stands."""
        return _trace(_translate(lambda: self._client.messages(sid).fetch()))

    def close(self) -> None:
        """Give the connections back."""
        self._sounds.close()
        self._api.session.close()

    def _records(self, kind: str) -> Any:
        return {"call": self._client.calls, "text": self._client.messages}[kind]

    def _address(self, sid: str) -> str:
        return f"{self._api_url}/2010-04-01/Accounts/{self._account}/Recordings/{sid}.wav"


def _read(answer: httpx.Response) -> bytes:
    """The body, piece by piece, no further than a recording may be long."""
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise CarrierFailed("the recording is too large", permanent=True)
    return bytes(body)


def _check(status: int) -> None:
    """A missing recording may only not be ready yet, and a refused password be corrected: both are worth waiting."""
    if status != HTTPStatus.OK:
        raise CarrierFailed(f"the carrier answered {status}", permanent=False, status=status)


def _translate(ask: Callable[[], T]) -> T:
    """Ask the library; its exceptions and those of its HTTP client become ours."""
    try:
        return ask()
    except TwilioRestException as error:
        permanent = error.status < HTTPStatus.INTERNAL_SERVER_ERROR and error.status not in PASSING
        message = f"the carrier answered {error.status} (error {error.code})"
        unsure = (
            error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status == HTTPStatus.REQUEST_TIMEOUT
        )
        raise CarrierFailed(
            message, permanent=permanent, status=error.status, code=error.code or 0, unsure=unsure
        ) from error
    except (TwilioException, requests.RequestException) as error:
        words = f"the carrier was not reached: {type(error).__name__}"
        raise CarrierFailed(words, permanent=False, unsure=not _never_left(error)) from error


def _delete(ask: Callable[[], object]) -> None:
    try:
        _translate(ask)
    except CarrierFailed as error:
        if error.status != HTTPStatus.NOT_FOUND:
            raise


def _never_left(error: Exception) -> bool:
    """Whether no connection came about: then nothing was asked of the carrier."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)


def _trace(found: Any) -> Trace:
    answered_by, body = getattr(found, "answered_by", None), getattr(found, "body", None)
    return Trace(str(found.sid), str(found.status), str(answered_by or ""), str(body or ""))


def _is_since(made: datetime | None, since: datetime) -> bool:
    """The carrier's list knows whole seconds, and its clock is not ours."""
    return made is None or made >= since - CLOCKS_APART


def _describe(found: Any) -> Number:
    """The library's record as ours; addresses that are not set are empty."""
    urls = (found.voice_url, found.voice_fallback_url, found.status_callback, found.sms_url)
    return Number(str(found.sid), *(str(url or "") for url in urls))
