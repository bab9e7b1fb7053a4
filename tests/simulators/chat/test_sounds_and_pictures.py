"""Files are known by their bytes, and a browser's recording leaves as the Ogg that apps send."""

import io
import struct

import av
import pytest

from simulators.chat.oggs import as_ogg
from simulators.chat.sniffing import kind_of, picture_size
from tests.simulators.chat.bot_double import PNG

SECONDS = 2
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffc0001108001e0028030122000211010311 01".replace(" ", "")
)


def record(container: str) -> bytes:
    """Two seconds of silence in Opus, as a browser would record them."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream("libopus", rate=48000)
        for start in range(0, SECONDS * 48000, 960):
            frame = av.AudioFrame(format="s16", layout="stereo", samples=960)
            frame.sample_rate, frame.pts = 48000, start
            frame.planes[0].update(bytes(960 * 4))
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def seconds_of(data: bytes) -> float:
    with av.open(io.BytesIO(data), "r") as file:
        assert file.format.name == "ogg"
        return sum(frame.samples / 48000 for frame in file.decode(audio=0))


def test_browser_recording_becomes_ogg() -> None:
    ogg = as_ogg(record("webm"))
    assert ogg.startswith(b"OggS")
    assert seconds_of(ogg) == pytest.approx(SECONDS, abs=0.1)


def test_endless_recording_becomes_ogg_too() -> None:
    data = record("webm")
    segment = data.index(b"\x18\x53\x80\x67") + 4
    live = data[:segment] + b"\x01" + b"\xff" * 7 + data[segment + 8 :]
    assert seconds_of(as_ogg(live)) == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("cut", [5, 60, 300, 500])
def test_recording_cut_short_does_no_harm(cut: int) -> None:
    assert isinstance(as_ogg(record("webm")[:cut]), bytes)


def test_ogg_stays_as_it_came() -> None:
    data = record("ogg")
    assert as_ogg(data) is data


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"OggS....", "ogg"),
        (b"ID3....", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\x00\x00\x00\x20ftypM4A ", "m4a"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
        (b"RIFF\x00\x00\x00\x00WEBP", "webp"),
        (b"fLaC", "flac"),
        (b"hello", "bin"),
        (b"", "bin"),
    ],
)
def test_format_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (2, 3)),
        (JPEG, (40, 30)),
        (JPEG[:25], (0, 0)),
        (b"GIF89a" + struct.pack("<HH", 7, 9), (7, 9)),
        (b"no picture", (0, 0)),
    ],
)
def test_picture_tells_its_size(data: bytes, size: tuple[int, int]) -> None:
    assert picture_size(data) == size
