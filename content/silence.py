"""Short silences as files of their own: the carrier's pause knows whole seconds only."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from content.sound.wave import RATE, phone_header

AFTER_KEY = 500
BETWEEN_CHOICES = 600
BETWEEN_SENTENCES = 900  # where the carrier's voice goes slowly
QUIET = b"\xff"  # mu-law zero, ITU-T G.711
LONGEST = 5000


@cache
def silence(milliseconds: int) -> bytes:
    """A telephone WAV of nothing; raises ValueError outside 1 to 5,000 ms."""
    if not 0 < milliseconds <= LONGEST:
        raise ValueError(f"a silence lasts 1 to {LONGEST} ms")
    length = milliseconds * RATE // 1000
    return phone_header(length) + QUIET * length


@cache
def silence_path(milliseconds: int) -> str:
    """The media path of a silence, `<sha256>/silence-600.wav`."""
    return f"{sha256(silence(milliseconds)).hexdigest()}/silence-{milliseconds}.wav"
