"""The printed card as a document: two columns of keys; A4 upright, A5 lying, each with a back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from public.card import Card, Key, Section
from public.card_back import write_back
from public.print.codes import Code
from public.print.columns import Block, Column, Placed, lay
from public.print.paper import BOX, GAP, Paper, Size

GUTTER = 8.0
ROW = BOX + 1.2
HEADING, NAME, NUMBER = 22.0, 26.0, 48.0
AIR, UNDER_HEADING, BETWEEN_CODES = 2.0, 1.0, 6.0


@dataclass(frozen=True, slots=True)
class CardPaper:
    """A card on its paper."""

    card: Card
    paper: Paper
    size: Size

    def print(self) -> bytes:
        """The document."""
        is_large = self.size is Size.A4
        self.paper.turn(self.card.museum)
        columns, left = self._below_header() if is_large else self._beside_header()
        sections = [block for section in self.card.sections for block in self._split(section)]
        placed = lay([*sections, self._person(), *left], columns, self._columns)
        for side in range(max(one.side for one in placed) + 1):
            self._draw_side(side, placed)
        if is_large and self.card.numbers:
            write_back(self.paper, self.card)
        return self.paper.finish()

    def _draw_side(self, side: int, placed: Iterable[Placed]) -> None:
        if side:
            self.paper.turn(self.card.museum)
        for one in placed:
            if one.side == side:
                one.block.draw(one.x, one.y, one.width)

    def _columns(self, side: int) -> list[Column]:
        """Two columns of a whole page."""
        wide = self._half
        return [
            Column(side, self.paper.margin + at * (wide + GUTTER), self.paper.margin, wide, self.paper.bottom)
            for at in range(2)
        ]

    @property
    def _half(self) -> float:
        return (self.paper.width - GUTTER) / 2

    def _below_header(self) -> tuple[list[Column], list[Block]]:
        """Name, warm words, number and codes from margin to margin, then two columns."""
        top = self._write_header(self.paper.margin, self.paper.width)
        for at, code in enumerate(self.card.codes):
            self.paper.write_code(code, self.paper.margin + at * (self._half + GUTTER), top, self._half)
        heights = [self.paper.measure_code(code, self._half) for code in self.card.codes]
        top += max(heights, default=0) + GAP
        columns = self._columns(0)
        for column in columns:
            column.y = top
        return columns, []

    def _beside_header(self) -> tuple[list[Column], list[Block]]:
        """The header takes the left half of the front; the right half and the back are for keys.

        A code for which a long name leaves no room comes after them."""
        y, left = self._write_header(self.paper.margin, self._half), []
        for code in self.card.codes:
            if y + self.paper.measure_code(code, self._half) > self.paper.bottom:
                left.append(self._code(code))
            else:
                y = self.paper.write_code(code, self.paper.margin, y, self._half) + BETWEEN_CODES
        return [self._columns(0)[1], *self._columns(1)], left

    def _write_header(self, x: float, width: float) -> float:
        card, paper = self.card, self.paper
        y = paper.write(card.museum, x, paper.margin, width, paper.fit(card.museum, width, NAME), bold=True)
        y = paper.write(card.hello, x, y + 1, width) + 1
        if card.number:
            y = paper.write(card.number, x, y, width, paper.fit(card.number, width, NUMBER), bold=True)
        return y + AIR

    def _split(self, section: Section) -> list[Block]:
        """A section as one block; as two, with its title again, where its words are too long for one column."""
        block, half = self._section(section), len(section.keys) // 2
        if not half or block.measure(self._half) <= self.paper.bottom - self.paper.margin:
            return [block]
        parts = (section.keys[:half], section.keys[half:])
        return [block for keys in parts for block in self._split(Section(section.title, keys))]

    def _section(self, section: Section) -> Block:
        def measure(width: float) -> float:
            heading = self.paper.measure(section.title, width, HEADING, bold=True)
            return heading + UNDER_HEADING + sum(self._row(key, width) for key in section.keys)

        def draw(x: float, y: float, width: float) -> None:
            y = self.paper.write(section.title, x, y, width, HEADING, bold=True) + UNDER_HEADING
            for key in section.keys:
                self._draw_row(key, x, y, width)
                y += self._row(key, width)

        return Block(measure, draw)

    def _row(self, key: Key, width: float) -> float:
        return max(ROW, self.paper.measure(key.words, width - BOX - GAP) + 0.6)

    def _draw_row(self, key: Key, x: float, y: float, width: float) -> None:
        """A key, and its words in the middle beside it."""
        self.paper.draw_key(key.key, x, y)
        words = self.paper.measure(key.words, width - BOX - GAP)
        self.paper.write(key.words, x + BOX + GAP, y + max(0.0, (BOX - words) / 2), width - BOX - GAP)

    def _code(self, code: Code) -> Block:
        return Block(
            lambda width: self.paper.measure_code(code, width),
            lambda x, y, width: self.paper.write_code(code, x, y, width),
        )

    def _person(self) -> Block:
        """When a person answers, or that one may leave a message."""
        words = self.card.person
        return Block(
            lambda width: self.paper.measure(words, width),
            lambda x, y, width: self.paper.write(words, x, y, width),
        )


def print_card(card: Card, size: Size, language: str, tag: str) -> bytes:
    """The card as a document; A5 lies, so that it can stand beside a telephone."""
    paper = Paper(size, card.title, language, tag, lies=size is Size.A5)
    return CardPaper(card, paper, size).print()
