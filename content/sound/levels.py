"""How loud somebody speaks, with the pauses left out."""

from __future__ import annotations

from array import array
from collections import Counter
from math import log10

WINDOW = 0.05  # seconds
_FLOOR = -70.0  # dBFS; below it a window holds silence, not a quiet speaker
_MARGIN = 15.9  # dB below the active level where a pause begins; ITU-T P.56, method B


class SpeechMeter:
    """Gathers the RMS of short windows (dBFS), one after the other: an hour takes 300 KB."""

    def __init__(self) -> None:
        self.windows = array("f")

    def add(self, dbfs: float) -> None:
        """Note the next window, in dBFS."""
        self.windows.append(dbfs)

    def level(self) -> float:
        """Give the active speech level in dBFS, or minus infinity where nobody speaks."""
        return speech_level(self.windows)


def speech_level(windows: array[float]) -> float:
    """Give the active speech level of some windows; tenths of a decibel are finer than anybody hears."""
    tenths = Counter(round(dbfs * 10) for dbfs in windows if dbfs > _FLOOR)
    gate, level = _FLOOR, _mean_above(tenths, _FLOOR)
    while level - _MARGIN > gate:
        gate = level - _MARGIN
        level = _mean_above(tenths, gate)
    return level


def _mean_above(tenths: Counter[int], gate: float) -> float:
    loud = {step: count for step, count in tenths.items() if step / 10 >= gate}
    if not loud:
        return float("-inf")
    power = sum(count * 10 ** (step / 100) for step, count in loud.items())
    return 10 * log10(power / sum(loud.values()))
