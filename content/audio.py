"""Sound as it came in, renditions for the telephone and the chat out: the one module that holds FFmpeg."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import cast

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.filter import Graph
from av.filter.context import FilterContext

from content.sound import recipes
from content.sound.ahead import ahead
from content.sound.files import KINDS, begins_like_sound, mp3_seconds, wav_seconds
from content.sound.hearing import Hearing, Sound
from content.sound.recipes import CHAT, CHAT_RATE, PHONE, Branches
from content.sound.refusals import AudioRefused
from content.sound.wave import HEADER_BYTES, RATE, phone_header

__all__ = [
    "AudioRefused",
    "Sound",
    "inspect",
    "missing_codecs",
    "render_both",
    "render_chat",
    "render_phone",
]

_LENGTHS: dict[str, Callable[[Path], float | None]] = {
    "wav": wav_seconds,  # FFmpeg shortens the length that it tells to what is there
    "mp3": mp3_seconds,  # and here it guesses from the first frame
    "aac": lambda _: None,
}
_NEEDED = {"pcm_mulaw", "libopus", "mp3", "aac", "flac", "vorbis"}
_READ_AHEAD = 32  # frames fed before the graph is emptied

Frames = Iterator[AudioFrame]
Mixed = Iterator[tuple[str, AudioFrame]]
Shape = tuple[int, str, str, Fraction | None]
Write = Callable[[AudioFrame], None]


def inspect(source: Path) -> Sound:
    """Hear a recording through, once, and tell what it is; one we can't use is AudioRefused."""
    return _listen(source, recipes.PEAK).sound()


def render_phone(source: Path, target: Path) -> float:
    """Write what the telephone plays (mu-law WAV); returns seconds, raises AudioRefused."""
    return _render(source, {PHONE: target})


def render_chat(source: Path, target: Path) -> float:
    """Write what the chat plays (Ogg/Opus); returns seconds, raises AudioRefused."""
    return _render(source, {CHAT: target})


def render_both(source: Path, phone: Path, chat: Path) -> float:
    """Write both renditions in two passes, one to measure; returns seconds, raises AudioRefused."""
    return _render(source, {PHONE: phone, CHAT: chat})


def missing_codecs() -> list[str]:
    """Codecs that this machine's FFmpeg lacks and that recordings or renditions need; empty when all is well."""
    return sorted(_NEEDED - av.codecs_available)


def _listen(source: Path, *opening: str) -> Hearing:
    """Measure a recording and make sure that it is whole and that somebody speaks."""
    hearing = _hear(source, recipes.BOTH_SIDES, opening)
    if hearing.is_silent() and hearing.channels > 1:
        hearing = _hear(source, recipes.LEFT_SIDE, opening)
    if hearing.is_silent():
        raise AudioRefused("silent")
    return hearing


def _hear(source: Path, side: str, opening: tuple[str, ...]) -> Hearing:
    with _opened(source) as (container, stream):
        hearing = _tally(source, container, stream, side)
        for name, frame in _mixed(_decoded(container, stream, hearing), *recipes.listening(side, *opening)):
            found = frame.metadata
            hearing.meters[name].add(float(found[recipes.RMS_KEY]))
            hearing.peak = float(found.get(recipes.PEAK_KEY, hearing.peak))
    hearing.refuse_unwhole(source)
    return hearing


def _render(source: Path, targets: dict[str, Path]) -> float:
    hearing = _listen(source)
    recipe = recipes.rendering(hearing.side, hearing.speech(*targets))
    samples = dict.fromkeys(targets, 0)
    with ExitStack() as stack:
        parts = {name: stack.enter_context(_finished(target)) for name, target in targets.items()}
        writes = {name: stack.enter_context(_FILES[name](part)) for name, part in parts.items()}
        container, stream = stack.enter_context(_opened(source))
        mixed = _mixed(_decoded(container, stream, hearing), *recipe)
        for name, frame in stack.enter_context(closing(ahead(mixed))):
            frame.pts, frame.time_base = samples[name], Fraction(1, frame.sample_rate)
            samples[name] += frame.samples
            writes[name](frame)
    return max(samples[name] / (RATE if name == PHONE else CHAT_RATE) for name in targets)


