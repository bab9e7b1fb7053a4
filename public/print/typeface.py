"""Atkinson Hyperlegible Next, the one type on our paper: which signs it has, and where they lie."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

FOLDER = Path(__file__).parents[1] / "static" / "fonts"
FAMILY = "atkinson"
FILES = {
    "": "atkinson-hyperlegible-next-latin-regular.ttf",
    "B": "atkinson-hyperlegible-next-latin-bold.ttf",
}


def add_to(pdf: FPDF) -> None:
    """Let a document use it."""
    for style, name in FILES.items():
        pdf.add_font(FAMILY, style, FOLDER / name)


@lru_cache
def known_signs() -> frozenset[int]:
    """The signs it has, by their number in Unicode; they are the Latin ones."""
    with closing(_open("")) as font:
        return frozenset(font.cmap)


def can_print(words: str) -> bool:
    """Whether it has every sign of these words."""
    return all(ord(sign) in known_signs() for sign in words)


@lru_cache
def middle_of(sign: str) -> float:
    """How far above the line the middle of a bold sign lies, in parts of the type's size: the star hangs high."""
    with closing(_open("B")) as font:
        shape = font.ttfont["glyf"][font.cmap[ord(sign)]]
        return float(shape.yMin + shape.yMax) / 2 / float(font.ttfont["head"].unitsPerEm)


def _open(style: str) -> TTFFont:
    pdf = FPDF()
    pdf.add_font(FAMILY, style, FOLDER / FILES[style])
    font = pdf.fonts[f"{FAMILY}{style}"]
    assert isinstance(font, TTFFont)
    return font
