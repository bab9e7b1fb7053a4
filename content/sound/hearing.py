"""What one pass over a recording found, and whether we can use it."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from content.sound.files import begins_like_sound, mismatch, mp3_frame_is_cut, ogg_ends_whole
from content.sound.levels import SpeechMeter
from content.sound.recipes import CHAT
from content.sound.refusals import AudioRefused, spoken_length

_FAINTEST = -60.0  # dBFS; below it nobody spoke, or the two sides of a stereo file cancel each other
_LOUDEST = 6.0  # dBFS; no microphone is louder, only broken numbers are
_LOST = 0.25  # s; encoders pad by less, so more is missing than a rounded length explains
_HOLES = 1.0  # s that could not be decoded in all
_SPOILED = 0.01  # of the packets; one bad packet is a click, more are holes in what is said


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
    peak: float = float("-inf")
    meters: dict[str, SpeechMeter] = field(default_factory=lambda: defaultdict(SpeechMeter))

    def count(self, starts: float, lasts: float) -> None:
        """Note a stretch of sound that was decoded, in seconds."""
        self.seconds += lasts
        self.ended = max(self.ended, starts + lasts)

    def speech(self, *names: str) -> dict[str, float]:
        """Give the level of the speech for some renditions, in dBFS."""
        return {name: self.meters[name].level() for name in names}

    def is_silent(self) -> bool:
        """Tell whether nobody can be heard."""
        return self.meters[CHAT].level() < _FAINTEST

    def sound(self) -> Sound:
        """Sum up for the editor."""
        return Sound(
            round(self.seconds, 3), self.rate, self.channels, self.codec, self.meters[CHAT].level(), self.peak
        )

    def refuse_unwhole(self, source: Path) -> None:
        """Raise AudioRefused for a file that is not what it says, or not all of it."""
        if self.seconds == 0:
            raise AudioRefused("cut-short" if begins_like_sound(source) else "not-audio")
        if contradiction := mismatch(source, self.kind):
            raise AudioRefused("wrong-type", contradiction)
        if self.promised - self.ended > _LOST:
            raise AudioRefused("cut-short", self._lengths())
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

    def _lengths(self) -> str:
        whole, heard = spoken_length(self.promised), spoken_length(self.ended)
        return f": it lasts {whole}, but the sound stops after {heard}" if whole != heard else ""
