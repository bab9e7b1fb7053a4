"""The WAV file that a telephone network plays: mu-law, 8 kHz, mono, its header written byte by byte."""

import struct

RATE = 8000  # samples a second, and in mu-law also bytes a second
HEADER_BYTES = 58
_MULAW = 7  # WAVE_FORMAT_MULAW in Microsoft's RIFF registry
_HEADER = struct.Struct("<4sI4s 4sIHHIIHHH 4sII 4sI")


def phone_header(samples: int) -> bytes:
    """Write the 58 bytes before the sound; a format other than PCM needs `fact`, the number of samples."""
    riff_bytes = HEADER_BYTES - 8 + samples + samples % 2
    return _HEADER.pack(
        b"RIFF", riff_bytes, b"WAVE",
        b"fmt ", 18, _MULAW, 1, RATE, RATE, 1, 8, 0,
        b"fact", 4, samples,
        b"data", samples,
    )  # fmt: skip


def phone_samples(header: bytes) -> int:
    """Read the number of samples from a header of ours; any other header is a ValueError."""
    samples = int.from_bytes(header[HEADER_BYTES - 4 : HEADER_BYTES], "little")
    if header[:HEADER_BYTES] != phone_header(samples):
        raise ValueError("not a telephone rendition of ours")
    return samples
