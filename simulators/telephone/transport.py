"""Asks the museum over HTTP the way Twilio does: signed, patient for 15 seconds, ten redirects at most."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

import httpx

from simulators.telephone.signature import sign, signed_address

Params = list[tuple[str, str]]
TIMEOUT = httpx.Timeout(15, connect=5)
REDIRECTS = frozenset({301, 302, 303, 307})
MOST_REDIRECTS = 10


class FetchError(Exception):
    """No usable answer; `code` is from Twilio's list of errors."""

    def __init__(self, code: int, url: str, message: str) -> None:
        super().__init__(message)
        self.code, self.url = code, url


@dataclass(frozen=True)
class Answer:
    """What came back, and from where after all redirects."""

    url: str
    status: int
    content_type: str
    body: bytes
    seconds: float


def with_query(url: str, params: Iterable[tuple[str, str]]) -> str:
    """The address with params after whatever query it had, in that order."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(list(params))) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


class Transport:
    """One HTTP client for all requests of the practice telephone to the museum."""

    def __init__(self, token: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._token = token
        agent = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*"}
        self._client = httpx.Client(headers=agent, timeout=timeout, trust_env=False)

    def ask(self, url: str, method: str, standard: Params, extra: Params) -> Answer:
        """Fetch a document; a redirect loses `extra`, as with Twilio. Raises FetchError."""
        token = uuid.uuid4().hex
        params = standard + extra
        for _ in range(MOST_REDIRECTS + 1):
            response = self.send(url, method, params, token)
            if response.status_code not in REDIRECTS or "location" not in response.headers:
                return _checked(response, url)
            url = urljoin(url, response.headers["location"])
            method = method if response.status_code == 307 else "GET"
            params = standard
        raise FetchError(11215, url, "more than ten redirects")

    def send(self, url: str, method: str, params: Params, token: str) -> httpx.Response:
        """Send one signed request without following anything; raises FetchError."""
        if method == "GET":
            url, form = with_query(url, params), []
        else:
            form = params
        headers = {"X-Twilio-Signature": sign(self._token, signed_address(url), form)}
        headers["I-Twilio-Idempotency-Token"] = token
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            body = urlencode(form)
        return self._request(method, url, body, headers)

    def media(self, url: str) -> httpx.Response:
        """Fetch a sound; redirects are followed. Raises FetchError."""
        return self._request("GET", url, None, {}, follow=True)

    def words(self, url: str, etag: str) -> httpx.Response:
        """Fetch the map of media to their words, unless it is still the one with `etag`."""
        return self._request("GET", url, None, {"If-None-Match": etag} if etag else {})

    def _request(
        self, method: str, url: str, body: str | None, headers: dict[str, str], follow: bool = False
    ) -> httpx.Response:
        address = urlunsplit((*urlsplit(url)[:4], ""))
        try:
            return self._client.request(
                method, address, content=body, headers=headers, follow_redirects=follow
            )
        except httpx.TimeoutException as error:
            raise FetchError(11205, url, "no answer within 15 seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(11205, url, f"no connection: {type(error).__name__}") from error


def _checked(response: httpx.Response, url: str) -> Answer:
    if not response.is_success:
        raise FetchError(11200, url, f"the museum answered {response.status_code}")
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(url, response.status_code, content_type, response.content, response.elapsed.total_seconds())
