"""What a sound file tells of itself before any codec reads it: its type, and whether it is whole."""

import struct
from os import SEEK_CUR
from pathlib import Path

_KINDS = {
    "wav": (".wav", ".wave", ".bwf"),
    "mp3": (".mp3",),
    "ogg": (".ogg", ".oga", ".opus", ".spx"),
    "flac": (".flac",),
    "mp4": (".m4a", ".mp4", ".m4b", ".mov", ".3gp"),
    "webm": (".webm", ".mka", ".mkv"),
    "aiff": (".aif", ".aiff", ".aifc"),
    "aac": (".aac",),
    "w64": (".w64",),
    "caf": (".caf",),
    "amr": (".amr",),
}
KINDS = tuple(_KINDS)
_NAMES = {"mp4": "M4A", "webm": "WebM", "ogg": "Ogg"}
_STARTS = (
    (0, b"RIFF"),
    (0, b"OggS"),
    (0, b"fLaC"),
    (0, b"ID3"),
    (0, b"FORM"),
    (0, b"\x1a\x45\xdf\xa3"),
    (4, b"ftyp"),
)
_MP3_KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_CHUNK, _FORMAT = struct.Struct("<4sI"), struct.Struct("<H6xI")
_EVEN_FORMATS = (1, 3, 6, 7, 0xFFFE)  # PCM, float, A-law, mu-law, extensible: each second has as many bytes
_PIPED = 0x7FFF_0000  # bytes; programs that can't go back put a number near 2 or 4 GiB
_OGG_PAGE = struct.Struct("<4sBBqIIIB")  # RFC 3533, section 6
_OGG_PAGE_MOST = 65_307
_SIDE_INFO = {(True, False): 32, (True, True): 17, (False, False): 17, (False, True): 9}  # ISO 13818-3


def mismatch(name: Path, kind: str) -> tuple[str, str] | None:
    """Give the ending and the content where they contradict each other; an unknown ending may hold anything."""
    suffix = name.suffix.lower()
    if all(suffix not in known for known in _KINDS.values()) or suffix in _KINDS.get(kind, ()):
        return None
    return suffix, _NAMES.get(kind, kind.upper())


def begins_like_sound(source: Path) -> bool:
    """Tell whether the first bytes are those of a sound file, so that an unreadable one has lost its end."""
    with source.open("rb") as file:
        head = file.read(16)
    return any(head[at : at + len(start)] == start for at, start in _STARTS)


def ogg_ends_whole(source: Path) -> bool:
    """Tell whether the last page of an Ogg file is complete: its header names the bytes that must follow."""
    size = source.stat().st_size
    with source.open("rb") as file:
        file.seek(max(0, size - _OGG_PAGE_MOST))
        tail = file.read()
    start = tail.rfind(b"OggS")
    if start < 0 or len(tail) < start + _OGG_PAGE.size:
        return False
    segments: int = _OGG_PAGE.unpack_from(tail, start)[-1]
    table = tail[start + _OGG_PAGE.size :][:segments]
    return len(table) == segments and len(tail) >= start + _OGG_PAGE.size + segments + sum(table)


def wav_seconds(source: Path) -> float | None:
    """Read how long a WAV says it is; None where it was written to a pipe, which knows no length."""
    bytes_a_second = 0
    with source.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            name, size = _CHUNK.unpack(head)
            if name == b"data":
                return size / bytes_a_second if bytes_a_second and 0 < size < _PIPED else None
            if name == b"fmt ":
                tag, bytes_a_second = _FORMAT.unpack_from(file.read(16).ljust(16, b"\0"))
                bytes_a_second *= tag in _EVEN_FORMATS
                file.seek(-16, SEEK_CUR)
            file.seek(size + size % 2, SEEK_CUR)
    return None


def mp3_seconds(source: Path) -> float | None:
    """Read how long an MP3 was when written, from its Xing or Info header; None where it has none."""
    with source.open("rb") as file:
        file.seek(_id3_bytes(file.read(10)))
        head = file.read(64)
    if len(head) < 64 or head[0] != 0xFF:
        return None
    is_full_rate, is_mono = head[1] >> 3 & 3 == 3, head[3] >> 6 == 3
    at = 4 + _SIDE_INFO[is_full_rate, is_mono]
    if head[at : at + 4] not in (b"Xing", b"Info") or not head[at + 7] & 1:
        return None
    frames = int.from_bytes(head[at + 8 : at + 12])
    return frames * (1152 if is_full_rate else 576) / _mp3_rate(head)


def mp3_frame_is_cut(frame: bytes) -> bool:
    """Tell whether the last frame of an MP3 is shorter than its own header says; free-form ones say nothing."""
    if len(frame) < 4 or frame[0] != 0xFF or not 0 < frame[2] >> 4 < 15:
        return False
    is_full_rate = frame[1] >> 3 & 3 == 3
    bits = _MP3_KBITS[is_full_rate][frame[2] >> 4] * 1000
    return len(frame) < (144 if is_full_rate else 72) * bits // _mp3_rate(frame) + (frame[2] >> 1 & 1)


def _mp3_rate(head: bytes) -> int:
    """Read the samples a second from a frame header: three rates, halved for MPEG 2, again for MPEG 2.5."""
    halvings = {3: 0, 2: 1, 0: 2}.get(head[1] >> 3 & 3, 0)
    return (44_100, 48_000, 32_000, 44_100)[head[2] >> 2 & 3] >> halvings


def _id3_bytes(head: bytes) -> int:
    """Measure an ID3v2 tag: ten bytes, then a size in four groups of seven bits."""
    if head[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(head[6:10])))
