"""A sheet of paper to be filled with large words, black on white, in a type made to be read."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.prefs import ViewerPreferences

from public.print import typeface
from public.print.codes import QUIET, SIDE, Code, draw
from public.print.words import set_type

BODY, KEY = 18.0, 40.0  # points; smaller type is not read without glasses
LEADING = 1.15
POINT = 25.4 / 72  # millimetres
BOX = 13.0
GAP = 4.0
BLACK = 0
# The same bytes for the same content: the maker of the library takes this moment for "no date".
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Size(StrEnum):
    """The papers that a museum has in its printer."""

    A4 = "a4"
    A5 = "a5"


SIZES = {Size.A4: (210.0, 297.0), Size.A5: (148.0, 210.0)}
MARGINS = {Size.A4: 10.0, Size.A5: 8.0}


class Paper:
    """A document of one size; everything is placed in millimetres from the upper left corner."""

    def __init__(self, size: Size, title: str, language: str, tag: str, *, lies: bool = False) -> None:
        self.language, self.margin = language, MARGINS[size]
        self.pdf = FPDF("landscape" if lies else "portrait", "mm", SIZES[size])
        typeface.add_to(self.pdf)
        self.pdf.set_margin(self.margin)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.c_margin = 0
        self.pdf.set_title(self._legible(title))
        self.pdf.set_lang(tag)
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.pdf.set_creation_date(UNDATED)
        self.pdf.set_font(typeface.FAMILY, size=BODY)

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.pdf.epw

    @property
    def bottom(self) -> float:
        """Where the lower margin begins."""
        return self.pdf.h - self.margin

    def turn(self, heading: str) -> None:
        """A new page, and its name in the outline that a reader's software shows."""
        self.pdf.add_page()
        self.pdf.start_section(self._legible(heading))

    def measure(self, text: str, width: float, size: float = BODY, *, bold: bool = False) -> float:
        """The height of words in a column."""
        return len(self._lines(text, width, size, bold)) * size * LEADING * POINT

    def part(self, text: str, width: float, size: float = BODY, *, bold: bool = False) -> list[str]:
        """Words in one, or parted between two lines where they are longer than a page."""
        most = int((self.bottom - self.margin) / (size * LEADING * POINT))
        lines = self._lines(text, width, size, bold)
        return (
            [" ".join(lines[at : at + most]) for at in range(0, len(lines), most)]
            if len(lines) > most
            else [text]
        )

    def write(
        self, text: str, x: float, y: float, width: float, size: float = BODY, *, bold: bool = False
    ) -> float:
        """Words in a column; where the next may begin."""
        self._choose(size, bold)
        self.pdf.set_xy(x, y)
        self.pdf.multi_cell(width, size * LEADING * POINT, self._legible(text), align="L")
        return y + self.measure(text, width, size, bold=bold)

    def fit(self, text: str, width: float, largest: float) -> float:
        """The size in points at which words stand on one line, as large as may be."""
        self._choose(largest, bold=True)
        return max(
            BODY, min(largest, largest * width / max(1.0, self.pdf.get_string_width(self._legible(text))))
        )

    def draw_key(self, key: str, x: float, y: float) -> None:
        """A key of the telephone: its digit in a box with round corners."""
        self.pdf.set_line_width(0.7)
        self.pdf.rect(x, y, BOX, BOX, round_corners=True, corner_radius=2.5)
        self._choose(KEY, bold=True)
        wide = self.pdf.get_string_width(key)
        self.pdf.text(x + (BOX - wide) / 2, y + BOX / 2 + typeface.middle_of(key) * KEY * POINT, key)

    def draw_tick_box(self, x: float, y: float, side: float) -> None:
        """An empty box to be ticked."""
        self.pdf.set_line_width(0.7)
        self.pdf.rect(x, y, side, side)

    def draw_line(self, y: float) -> None:
        """A fine line from margin to margin."""
        self.pdf.set_line_width(0.4)
        self.pdf.line(self.margin, y, self.pdf.w - self.margin, y)

    def draw_picture(self, picture: bytes, y: float, width: float, height: float, words: str) -> None:
        """A picture at the left margin; its words are for those who do not see it."""
        self.pdf.image(BytesIO(picture), self.margin, y, width, height, alt_text=self._legible(words))

    def measure_code(self, code: Code, width: float) -> float:
        """The height of a code with its words beside it."""
        return max(SIDE, self.measure(code.words, width - SIDE - QUIET))

    def write_code(self, code: Code, x: float, y: float, width: float) -> float:
        """A code and its words beside it; where the next may begin."""
        self.pdf.image(BytesIO(draw(code.target)), x, y, SIDE, SIDE, alt_text=self._legible(code.words))
        self.write(code.words, x + SIDE + QUIET, y, width - SIDE - QUIET)
        return y + self.measure_code(code, width)

    def finish(self) -> bytes:
        """The document as it is sent."""
        return bytes(self.pdf.output())

    def _choose(self, size: float, bold: bool) -> None:
        self.pdf.set_font(typeface.FAMILY, "B" if bold else "", size)

    def _lines(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        self._choose(size, bold)
        lines = self.pdf.multi_cell(
            width, size, self._legible(text), align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return lines if isinstance(lines, list) else [text]

    def _legible(self, text: str) -> str:
        """Words set in this language, without signs that the type does not have (it would print empty boxes)."""
        return "".join(
            sign
            for sign in set_type(text, self.language)
            if ord(sign) in typeface.known_signs() or sign == "\n"
        )
