"""What a sound file says about itself, and the sounds the practice telephone makes itself."""

import io
import math
import struct
import wave

ALLOWED = frozenset(
    {
        "audio/mpeg", "audio/wav", "audio/wave", "audio/x-wav", "audio/aiff", "audio/x-aifc",
        "audio/x-aiff", "audio/x-gsm", "audio/gsm", "audio/ulaw",
    }
)  # fmt: skip
RATE = 8000


def seconds_of(sound: bytes, content_type: str) -> float:
    """How long a sound lasts; 0 for bytes in which no length can be found."""
    if sound[:4] == b"RIFF" and sound[8:12] == b"WAVE":
        return _wave_seconds(sound)
    if content_type == "audio/mpeg":
        return _mpeg_seconds(sound)
    return len(sound) / RATE if content_type == "audio/ulaw" else 0.0


def _wave_seconds(sound: bytes) -> float:
    """Walk the chunks by hand: the standard library's reader knows no mu-law."""
    position, bytes_a_second = 12, 0
    while position + 8 <= len(sound):
        name, size = struct.unpack_from("<4sI", sound, position)
        if name == b"fmt ":
            bytes_a_second = int.from_bytes(sound[position + 16 : position + 20], "little")
        if name == b"data" and bytes_a_second:
            return float(min(size, len(sound) - position - 8)) / bytes_a_second
        position += 8 + size + size % 2
    return 0.0


def _mpeg_seconds(sound: bytes) -> float:
    """By the bit rate of the first frame of MPEG layer III."""
    mpeg1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
    mpeg2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
    start = 0
    if sound[:3] == b"ID3" and len(sound) > 10:
        start = 10 + sum(byte << shift for byte, shift in zip(sound[6:10], (21, 14, 7, 0), strict=True))
    frame = sound[start : start + 4]
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return 0.0
    kilobits = (mpeg1 if frame[1] & 0x18 == 0x18 else mpeg2)[frame[2] >> 4]
    return (len(sound) - start) / (kilobits * 125) if kilobits else 0.0


def tone(seconds: float, hertz: int = 330) -> bytes:
    """A quiet wavering tone as 8 kHz WAV: what is recorded where nobody has a microphone."""
    count = int(seconds * RATE)
    samples = (
        int(
            6000
            * math.sin(2 * math.pi * hertz * n / RATE)
            * (0.6 + 0.4 * math.sin(2 * math.pi * 3 * n / RATE))
        )
        for n in range(count)
    )
    return wave_of(b"".join(struct.pack("<h", sample) for sample in samples))


def wave_of(samples: bytes) -> bytes:
    """16-bit mono samples at 8 kHz as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples)
    return file.getvalue()
