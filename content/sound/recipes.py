"""What is done to a sound on its way to each channel, as chains of FFmpeg's filters."""

from content.sound.wave import RATE

PHONE, CHAT = "phone", "chat"
LEVELS = {
    PHONE: -22.0,  # dBFS of active speech: RMS 2600 of 16 bit, RFC 7874 section 4
    CHAT: -18.0,  # dBFS of active speech; for a voice that comes out near -19 LUFS, as in podcasts
}
CHAT_RATE = 48_000
OPUS = {"b": "28000", "vbr": "constrained"}  # bits a second; Opus keeps a voice whole from 24,000 on
BOTH_SIDES, LEFT_SIDE = "aformat=channel_layouts=mono", "pan=mono|c0=c0"
PEAK = "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level"
PEAK_KEY, RMS_KEY = "lavfi.astats.Overall.Peak_level", "lavfi.astats.1.RMS_level"
_MOST_GAIN = 45.0  # dB; what needs more is a room's noise, not a voice
_HIGHEST = 0.89  # of full scale, -1 dBFS: the codecs behind us overshoot a little
_CUTS = {PHONE: "highpass=f=300", CHAT: "highpass=f=80"}  # the chat loses only rumble
_METER = (
    f"asetnsamples=n={RATE // 10}:p=0",
    "astats=metadata=1:reset=1:measure_perchannel=RMS_level:measure_overall=none",
)

Branches = dict[str, tuple[str, ...]]


def listening(side: str, *opening: str) -> tuple[tuple[str, ...], Branches]:
    """Measure in tenths of a second, at the telephone's rate: that is the voice, whatever the channel."""
    return (*opening, side, f"aresample={RATE}"), {name: (cut, *_METER) for name, cut in _CUTS.items()}


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
