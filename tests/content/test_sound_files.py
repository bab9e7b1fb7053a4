"""What a file tells of itself, read from bytes written by the books: RFC 3533, RIFF, ISO 11172-3 and ID3v2."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from content.sound.files import (
    begins_like_sound,
    mismatch,
    mp3_frame_is_cut,
    mp3_seconds,
    ogg_ends_whole,
    wav_seconds,
)


def written(folder: Path, content: bytes) -> Path:
    file = folder / "file"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("take.mp3", "wav", (".mp3", "WAV")), ("take.WAV", "mp4", (".wav", "M4A")),
        ("take.ogg", "webm", (".ogg", "WebM")), ("take.flac", "ogg", (".flac", "Ogg")),
        ("take.m4a", "aac", (".m4a", "AAC")), ("take.wav", "unheard", (".wav", "UNHEARD")),
        ("take.wave", "wav", None), ("take.opus", "ogg", None), ("take.mov", "mp4", None), ("take.MKA", "webm", None),
        ("take", "mp3", None), ("take.sound", "mp3", None), (".wav", "mp3", None), ("take.wav.mp3", "mp3", None),
    ],
)  # fmt: skip
def test_ending_and_content_are_compared(name: str, kind: str, said: tuple[str, str] | None) -> None:
    assert mismatch(Path(name), kind) == said


@pytest.mark.parametrize(
    ("head", "is_sound"),
    [
        (b"RIFF....WAVE", True), (b"OggS", True), (b"fLaC", True), (b"ID3\4", True), (b"FORM....AIFF", True),
        (b"\x1a\x45\xdf\xa3", True), (b"\0\0\0\x20ftypM4A ", True), (b"ftyp", False), (b"RIF", False), (b"", False),
        (b"<html>", False), (b" RIFF", False), (b"%PDF-1.7", False),
    ],
)  # fmt: skip
def test_first_bytes_tell_a_sound(tmp_path: Path, head: bytes, is_sound: bool) -> None:
    assert begins_like_sound(written(tmp_path, head)) is is_sound


def page(*segments: bytes) -> bytes:
    """A page of an Ogg file."""
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 4, 0, 7, 0, 0, len(segments))
    return head + bytes(map(len, segments)) + b"".join(segments)


WHOLE = page(b"first" * 40) + page(b"second" * 30, b"third" * 51)


@pytest.mark.parametrize(
    ("content", "is_whole"),
    [
        (WHOLE, True), (WHOLE[:-1], False), (WHOLE + b"ID3 tag", True), (page(), True), (b"", False),
        (b"no page at all", False), (page(b"x")[:26], False), (page(b"x", b"y")[:28], False),
        (b"\0" * 70_000 + page(b"x"), True), (page(b"x") + b"\0" * 70_000, False),
    ],
    ids=["whole", "one byte short", "with a tag", "empty page", "empty", "other", "no header", "no table", "far",
         "too far"],
)  # fmt: skip
def test_last_page_must_be_whole(tmp_path: Path, content: bytes, is_whole: bool) -> None:
    assert ogg_ends_whole(written(tmp_path, content)) is is_whole


def chunk(name: bytes, content: bytes, size: int | None = None) -> bytes:
    real = len(content) if size is None else size
    return name + struct.pack("<I", real) + content + bytes(len(content) % 2)


def fmt(tag: int = 1, bytes_a_second: int = 96_000) -> bytes:
    return chunk(b"fmt ", struct.pack("<HHIIHH", tag, 1, 48_000, bytes_a_second, 2, 16))


@pytest.mark.parametrize(
    ("chunks", "seconds"),
    [
        (fmt() + chunk(b"data", b"", 192_000), 2.0),
        (fmt() + chunk(b"LIST", b"odd") + chunk(b"data", b"", 48_000), 0.5),
        (fmt(7, 8000) + chunk(b"fact", bytes(4)) + chunk(b"data", b"", 4000), 0.5),
        (chunk(b"fmt ", struct.pack("<HHIIHHHIIQQ", 0xFFFE, 1, 48_000, 96_000, 2, 16, 22, 16, 4, 1, 2))
         + chunk(b"data", b"", 96_000), 1.0),
        (fmt(2) + chunk(b"data", b"", 96_000), None),
        (fmt() + chunk(b"data", b"", 0xFFFF_FFFF), None),
        (fmt() + chunk(b"data", b"", 0x7FFF_0000), None),
        (fmt() + chunk(b"data", b"", 0), None),
        (chunk(b"data", b"", 96_000) + fmt(), None),
        (fmt(bytes_a_second=0) + chunk(b"data", b"", 96_000), None),
        (fmt()[:16], None),
        (fmt(), None),
        (b"", None),
    ],
    ids=["plain", "odd chunk between", "mu-law", "extensible", "adpcm", "piped", "piped near 2 GiB", "empty",
         "data first", "no rate", "cut in fmt", "no data", "nothing"],
)  # fmt: skip
def test_wav_says_how_long_it_is(tmp_path: Path, chunks: bytes, seconds: float | None) -> None:
    assert wav_seconds(written(tmp_path, b"RIFF\0\0\0\0WAVE" + chunks)) == seconds


# The second byte: sync, version (3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5), layer III; the third: bits, rate, padding.
FULL, HALF, QUARTER = 0xFB, 0xF3, 0xE3
STEREO, MONO = 0x00, 0xC0


def xing(version: int, sides: int, at: int, frames: int, name: bytes = b"Xing", flags: int = 1) -> bytes:
    head = bytes([0xFF, version, 0x90, sides]).ljust(at, b"\0")
    return (head + name + struct.pack(">II", flags, frames)).ljust(200, b"\0")


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (xing(FULL, STEREO, 36, 1000), 1000 * 1152 / 44_100), (xing(FULL, MONO, 21, 1000), 1000 * 1152 / 44_100),
        (xing(HALF, STEREO, 21, 1000), 1000 * 576 / 22_050), (xing(HALF, MONO, 13, 1000), 1000 * 576 / 22_050),
        (xing(QUARTER, MONO, 13, 1000), 1000 * 576 / 11_025),
        (xing(FULL, STEREO, 36, 1000, b"Info"), 1000 * 1152 / 44_100),
        (xing(FULL, STEREO, 36, 1000, b"VBRI"), None), (xing(FULL, STEREO, 36, 1000, flags=2), None),
        (xing(FULL, STEREO, 21, 1000), None), (b"\0" * 200, None), (xing(FULL, STEREO, 36, 1000)[:63], None),
    ],
    ids=["stereo", "mono", "half stereo", "half mono", "quarter", "constant", "other header", "no number",
         "wrong place", "no frame", "short"],
)  # fmt: skip
@pytest.mark.parametrize("tag", [b"", b"ID3\4\0\0\0\0\1\x05" + bytes(133)], ids=["bare", "behind a tag"])
def test_mp3_says_how_long_it_is(tmp_path: Path, tag: bytes, content: bytes, seconds: float | None) -> None:
    found = mp3_seconds(written(tmp_path, tag + content))
    assert found == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("head", "length"),
    [
        ((FULL, 0x90), 417),  # 144 * 128,000 / 44,100
        ((FULL, 0x92), 418),  # with a byte of padding
        ((FULL, 0x94), 384),  # 144 * 128,000 / 48,000
        ((FULL, 0xE8), 1440),  # 144 * 320,000 / 32,000
        ((HALF, 0x80), 208),  # 72 * 64,000 / 22,050
        ((HALF, 0xE4), 480),  # 72 * 160,000 / 24,000
        ((QUARTER, 0x10), 52),  # 72 * 8,000 / 11,025
    ],
)
def test_cut_mp3_frame_is_noticed(head: tuple[int, int], length: int) -> None:
    frame = bytes([0xFF, *head, 0]).ljust(length, b"\0")
    assert not mp3_frame_is_cut(frame)
    assert mp3_frame_is_cut(frame[:-1])


@pytest.mark.parametrize("frame", [b"", b"\xff\xfb\x90", b"\xff\xfb\x00\0", b"\xff\xfb\xf0\0", b"TAG\0"])
def test_frames_without_length_say_nothing(frame: bytes) -> None:
    assert not mp3_frame_is_cut(frame)
