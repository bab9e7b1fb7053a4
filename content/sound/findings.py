"""What was measured in a recording, as it came and before anything was corrected."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from content.sound.levels import WINDOW, speech_level

_QUIETEST = -90.0  # dBFS; below it is no room, only numbers
_BELOW_SPEECH = 30.0  # dB; nothing that is so much fainter is a voice
_BETWEEN = 0.4  # of the way from the room's level up to the speech's, in dB
_AT_ENDS = 10.0  # dB below the speech; a word that has died away is fainter
_ENDS = 2  # windows; encoders fill the last one up with silence
_CLIPPED_PEAK, _OVER = (
    -6.0,
    1.0,
)  # dBFS; a flattened recording may be turned down later, an MP3 overshoots a little
_FLAT, _FLAT_COUNT = 3.0, 20  # dB by which the loudest samples stand in rows; natural peaks stand alone


class Side(NamedTuple):
    """One channel: its peak and its loudest window (dBFS), how flat its peaks are (dB), and their number."""

    peak: float
    loudest: float
    flatness: float
    peaks: float

    def clipped(self) -> int:
        """Count the samples that were cut off; 0 where the peaks are round."""
        if self.peak > _OVER:
            return max(1, int(self.peaks))
        is_flat = self.peak > _CLIPPED_PEAK and self.flatness >= _FLAT and self.peaks >= _FLAT_COUNT
        return int(self.peaks) if is_flat else 0


@dataclass(frozen=True, slots=True)
class Findings:
    """Levels in dBFS, silences in seconds; `cut_start` and `cut_end`: somebody speaks at the very edge."""

    seconds: float
    rate: int
    speech_dbfs: float
    peak_dbfs: float
    noise_dbfs: float
    clipped: int
    silence_start: float
    silence_end: float
    speech_share: float
    cut_start: bool
    cut_end: bool
    one_side: bool


def measure(windows: array[float], sides: Sequence[Side], rate: int, *, used_one_side: bool) -> Findings:
    """Sum up windows of a twentieth of a second, and the sides that were used."""
    speech = speech_level(windows)
    noise = max(sorted(windows)[len(windows) // 10], _QUIETEST)
    gate = max(speech - _BELOW_SPEECH, noise + _BETWEEN * (speech - noise))
    start, end = _first_heard(windows, gate), _first_heard(windows[::-1], gate)
    inner = windows[start : len(windows) - end]
    return Findings(
        seconds=len(windows) * WINDOW,
        rate=rate,
        speech_dbfs=round(speech, 1),
        peak_dbfs=round(max([_QUIETEST, *(side.peak for side in sides)]), 1),
        noise_dbfs=round(noise, 1),
        clipped=sum(side.clipped() for side in sides),
        silence_start=round(start * WINDOW, 2),
        silence_end=round(end * WINDOW, 2),
        speech_share=round(sum(level > gate for level in inner) / max(1, len(inner)), 2),
        cut_start=max(windows[:_ENDS]) > speech - _AT_ENDS,
        cut_end=max(windows[-_ENDS:]) > speech - _AT_ENDS,
        one_side=used_one_side,
    )


def _first_heard(windows: Sequence[float], gate: float) -> int:
    """Count the windows before somebody is heard; a single loud one is a click."""
    loud = [level > gate for level in windows]
    pairs = itertools.pairwise(loud)
    return next((place for place, pair in enumerate(pairs) if all(pair)), 0)