@contextmanager
def _opened(source: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
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


def _tally(source: Path, container: InputContainer, stream: AudioStream, side: str) -> Hearing:
    kind = next(kind for kind in KINDS if kind in container.format.name.split(","))
    promised = _promised(source, container, stream, kind)
    return Hearing(side, kind, stream.codec_context.name, stream.rate, stream.channels, promised)


def _promised(source: Path, container: InputContainer, stream: AudioStream, kind: str) -> float:
    """Tell the seconds that a file says it has; 0 where it says nothing, or FFmpeg would only guess."""
    if kind in _LENGTHS:
        return _LENGTHS[kind](source) or 0.0
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    is_alone = not container.streams.video
    return container.duration / av.time_base if container.duration and is_alone else 0.0


def _decoded(container: InputContainer, stream: AudioStream, hearing: Hearing) -> Frames:
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


def _mixed(frames: Frames, trunk: tuple[str, ...], branches: Branches) -> Mixed:
    """Filter frames, with a fresh graph wherever a joined recording changes its rate or channels."""
    for shape, run in groupby(frames, key=_shape):
        yield from _Mixer(shape, trunk, branches).mix(run)


def _shape(frame: AudioFrame) -> Shape:
    return frame.sample_rate, frame.format.name, frame.layout.name, frame.time_base


class _Mixer:
    """A filter graph with one way in and a sink for each branch."""

    def __init__(self, shape: Shape, trunk: tuple[str, ...], branches: Branches) -> None:
        rate, sample, layout, time_base = shape
        self._graph = Graph()
        self._entry = self._graph.add_abuffer(
            sample_rate=rate, format=sample, layout=layout, time_base=time_base
        )
        split = self._chain(self._entry, (*trunk, f"asplit={len(branches)}"))
        self._sinks = {}
        for way, (name, filters) in enumerate(branches.items()):
            self._sinks[name] = self._chain(split, (*filters, "abuffersink"), way)
        self._graph.configure()

    def _chain(self, node: FilterContext, filters: tuple[str, ...], way: int = 0) -> FilterContext:
        for text in filters:
            name, _, settings = text.partition("=")
            following = self._graph.add(name, settings or None)
            node.link_to(following, way)
            node, way = following, 0
        return node

    def mix(self, frames: Frames) -> Mixed:
        """Send frames through and give what comes out, with the name of its branch."""
        for count, frame in enumerate(frames, 1):
            self._entry.push(frame)
            if count % _READ_AHEAD == 0:
                yield from self._emptied()
        self._entry.push(None)
        yield from self._emptied()

    def _emptied(self) -> Mixed:
        for name, sink in self._sinks.items():
            while True:
                try:
                    frame = sink.pull()
                except (BlockingIOError, EOFError):
                    break
                yield name, cast(AudioFrame, frame)


@contextmanager
def _finished(target: Path) -> Iterator[Path]:
    """Let a file appear when it is complete; until then even the source may lie at its name."""
    part = target.with_name(f"{target.name}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _phone_file(target: Path) -> Iterator[Write]:
    """Write mu-law behind a header that is filled in at the end, when the length is known."""
    codec = AudioCodecContext.create("pcm_mulaw", "w")
    codec.sample_rate, codec.layout, codec.format = RATE, "mono", "s16"
    with target.open("wb") as file:
        file.write(phone_header(0))
        yield lambda frame: file.writelines(bytes(packet) for packet in codec.encode(frame))
        samples = file.tell() - HEADER_BYTES
        file.write(bytes(samples % 2))
        file.seek(0)
        file.write(phone_header(samples))


@contextmanager
def _chat_file(target: Path) -> Iterator[Write]:
    with av.open(str(target), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=CHAT_RATE, layout="mono", options=recipes.OPUS)
        yield lambda frame: container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


_FILES = {PHONE: _phone_file, CHAT: _chat_file}
