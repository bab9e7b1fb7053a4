"""Sounds that the museum plays, fetched and checked as the carrier would, and kept while they may be."""

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

import httpx

from simulators.telephone import sounds
from simulators.telephone.transport import FetchError, Transport

MOST_KEPT = 24


@dataclass(frozen=True)
class Sound:
    """A sound ready to be played; `seconds` is its length."""

    content: bytes
    content_type: str
    seconds: float
    cached: bool = False


class Media:
    """Fetches sounds once, as long as the museum's Cache-Control allows."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._kept: OrderedDict[str, Sound] = OrderedDict()
        self._lock = threading.Lock()

    def fetch(self, url: str) -> Sound:
        """The sound behind an address; raises FetchError for one that Twilio would not play."""
        with self._lock:
            kept = self._kept.get(url)
        if kept is not None:
            return Sound(kept.content, kept.content_type, kept.seconds, cached=True)
        response = self._transport.media(url)
        sound = _checked(url, response)
        if re.search(r"max-age=[1-9]", response.headers.get("cache-control", "")):
            self._keep(url, sound)
        return sound

    def _keep(self, url: str, sound: Sound) -> None:
        with self._lock:
            self._kept[url] = sound
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _checked(url: str, response: httpx.Response) -> Sound:
    if response.status_code != httpx.codes.OK:
        raise FetchError(11200, url, f"the sound was answered with {response.status_code}")
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in sounds.ALLOWED:
        raise FetchError(13420, url, f"a sound of type {content_type or 'unknown'} cannot be played")
    return Sound(response.content, content_type, sounds.seconds_of(response.content, content_type))
