"""The WAV file that a telephone network plays: mu-law, 8 kHz, mono, its header written byte by byte."""

import struct
from collections.abc import Iterable

RATE = 8000  # samples a second, and in mu-law also bytes a second
HEADER_BYTES = 58
_MULAW = 7  # WAVE_FORMAT_MULAW in Microsoft's RIFF registry
_HEADER = struct.Struct("<4sI4s 4sIHHIIHHH 4sII 4sI")
_RIFF_SIZE = slice(4, 8)
_CHUNK, _PAIR = struct.Struct("<4sI"), struct.Struct("<ff")
_PAUSES = b"paus"  # a chunk of our own; a program that does not know it must pass it over


def phone_header(samples: int, after: int = 0) -> bytes:
    """Write the 58 bytes before the sound; a format other than PCM needs `fact`, the number of samples.

    `after` is how many bytes of other chunks follow the sound."""
    riff_bytes = HEADER_BYTES - 8 + samples + samples % 2 + after
    return _HEADER.pack(
        b"RIFF", riff_bytes, b"WAVE",
        b"fmt ", 18, _MULAW, 1, RATE, RATE, 1, 8, 0,
        b"fact", 4, samples,
        b"data", samples,
    )  # fmt: skip


def phone_samples(header: bytes) -> int:
    """Read the number of samples from a header of ours, also of a slow one; any other is a ValueError."""
    samples = int.from_bytes(header[HEADER_BYTES - 4 : HEADER_BYTES], "little")
    wanted, found = bytearray(phone_header(samples)), bytearray(header[:HEADER_BYTES])
    wanted[_RIFF_SIZE] = found[_RIFF_SIZE] = bytes(4)
    if found != wanted:
        raise ValueError("not a telephone rendition of ours")
    return samples


def pauses_place(samples: int) -> int:
    """Tell where in a slow file the chunk of its pauses begins: behind the sound and its byte of padding."""
    return HEADER_BYTES + samples + samples % 2


def pauses_chunk(pauses: Iterable[tuple[float, float]]) -> bytes:
    """Write pauses as they lie behind the sound: a second and the seconds added there, each a 32-bit float."""
    pairs = b"".join(_PAIR.pack(*pause) for pause in pauses)
    return _CHUNK.pack(_PAUSES, len(pairs)) + pairs


def read_pauses(tail: bytes) -> tuple[tuple[float, float], ...]:
    """Read the pauses from the bytes behind the sound, in hundredths as they were set; none is a ValueError."""
    name, size = _CHUNK.unpack_from(tail.ljust(_CHUNK.size, b"\xff"))
    pairs = tail[_CHUNK.size : _CHUNK.size + size]
    if name != _PAUSES or len(pairs) != size or size % _PAIR.size:
        raise ValueError("no pauses behind the sound")
    return tuple((round(second, 2), round(added, 2)) for second, added in _PAIR.iter_unpack(pairs))
