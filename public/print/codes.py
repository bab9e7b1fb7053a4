"""Square codes that a telephone's camera reads."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import segno

SIDE = 31.0  # millimetres; from 30 on an old camera reads it at arm's length
QUIET = 5.0  # millimetres without anything around a code, so that cameras find its edge
DOTS = 12  # pixels of one module, so that a printer draws sharp edges


@dataclass(frozen=True, slots=True)
class Code:
    """What a code leads to, and the words that stand beside it."""

    target: str
    words: str


def draw(target: str) -> bytes:
    """A PNG without a border; a quarter of it may be dirty or torn."""
    picture = BytesIO()
    segno.make(target, error="q", micro=False).save(picture, kind="png", scale=DOTS, border=0)
    return picture.getvalue()
