"""Words one below the other, over as many pages as they need; what belongs together stays on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from public.print.codes import Code
from public.print.paper import BODY, Paper

HEADING = 24.0
AIR = 3.0
TALLEST = 0.3  # of the page, for a picture
LEAD_WIDTH, TICK = 24.0, 7.5
NUMBER = 34.0
CODE_WIDTH, BETWEEN = 90.0, 6.0  # of a code with its words, and to the next


@dataclass
class Flow:
    """A pen that goes down the page."""

    paper: Paper
    title: str
    y: float = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._turn()

    def write(self, text: str, size: float = BODY, *, bold: bool = False) -> None:
        """A paragraph."""
        for part in self.paper.part(text, self.paper.width, size, bold=bold):
            self._write(part, 0, size, bold=bold)
        self.y += AIR / 2

    def head(self, text: str, following: float = 20.0) -> None:
        """A heading, never alone at the foot of a page."""
        self.y += AIR
        self._need(self.paper.measure(text, self.paper.width, HEADING, bold=True) + following)
        self.write(text, HEADING, bold=True)

    def tick(self, text: str) -> None:
        """A thing to be ticked."""
        paper, indent = self.paper, TICK + AIR
        first, *rest = paper.part(text, paper.width - indent)
        height = max(TICK, paper.measure(first, paper.width - indent))
        self._need(height)
        paper.draw_tick_box(paper.margin, self.y, TICK)
        paper.write(first, paper.margin + indent, self.y + 0.4, paper.width - indent)
        self.y += height
        for part in rest:
            self._write(part, indent)
        self.y += AIR

    def number(self, number: int, lines: tuple[str, ...], size: float = NUMBER) -> None:
        """A large number with words beside it; the first line is printed bold where there are several."""
        paper, wide = self.paper, self.paper.width - LEAD_WIDTH
        last, *rest = paper.part(lines[-1], wide)
        lines = (*lines[:-1], last)
        bold = [len(lines) > 1 and not at for at in range(len(lines))]
        heights = [paper.measure(line, wide, bold=is_bold) for line, is_bold in zip(lines, bold, strict=True)]
        height = max(sum(heights), paper.measure("0", LEAD_WIDTH, size, bold=True))
        self._need(height)
        first = (paper.measure("0", LEAD_WIDTH, size) - paper.measure("0", LEAD_WIDTH)) / 2
        y = self.y + (first if sum(heights) < height else 0)
        paper.write(str(number), paper.margin, self.y, LEAD_WIDTH, size, bold=True)
        for line, is_bold in zip(lines, bold, strict=True):
            y = paper.write(line, paper.margin + LEAD_WIDTH, y, wide, bold=is_bold)
        self.y += max(height, y - self.y)
        for part in rest:
            self._write(part, LEAD_WIDTH)
        self.y += AIR

    def show(self, picture: bytes, words: str) -> None:
        """A picture across the page, at most a third of its height; none where the file is no picture."""
        try:
            with Image.open(BytesIO(picture)) as opened:
                opened.load()  # a torn file begins like a whole one
                wide, high = opened.size
        except (UnidentifiedImageError, OSError):
            return
        scale = min(self.paper.width / wide, self.paper.pdf.h * TALLEST / high)
        self._need(high * scale)
        self.paper.draw_picture(picture, self.y, wide * scale, high * scale, words)
        self.y += high * scale + AIR

    def codes(self, codes: tuple[Code, ...], words: str) -> None:
        """How to hear it and where to write: a line, words, and the codes below, all on one page."""
        paper = self.paper
        beside = max(1, min(len(codes), int(paper.width / CODE_WIDTH)))
        wide = (paper.width - BETWEEN * (beside - 1)) / beside
        rows = [codes[at : at + beside] for at in range(0, len(codes), beside)]
        heights = [max(paper.measure_code(code, wide) for code in row) + BETWEEN for row in rows]
        self._need(paper.measure(words, paper.width, bold=True) + sum(heights) + 3 * AIR)
        paper.draw_line(self.y + AIR)
        self.y += 2 * AIR
        self.write(words, bold=True)
        for row, height in zip(rows, heights, strict=True):
            for at, code in enumerate(row):
                paper.write_code(code, paper.margin + at * (wide + BETWEEN), self.y + AIR, wide)
            self.y += height

    def _write(self, text: str, indent: float, size: float = BODY, *, bold: bool = False) -> None:
        """Words that a page can hold, on this one or the next."""
        paper, wide = self.paper, self.paper.width - indent
        self._need(paper.measure(text, wide, size, bold=bold))
        self.y = paper.write(text, paper.margin + indent, self.y, wide, size, bold=bold)

    def _need(self, height: float) -> None:
        if self.y + height > self.paper.bottom:
            self._turn()

    def _turn(self) -> None:
        self.paper.turn(self.title)
        self.y = self.paper.margin
