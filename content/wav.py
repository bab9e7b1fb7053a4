"""The telephone's WAV: 8,000 mu-law bytes a second behind a short header, so that cutting is arithmetic."""

from __future__ import annotations

import struct
from dataclasses import dataclass

RATE = 8000
MULAW = 7
HEAD_BYTES = 4096


class NoTelephoneWav(Exception):
    """The bytes are no mono mu-law WAV of 8 kHz."""


@dataclass(frozen=True, slots=True)
class Data:
    """Where the sound stands in a file, in bytes."""

    offset: int
    length: int


def write_header(length: int) -> bytes:
    """The 58 bytes before `length` bytes of mu-law sound (RFC 2361 asks for `fact` where it is not PCM)."""
    form = struct.pack("<4sIHHIIHHH", b"fmt ", 18, MULAW, 1, RATE, RATE, 1, 8, 0)
    body = b"WAVE" + form + struct.pack("<4sII", b"fact", 4, length) + struct.pack("<4sI", b"data", length)
    return struct.pack("<4sI", b"RIFF", len(body) + length + length % 2) + body


def find_data(head: bytes, size: int) -> Data:
    """Where the sound begins, read from the first bytes of a file of `size` bytes; raises `NoTelephoneWav`."""
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        raise NoTelephoneWav("no WAV at all")
    place, telephone = 12, False
    while place + 8 <= len(head):
        name, length = struct.unpack_from("<4sI", head, place)
        place += 8
        if name == b"fmt " and place + 16 <= len(head):
            telephone = struct.unpack_from("<HHI", head, place) == (MULAW, 1, RATE)
        if name == b"data" and telephone:
            return Data(place, min(length, size - place))
        place += length + length % 2
    raise NoTelephoneWav("no mu-law sound of 8 kHz inside")
