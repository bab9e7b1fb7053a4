"""Whether a file that lies in a pack is what it says, as far as one can tell without opening it wholly."""

from __future__ import annotations

import re
from pathlib import Path

from content.packs.pack import PICTURE

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
BIGGEST_PICTURE = 2 << 20
BIGGEST_SOUND = 512 << 20
JPEG = b"\xff\xd8\xff"
JPEG_END = b"\xff\xd9"
KNOWN = {b"\x89PNG": "a PNG", b"GIF8": "a GIF", b"RIFF": "a WebP", b"<svg": "an SVG"}

Trouble = tuple[str, str]


def check_picture(path: Path) -> Trouble | None:
    """What is wrong with a picture and what to do; None where it is a whole JPEG of a sensible size."""
    size = path.stat().st_size
    if size > BIGGEST_PICTURE:
        todo = f"Save it smaller, {BIGGEST_PICTURE >> 20} MB at most; 1600 pixels are wide enough"
        return f"this picture is too big ({size / (1 << 20):.1f} MB)", todo
    data = path.read_bytes()
    if not data.startswith(JPEG):
        sort = KNOWN.get(data[:4], "no picture")
        return f"{PICTURE} is {sort} inside", "Save the picture as JPEG; a new name alone is not enough"
    if not data.rstrip(b"\0").endswith(JPEG_END):
        return "this picture breaks off before its end", "Copy it once more from where it came"
    return None


def check_sound(folder: Path, name: str) -> Trouble | None:
    """What is wrong with a recording's file and what to do; whether it can be heard, the worker finds out."""
    if not NAME.fullmatch(name):
        return (
            f'"{name}" is no name for a recording',
            "Use small letters, digits, dots and hyphens, and no folders",
        )
    path = folder / name
    if not path.is_file():
        return f"the recording {name} is missing", "Put the file into this folder, or take the recording out"
    size = path.stat().st_size
    if size == 0:
        return f"the recording {name} is empty", "Copy it once more from where it came"
    if size > BIGGEST_SOUND:
        return f"the recording {name} is too big", f"Save it smaller, {BIGGEST_SOUND >> 20} MB at most"
    return None
