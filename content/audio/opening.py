"""Recordings opened by their content and decoded frame by frame."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError

from content.sound.files import KINDS, begins_like_sound, mp3_seconds, wav_seconds
from content.sound.hearing import Hearing
from content.sound.refusals import AudioRefused

Frames = Iterator[AudioFrame]
_LENGTHS: dict[str, Callable[[Path], float | None]] = {
    "wav": wav_seconds,  # FFmpeg shortens the length that it tells to what is there
    "mp3": mp3_seconds,  # and here it guesses from the first frame
    "aac": lambda _: None,
}


@contextmanager
def opened(source: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open a recording by its content; only plain sound formats, and none that points to another file."""
    if source.stat().st_size == 0:
        raise AudioRefused("empty")
    limits = {"format_whitelist": ",".join(KINDS), "protocol_whitelist": "file"}
    try:
        container = av.open(str(source.absolute()), options=limits, metadata_errors="replace")
    except FFmpegError as error:
        raise AudioRefused("cut-short" if begins_like_sound(source) else "not-audio") from error
    with container:
        if not container.streams.audio:
            raise AudioRefused("no-sound" if container.streams.video else "not-audio")
        yield container, container.streams.audio[0]


def start_hearing(source: Path, container: InputContainer, stream: AudioStream, side: str) -> Hearing:
    """Begin the tally of a pass with what the file says of itself."""
    kind = next(kind for kind in KINDS if kind in container.format.name.split(","))
    promised = _promised(source, container, stream, kind)
    return Hearing(side, kind, stream.codec_context.name, stream.rate, stream.channels, promised)


def decoded(container: InputContainer, stream: AudioStream, hearing: Hearing) -> Frames:
    """Decode frame by frame, noting how far the sound reaches and what could not be decoded."""
    last = None
    for packet in container.demux(stream):
        hearing.packets += 1
        last = packet if packet.size else last
        try:
            frames = packet.decode()
        except FFmpegError:
            hearing.spoiled += 1
            continue
        for frame in frames:
            hearing.count(frame.time or 0.0, frame.samples / frame.sample_rate)
            yield frame
    hearing.tail = bytes(last) if last else b""


def _promised(source: Path, container: InputContainer, stream: AudioStream, kind: str) -> float:
    """Tell the seconds that a file says it has; 0 where it says nothing, or FFmpeg would only guess."""
    if kind in _LENGTHS:
        return _LENGTHS[kind](source) or 0.0
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    is_alone = not container.streams.video
    return container.duration / av.time_base if container.duration and is_alone else 0.0
