"""The slow rendition of a recording, which says itself where it waits longer: no database is asked."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache

from content.media import MediaStore
from content.pauses import Pause, slow_at
from content.sound.wave import HEADER_BYTES, RATE, phone_header

CHUNK = struct.Struct("<4sI")
PAIR = struct.Struct("<ff")
NAME = b"paus"
AFTER_SIZE = slice(8, HEADER_BYTES - 4)  # what a header says besides the two sizes


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
    header = media.get_range(path, 0, min(HEADER_BYTES, size))
    samples = int.from_bytes(header[HEADER_BYTES - 4 :], "little")
    if header[AFTER_SIZE] != phone_header(samples)[AFTER_SIZE]:
        return None
    return Slow(samples, _read_pauses(media.get_range(path, HEADER_BYTES + samples + samples % 2, size)))


def _read_pauses(chunk: bytes) -> tuple[Pause, ...]:
    """Pairs of little-endian floats in a RIFF chunk of their own, after the sound."""
    if len(chunk) < CHUNK.size or not chunk.startswith(NAME):
        return ()
    _, length = CHUNK.unpack_from(chunk)
    pairs = chunk[CHUNK.size : CHUNK.size + length]
    return tuple(
        (place, added) for place, added in PAIR.iter_unpack(pairs[: len(pairs) // PAIR.size * PAIR.size])
    )
