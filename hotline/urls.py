"""Addresses of our own, always whole: the carrier resolves nothing for us."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

KEY, VOICE, RANG = "key", "voice", "rang"


@dataclass(frozen=True, slots=True)
class Urls:
    """Everything under PUBLIC_URL. `on` says which verb leads to a place: without it, digits that the carrier
    repeats from an earlier step are not taken for a key."""

    public: str

    def place(self, place: str, trail: str, on: str = "") -> str:
        """A place of the visit with its trail."""
        return f"{self.public}/hotline/at/{quote(place, safe='/~')}?{f'on={on}&' if on else ''}{trail}"

    def recordings(self, place: str, language: str) -> str:
        """Where the carrier tells of a finished recording; it names neither caller nor place by itself."""
        return f"{self.public}/hotline/recordings?{urlencode({'place': place, 'lang': language})}"

    def answer(self, faults: int = 0) -> str:
        """Where a call begins, or begins anew after a fault."""
        return f"{self.public}/hotline/answer" + (f"?f={faults}" if faults else "")

    @property
    def fallback(self) -> str:
        """The document that always works."""
        return f"{self.public}/hotline/fallback"

    def fallback_after(self, faults: int) -> str:
        """The same, without saying sorry again to one who has heard it."""
        return self.fallback + ("?again=1" if faults else "")

    @property
    def status(self) -> str:
        """Where the carrier tells that a call is over."""
        return f"{self.public}/hotline/status"

    @property
    def texts(self) -> str:
        """Where text messages arrive."""
        return f"{self.public}/hotline/sms"

    def audio(self, token: str) -> str:
        """A private sound, for ten minutes."""
        return f"{self.public}/hotline/audio/{token}"

    def deliver(self, delivery: int, number: int, step: str, query: str = "") -> str:
        """A step of a call of ours (or news of it): which delivery, the how manieth try."""
        return f"{self.public}/hotline/deliver/{delivery}/{number}/{step}" + (f"?{query}" if query else "")

    def media(self, path: str) -> str:
        """A public rendition."""
        return f"{self.public}/media/{path}"
