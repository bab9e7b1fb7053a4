"""Recordings made on the spot, and a second pair of ears that does not use our code."""

import struct
from collections.abc import Iterator
from math import log10
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

SECONDS = 6.0
VOICE = "(0.2*sin(880*PI*t)+0.2*sin(1800*PI*t)+0.1*sin(4200*PI*t))*(0.6+0.4*sin(8*PI*t))*lt(mod(t,3),2)"
RUMBLE = "0.4*sin(160*PI*t)"
CODECS = {
    "wav": "pcm_s16le",
    "mp3": "libmp3lame",
    "m4a": "aac",
    "ogg": "libopus",
    "opus": "libopus",
    "webm": "libopus",
    "flac": "flac",
    "aiff": "pcm_s16be",
    "mka": "aac",
    "mp4": "aac",
}


def record(target: Path, *sides: str, rate: int = 48000, seconds: float = SECONDS, **options: str) -> Path:
    """Write a recording with one expression of sound for each side, in the format its name says."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(sides or (VOICE,))]
    with av.open(str(target), "w", container_options=options) as container:
        stream = container.add_stream(CODECS[target.suffix[1:]], rate=rate, layout=layout)
        for frame in played("|".join(sides or (VOICE,)), rate, layout, seconds):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target


def played(expressions: str, rate: int, layout: str, seconds: float) -> Iterator[AudioFrame]:
    """Let FFmpeg work out the samples: a loop of ours would be a hundred times slower."""
    graph = Graph()
    spoken = expressions.replace(",", r"\,")
    source = graph.add("aevalsrc", f"exprs={spoken}:s={rate}:d={seconds}:c={layout}")
    sink = graph.add("abuffersink")
    source.link_to(sink)
    graph.configure()
    while True:
        try:
            yield graph.pull()
        except EOFError:
            return


def film(target: Path, with_sound: bool) -> Path:
    """Write a film of black pictures, with a voice or without."""
    with av.open(str(target), "w") as container:
        pictures = container.add_stream("mpeg4", rate=5, width=64, height=64)
        sound = container.add_stream("aac", rate=48000, layout="mono") if with_sound else None
        for place in range(50):
            picture = av.VideoFrame(64, 64, "yuv420p")
            picture.pts = place
            container.mux(pictures.encode(picture))
        container.mux(pictures.encode(None))
        for frame in played(VOICE, 48000, "mono", SECONDS) if sound else ():
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None) if sound else [])
    return target


def cut(source: Path, share: float = 0.6) -> Path:
    """Lose the end of a file, as an interrupted copy does."""
    target = source.with_stem(f"cut-{source.stem}")
    whole = source.read_bytes()
    target.write_bytes(whole[: int(len(whole) * share)])
    return target


def samples(phone: Path) -> list[int]:
    """Decode mu-law by the book: ITU-T G.711, table 2."""
    return [_linear(~byte & 0xFF) for byte in phone.read_bytes()[58:]]


def _linear(byte: int) -> int:
    magnitude = ((byte & 0x0F) * 8 + 132 << (byte >> 4 & 7)) - 132
    return -magnitude if byte & 0x80 else magnitude


def speech_dbfs(values: list[int], window: int = 400) -> float:
    """Measure the RMS of what is not a pause: windows of 50 ms above -45 dBFS."""
    powers = [sum(v * v for v in values[at : at + window]) / window for at in range(0, len(values), window)]
    active = [power for power in powers if power > (32768 * 10 ** (-45 / 20)) ** 2]
    return 10 * log10(sum(active) / len(active) / 32768**2)


def header(phone: bytes) -> dict[str, int | bytes]:
    """Take the header of a WAV file apart, field by field."""
    form = "riff riff_size wave fmt fmt_size tag channels rate byte_rate align bits extra"
    names = f"{form} fact fact_size samples data data_size".split()
    return dict(zip(names, struct.unpack_from("<4sI4s4sIHHIIHHH4sII4sI", phone), strict=True))
