"""The words of each recording, as the museum publishes them, so that captions can be shown."""

import re
import threading
from urllib.parse import urljoin, urlsplit

import httpx

from simulators.telephone.transport import FetchError, Transport

LATER_START = re.compile(r"-(\d+)(?=\.wav$)")  # phone-120.wav begins two minutes into phone.wav
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def minutes(seconds: float) -> str:
    """A length as one says it: 2 min 10 s."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


def rest_of(text: str, share: float) -> str:
    """What is left of a text after such a share of it, from the beginning of a sentence: speech runs evenly enough."""
    said, sentences = 0, SENTENCE.split(text)
    for place, sentence in enumerate(sentences):
        if (said + len(sentence) / 2) / max(len(text), 1) >= share:
            return " ".join(sentences[place:])
        said += len(sentence) + 1
    return sentences[-1]


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
        text = self._look_up(url, seconds)
        if text is None:
            self._renew()
            text = self._look_up(url, seconds)
        return text if text is not None else f"(a recording, {minutes(seconds)})"

    def _look_up(self, url: str, seconds: float) -> str | None:
        path = urlsplit(url).path
        whole = self._known.get(LATER_START.sub("", path))
        later = LATER_START.search(path)
        if path in self._known or whole is None or later is None:
            return self._known.get(path)
        return rest_of(whole, int(later[1]) / (int(later[1]) + max(seconds, 1)))

    def _renew(self) -> None:
        with self._lock:
            try:
                response = self._transport.words(urljoin(self._home, "media/words.json"), self._etag)
                if response.status_code == httpx.codes.OK:
                    self._known = {urlsplit(url).path: str(text) for url, text in response.json().items()}
                    self._etag = response.headers.get("etag", "")
            except (FetchError, ValueError, AttributeError):
                return  # captions are a courtesy: the call goes on without
