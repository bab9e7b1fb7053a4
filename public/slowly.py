"""The slow rendition of a recording, which says itself where it waits longer: no database is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from content.media import MediaStore
from content.pauses import Pause, slow_at
from content.sound.wave import HEADER_BYTES, RATE, pauses_place, phone_samples, read_pauses


@dataclass(frozen=True, slots=True)
class Slow:
    """How many samples it has, and where it waits, in seconds of the ordinary rendition."""

    samples: int
    pauses: tuple[Pause, ...]

    def find_sample(self, second: float) -> int:
        """Where a second of the ordinary rendition is heard; even, so that a file's last byte stays its own."""
        return int(slow_at(self.pauses, second) * RATE) // 2 * 2


@lru_cache(maxsize=1024)
def read_slow(media: MediaStore, path: str) -> Slow | None:
    """What a slow rendition of ours says of itself; None for any other file. Raises `NoSuchMedia`."""
    size = media.size(path)
    try:
        samples = phone_samples(media.get_range(path, 0, min(HEADER_BYTES, size)))
        return Slow(samples, read_pauses(media.get_range(path, pauses_place(samples), size)))
    except ValueError:
        return None
