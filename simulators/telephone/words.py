"""The words of each recording, as the museum publishes them, so that captions can be shown."""

import re
import threading
from urllib.parse import urljoin, urlsplit

import httpx

from simulators.telephone.transport import FetchError, Transport

LATER_START = re.compile(r"-\d+(?=\.wav$)")  # phone-120.wav begins two minutes into phone.wav


def minutes(seconds: float) -> str:
    """A length as one says it: 2 min 10 s."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


class Words:
    """A copy of the museum's words.json, renewed by its ETag when something is missing."""

    def __init__(self, hotline_url: str, transport: Transport) -> None:
        self._home = hotline_url.rstrip("/") + "/"
        self._transport = transport
        self._etag = ""
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def of(self, url: str, seconds: float) -> str:
        """The words of a sound, or how long it is when the museum publishes none."""
        text = self._look_up(url)
        if text is None:
            self._renew()
            text = self._look_up(url)
        return text if text is not None else f"(a recording, {minutes(seconds)})"

    def _look_up(self, url: str) -> str | None:
        path = urlsplit(url).path
        return self._known.get(path, self._known.get(LATER_START.sub("", path)))

    def _renew(self) -> None:
        with self._lock:
            try:
                response = self._transport.words(urljoin(self._home, "media/words.json"), self._etag)
                if response.status_code == httpx.codes.OK:
                    self._known = {urlsplit(url).path: str(text) for url, text in response.json().items()}
                    self._etag = response.headers.get("etag", "")
            except (FetchError, ValueError, AttributeError):
                return  # captions are a courtesy: the call goes on without
