"""What one pass over a recording found, and whether we can use it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content.sound.files import begins_like_sound, mismatch, mp3_frame_is_cut, ogg_ends_whole
from content.sound.findings import Findings, Side, measure
from content.sound.levels import WINDOW, SpeechMeter, speech_level
from content.sound.recipes import CHAT, LEFT_SIDE, RIGHT_SIDE, Span, Trim, side_key
from content.sound.refusals import AudioRefused

_FAINTEST = -60.0  # dBFS; below it nobody spoke, or the two sides of a stereo file cancel each other
_LOUDEST = 6.0  # dBFS; no microphone is louder, only broken numbers are
_LOST = 0.25  # s; encoders pad by less, so more is missing than a rounded length explains
_HOLES = 1.0  # s that could not be decoded in all
_SPOILED = 0.01  # of the packets; one bad packet is a click, more are holes in what is said
_DEAD = 20.0  # dB; a side that is so much fainter in its loudest moment has no microphone
_SHORTEST = 0.1  # s that must be left
_ONE_SIDE = {LEFT_SIDE: 1, RIGHT_SIDE: 2}


@dataclass(frozen=True)
class Sound:
    """A recording as it came: seconds, samples a second, and its levels in dBFS."""

    seconds: float
    rate: int
    channels: int
    codec: str
    rms_dbfs: float
    peak_dbfs: float


@dataclass
class Hearing:
    """The tally of one pass; `promised` is the length that the file states, `tail` its last packet."""

    side: str
    kind: str
    codec: str
    rate: int
    channels: int
    promised: float
    seconds: float = 0.0
    ended: float = 0.0
    packets: int = 0
    spoiled: int = 0
    tail: bytes = b""
    trim: Trim = field(default_factory=Trim)
    found: Mapping[str, str] = field(default_factory=dict)
    meters: dict[str, SpeechMeter] = field(default_factory=lambda: defaultdict(SpeechMeter))

    def count(self, starts: float, lasts: float) -> None:
        """Note a stretch of sound that was decoded, in seconds."""
        self.seconds += lasts
        self.ended = max(self.ended, starts + lasts)

    def note(self, found: Mapping[str, str]) -> None:
        """Keep what the sides' meter found so far; what a filter gives last, of its own, bears no word of it."""
        if side_key(1, "Peak_level") in found:
            self.found = found

    def speech(self, *names: str) -> dict[str, float]:
        """Give the level of the speech for some renditions, in dBFS."""
        return {name: speech_level(self._kept(name)) for name in names}

    def is_silent(self) -> bool:
        """Tell whether nobody can be heard in what is kept."""
        return speech_level(self._kept(CHAT)) < _FAINTEST

    def only_side(self) -> str:
        """Name the side that speaks where the other one of two is dead; "" where both are alive."""
        if self.channels != 2 or self.side in _ONE_SIDE:
            return ""
        left, right = (self._side(channel) for channel in (1, 2))
        if abs(left.loudest - right.loudest) < _DEAD:
            return ""
        return LEFT_SIDE if left.loudest > right.loudest else RIGHT_SIDE

    def span(self) -> Span | None:
        """Tell which seconds are kept; None for all."""
        return (self.trim.start, self.seconds - self.trim.end) if self.trim != Trim() else None

    def findings(self) -> Findings:
        """Sum up what an editor is told of."""
        windows = self._kept(CHAT)
        return measure(windows, self._used_sides(), self.rate, used_one_side=self.side in _ONE_SIDE)

    def sound(self) -> Sound:
        """Sum up for the program."""
        peak = max((side.peak for side in self._used_sides()), default=float("-inf"))
        level = speech_level(self._kept(CHAT))
        return Sound(round(self.seconds, 3), self.rate, self.channels, self.codec, level, peak)

    def _kept(self, name: str) -> array[float]:
        windows = self.meters[name].windows
        return windows[round(self.trim.start / WINDOW) : len(windows) - round(self.trim.end / WINDOW)]

    def _used_sides(self) -> list[Side]:
        if self.side in _ONE_SIDE:
            return [self._side(_ONE_SIDE[self.side])]
        return [self._side(channel) for channel in range(1, self.channels + 1)]

    def _side(self, channel: int) -> Side:
        """Read what the meter found on one side; a recording that changed its sides on the way may lack it."""
        names = ("Peak_level", "RMS_peak", "Flat_factor", "Peak_count")
        values = (float(self.found.get(side_key(channel, name), "-inf")) for name in names)
        return Side(*values)

    def refuse_unwhole(self, source: Path) -> None:
        """Raise AudioRefused for a file that is not what it says, or not all of it."""
        if self.seconds == 0:
            raise AudioRefused("cut-short" if begins_like_sound(source) else "not-audio")
        if contradiction := mismatch(source, self.kind):
            ending, holds = contradiction
            raise AudioRefused("wrong-type", ending=ending, holds=holds)
        if self.promised - self.ended > _LOST:
            raise self._cut_short()
        if self.seconds - self.trim.start - self.trim.end < _SHORTEST:
            raise AudioRefused("nothing-left")
        if not self._ends_whole(source):
            raise AudioRefused("cut-short")
        if self._is_damaged():
            raise AudioRefused("damaged")

    def _ends_whole(self, source: Path) -> bool:
        if self.kind == "ogg":
            return ogg_ends_whole(source)
        return self.kind != "mp3" or not mp3_frame_is_cut(self.tail)

    def _is_damaged(self) -> bool:
        has_holes = self.spoiled > 0 and self.ended - self.seconds > _HOLES
        return has_holes or self.spoiled > 1 + _SPOILED * self.packets or self.meters[CHAT].level() > _LOUDEST

    def _cut_short(self) -> AudioRefused:
        if round(self.promised) == round(self.ended):
            return AudioRefused("cut-short")
        return AudioRefused("cut-short-after", promised=round(self.promised), seconds=round(self.ended))
