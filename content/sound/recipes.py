"""What is done to a sound on its way to each channel, as chains of FFmpeg's filters."""

from dataclasses import dataclass

from content.sound.levels import WINDOW
from content.sound.wave import RATE

PHONE, CHAT = "phone", "chat"
LEVELS = {
    PHONE: -22.0,  # dBFS of active speech: RMS 2600 of 16 bit, RFC 7874 section 4
    CHAT: -18.0,  # dBFS of active speech; for a voice that comes out near -19 LUFS, as in podcasts
}
CHAT_RATE = 48_000
OPUS = {"b": "28000", "vbr": "constrained"}  # bits a second; Opus keeps a voice whole from 24,000 on
BOTH_SIDES = "aformat=channel_layouts=mono"
LEFT_SIDE, RIGHT_SIDE = "pan=mono|c0=c0", "pan=mono|c0=c1"
_SIDES = (
    "astats=metadata=1:measure_overall=none:measure_perchannel=Peak_level+Peak_count+Flat_factor+RMS_peak"
)
RMS_KEY = "lavfi.astats.1.RMS_level"
_MOST_GAIN = 45.0  # dB; what needs more is a room's noise, not a voice
_HIGHEST = 0.89  # of full scale, -1 dBFS: the codecs behind us overshoot a little
_CUTS = {PHONE: "highpass=f=300", CHAT: "highpass=f=80"}  # the chat loses only rumble
_METER = (
    f"asetnsamples=n={round(RATE * WINDOW)}:p=0",
    "astats=metadata=1:reset=1:measure_perchannel=RMS_level:measure_overall=none",
)

Branches = dict[str, tuple[str, ...]]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trim:
    """Seconds of a recording that are left off at its start and at its end."""

    start: float = 0.0
    end: float = 0.0


def listening(side: str) -> tuple[tuple[str, ...], Branches]:
    """Measure each side as it came, then windows at the telephone's rate: that is the voice, on any channel."""
    return (_SIDES, side, f"aresample={RATE}"), {name: (cut, *_METER) for name, cut in _CUTS.items()}


def side_key(channel: int, what: str) -> str:
    """Name what the sides' meter tells of a channel, counted from 1."""
    return f"lavfi.astats.{channel}.{what}"


def kept(span: Span | None, passed: float, rate: int) -> tuple[str, ...]:
    """Keep what lies between two seconds, where some seconds have passed already; all of it for None."""
    if span is None:
        return ()
    start, end = (max(0, round((second - passed) * rate)) for second in span)
    return (f"atrim=start_sample={start}:end_sample={end}", "asetpts=PTS-STARTPTS")


def rendering(side: str, speech: dict[str, float]) -> tuple[tuple[str, ...], Branches]:
    """Bring each rendition named in `speech` from the level measured (dBFS) to its own, never clipping."""
    gains = {name: min(LEVELS[name] - level, _MOST_GAIN) for name, level in speech.items()}
    return (side,), {name: _finish(name, gain) for name, gain in gains.items()}


def _finish(name: str, gain: float) -> tuple[str, ...]:
    rate, sample = (RATE, "s16") if name == PHONE else (CHAT_RATE, "flt")
    loud = (f"volume={gain:.2f}dB", f"alimiter=limit={_HIGHEST}:level=disabled:latency=1")
    return (
        f"aresample={rate}",
        _CUTS[name],
        *loud,
        f"aformat=sample_fmts={sample}",
        f"asetnsamples=n={rate}:p=0",
    )
