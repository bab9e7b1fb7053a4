"""How loud somebody speaks, with the pauses left out."""

from collections import Counter
from math import log10

_FLOOR = -70.0  # dBFS; below it a window holds silence, not a quiet speaker
_MARGIN = 15.9  # dB below the active level where a pause begins; ITU-T P.56, method B


class SpeechMeter:
    """Gathers the RMS of short windows in a histogram: an hour costs no more memory than a minute."""

    def __init__(self) -> None:
        self._windows: Counter[int] = Counter()

    def add(self, dbfs: float) -> None:
        """Count one window, in dBFS; steps of a tenth of a decibel are finer than anybody hears."""
        if dbfs > _FLOOR:
            self._windows[round(dbfs * 10)] += 1

    def level(self) -> float:
        """Give the active speech level in dBFS, or minus infinity where nobody speaks."""
        gate, level = _FLOOR, self._mean_above(_FLOOR)
        while level - _MARGIN > gate:
            gate = level - _MARGIN
            level = self._mean_above(gate)
        return level

    def _mean_above(self, gate: float) -> float:
        loud = {tenths: count for tenths, count in self._windows.items() if tenths / 10 >= gate}
        if not loud:
            return float("-inf")
        power = sum(count * 10 ** (tenths / 100) for tenths, count in loud.items())
        return 10 * log10(power / sum(loud.values()))
