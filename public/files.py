"""Public files by their path, whole or cut, without reading more than is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from content.media import MediaStore, NoSuchMedia
from content.silence import LONGEST, silence, silence_path
from content.sound.wave import HEADER_BYTES, RATE, phone_header, phone_samples
from public.slowly import read_slow

PIECE = 1 << 18
TYPES = {"wav": "audio/wav", "ogg": "audio/ogg", "jpg": "image/jpeg"}
DIGEST = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"(?:phone|slow|chat|picture)\.(?:wav|ogg|jpg)")
LATER = re.compile(r"(phone|slow)-([1-9]\d{0,4})\.wav")
SILENCE = re.compile(r"silence-([1-9]\d{0,3})\.wav")


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file as it goes out: some bytes of its own, then `length` bytes of a stored one from `offset`."""

    kind: str
    tag: str
    head: bytes
    path: str = ""
    offset: int = 0
    length: int = 0

    @property
    def size(self) -> int:
        """All of it, in bytes."""
        return len(self.head) + self.length

    def read(self, media: MediaStore, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end` (exclusive), piece by piece."""
        if start < len(self.head):
            yield self.head[start:end]
        first = self.offset + max(0, start - len(self.head))
        last = self.offset + max(0, end - len(self.head))
        for place in range(first, last, PIECE):
            yield media.get_range(self.path, place, min(place + PIECE, last))


def find_file(media: MediaStore, digest: str, name: str) -> PublicFile | None:
    """The file under an address; None where there is none, or where the address is not one of ours."""
    if not DIGEST.fullmatch(digest):
        return None
    try:
        if match := SILENCE.fullmatch(name):
            return _silence(digest, int(match[1]))
        if match := LATER.fullmatch(name):
            return LATER_OF[match[1]](media, digest, int(match[2]))
        return _whole(media, digest, name) if NAME.fullmatch(name) else None
    except NoSuchMedia:
        return None


def _silence(digest: str, milliseconds: int) -> PublicFile | None:
    """Silences are made, not kept; the address must still be the hash of their bytes."""
    name = f"silence-{milliseconds}.wav"
    if milliseconds > LONGEST or silence_path(milliseconds) != f"{digest}/{name}":
        return None
    return PublicFile(TYPES["wav"], f"{digest}-{name}", silence(milliseconds))


def _whole(media: MediaStore, digest: str, name: str) -> PublicFile:
    path = f"{digest}/{name}"
    return PublicFile(TYPES[name.rsplit(".", 1)[1]], digest, b"", path, 0, _size(media, path))


def _later(media: MediaStore, digest: str, second: int) -> PublicFile | None:
    """The telephone's file from any whole second on: a new header, and the same bytes from further in."""
    path = f"{digest}/phone.wav"
    return _cut(path, f"{digest}-{second}", _samples(media, path), second * RATE)


def _later_slowly(media: MediaStore, digest: str, second: int) -> PublicFile | None:
    """The slow file from where a second of the ordinary one is heard in it."""
    path = f"{digest}/slow.wav"
    slow = read_slow(media, path)
    return _cut(path, f"{digest}-slow-{second}", slow.samples, slow.find_sample(second)) if slow else None


def _cut(path: str, tag: str, samples: int, first: int) -> PublicFile | None:
    left = samples - first
    if left <= 0:
        return None
    return PublicFile(TYPES["wav"], tag, phone_header(left), path, HEADER_BYTES + first, left + left % 2)


LATER_OF = {"phone": _later, "slow": _later_slowly}


@lru_cache(maxsize=4096)
def _size(media: MediaStore, path: str) -> int:
    """What lies under its own hash never changes its size."""
    return media.size(path)


@lru_cache(maxsize=4096)
def _samples(media: MediaStore, path: str) -> int:
    try:
        return phone_samples(media.get_range(path, 0, min(HEADER_BYTES, _size(media, path))))
    except ValueError:
        return 0
