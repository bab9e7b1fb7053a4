"""A printed document as its reader's eye, camera and screen reader take it."""

from __future__ import annotations

import ctypes
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from pypdfium2 import raw

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Code:
    """A square code: what a camera reads in it, and its side in millimetres."""

    target: str
    side: float


@dataclass(frozen=True)
class Printed:
    """What stands on the pages: words, sizes of type in points, codes, and the edges of everything."""

    pages: tuple[str, ...]
    sizes: frozenset[float]
    codes: tuple[Code, ...]
    overflowing: tuple[tuple[float, ...], ...]
    title: str
    language: str
    is_tagged: bool

    @property
    def words(self) -> str:
        """All of it as one line, with plain apostrophes and spaces, as it was written."""
        return " ".join(" ".join(self.pages).replace("’", "'").split())


def read(document: bytes) -> Printed:
    """Open a document and look at it."""
    with closing(pypdfium2.PdfDocument(document)) as pdf:
        pages = [pdf[at] for at in range(len(pdf))]
        return Printed(
            pages=tuple(_words(page) for page in pages),
            sizes=frozenset(size for page in pages for size in _sizes(page)),
            codes=tuple(code for page in pages for code in _codes(page)),
            overflowing=tuple(edge for page in pages for edge in _overflowing(page)),
            title=pdf.get_metadata_value("Title"),
            language=_language(pdf),
            is_tagged=bool(raw.FPDFCatalog_IsTagged(pdf)),
        )


def draw(document: bytes, page: int) -> bytes:
    """The dots of one page."""
    with closing(pypdfium2.PdfDocument(document)) as pdf:
        return pdf[page].render(scale=1).to_pil().tobytes()


def _words(page: pypdfium2.PdfPage) -> str:
    with closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def _sizes(page: pypdfium2.PdfPage) -> list[float]:
    sizes = []
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        size = ctypes.c_float()
        assert raw.FPDFTextObj_GetFontSize(found.raw, size)
        sizes.append(size.value)
    return sizes


def _codes(page: pypdfium2.PdfPage) -> list[Code]:
    scale = 3
    picture = page.render(scale=scale).to_pil()
    return [
        Code(found.text, (found.position.top_right.x - found.position.top_left.x) / scale / MILLIMETRE)
        for found in zxingcpp.read_barcodes(picture)
    ]


def _overflowing(page: pypdfium2.PdfPage) -> list[tuple[float, ...]]:
    """Edges of words and pictures nearer than 5 mm to the edge of the paper, or beyond."""
    width, height = page.get_size()
    near = 5 * MILLIMETRE
    edges = [tuple(found.get_bounds()) for found in page.get_objects()]
    return [
        edge for edge in edges
        if edge[0] < near or edge[1] < near or edge[2] > width - near or edge[3] > height - near
    ]  # fmt: skip


def _language(pdf: pypdfium2.PdfDocument) -> str:
    size = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(pdf, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
