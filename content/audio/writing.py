"""Renditions written to files that appear when they are complete."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from content.sound.recipes import CHAT, CHAT_RATE, OPUS, PHONE
from content.sound.wave import HEADER_BYTES, RATE, phone_header

Write = Callable[[AudioFrame], None]


@contextmanager
def finished(target: Path) -> Iterator[Path]:
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
        stream = container.add_stream("libopus", rate=CHAT_RATE, layout="mono", options=OPUS)
        yield lambda frame: container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


FILES = {PHONE: _phone_file, CHAT: _chat_file}
