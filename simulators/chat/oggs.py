"""Voice notes as apps send them: Opus in Ogg; a browser's WebM is put into Ogg, packet by packet.

The Ogg pages follow RFC 3533 and RFC 7845, the WebM elements the Matroska specification (RFC 9559).
"""

import struct
from collections.abc import Iterator

from simulators.chat.sniffing import kind_of

SEGMENT, CLUSTER, TRACKS, TRACK, BLOCK_GROUP = 0x18538067, 0x1F43B675, 0x1654AE6B, 0xAE, 0xA0
CONTAINERS = (SEGMENT, CLUSTER, TRACKS, TRACK, BLOCK_GROUP)
SIMPLE_BLOCK, BLOCK, CODEC_PRIVATE = 0xA3, 0xA1, 0x63A2
SAMPLES_PER_SECOND = 48_000
PAGE_PACKETS = 25
FIRST, LAST = 2, 4
TAGS = b"OpusTags" + struct.pack("<I", 8) + b"practice" + struct.pack("<I", 0)


def as_ogg(data: bytes) -> bytes:
    """The same sound in Ogg; anything but WebM is returned as it came."""
    if kind_of(data) != "webm":
        return data
    head, packets = _read_webm(data)
    return _write_ogg(head, packets) if packets else data


def _read_webm(data: bytes) -> tuple[bytes, list[bytes]]:
    head, packets = _default_head(), []
    for element, body in _elements(data, 0, len(data)):
        if element == CODEC_PRIVATE and body.startswith(b"OpusHead"):
            head = body
        elif element in (SIMPLE_BLOCK, BLOCK):
            packets.append(body[_size_length(body[0]) + 3 :])
    return head, packets


def _default_head() -> bytes:
    return b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, SAMPLES_PER_SECOND, 0, 0)


def _elements(data: bytes, position: int, end: int) -> Iterator[tuple[int, bytes]]:
    while position < end:
        id_length = _size_length(data[position])
        element = int.from_bytes(data[position : position + id_length], "big")
        position += id_length
        if position >= end:
            return
        size, size_length = _size(data, position)
        position += size_length
        stop = end if size is None else min(end, position + size)
        if element in CONTAINERS:
            yield from _elements(data, position, stop)
        else:
            yield element, data[position:stop]
        position = stop


def _size_length(first: int) -> int:
    return 9 - first.bit_length() if first else 8


def _size(data: bytes, position: int) -> tuple[int | None, int]:
    """The length of an element; None where a live recording did not know it."""
    length = _size_length(data[position])
    value = int.from_bytes(data[position : position + length], "big") & ((1 << 7 * length) - 1)
    return (None if value == (1 << 7 * length) - 1 else value), length


def _write_ogg(head: bytes, packets: list[bytes]) -> bytes:
    pages = [_page([head], 0, 0, FIRST), _page([TAGS], 0, 1, 0)]
    samples = 0
    for start in range(0, len(packets), PAGE_PACKETS):
        group = packets[start : start + PAGE_PACKETS]
        samples += sum(map(_samples, group))
        flags = LAST if start + PAGE_PACKETS >= len(packets) else 0
        pages.append(_page(group, samples, len(pages), flags))
    return b"".join(pages)


def _samples(packet: bytes) -> int:
    """How long a packet lasts, from its first byte (RFC 6716, section 3.1)."""
    if not packet:
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    if config < 12:
        length = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        length = (480, 960)[config & 1]
    else:
        length = (120, 240, 480, 960)[config & 3]
    frames = (1, 2, 2, packet[1] & 63 if len(packet) > 1 else 0)[code]
    return length * frames


def _page(packets: list[bytes], granule: int, number: int, flags: int) -> bytes:
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    header = (
        struct.pack("<4sBBqIII", b"OggS", 0, flags, granule, 1, number, 0) + bytes([len(lacing)]) + lacing
    )
    page = bytearray(header + b"".join(packets))
    page[22:26] = struct.pack("<I", _checksum(page))
    return bytes(page)


def _crc_row(value: int) -> int:
    value <<= 24
    for _ in range(8):
        value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
    return value & 0xFFFFFFFF


CRC_TABLE = [_crc_row(value) for value in range(256)]


def _checksum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ CRC_TABLE[(value >> 24) ^ byte]
    return value
