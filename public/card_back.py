"""The back of the large card: numbers worth knowing, by mood, large enough to dial from."""

from __future__ import annotations

from public.card import Card, Numbers
from public.print.paper import Paper

TITLE, NUMBER = 26.0, 26.0
NUMBER_WIDTH = 28.0
AIR, ROW_AIR = 5.0, 1.5


def write_back(paper: Paper, card: Card) -> None:
    """A page of numbers; moods for which there is no more room are left out."""
    paper.turn(card.numbers_title)
    y = paper.write(card.numbers_title, paper.margin, paper.margin, paper.width, TITLE, bold=True)
    y = paper.write(card.numbers_how, paper.margin, y + 1, paper.width) + AIR
    for numbers in card.numbers:
        if y + _measure(paper, numbers) > paper.bottom:
            break
        y = _write(paper, numbers, y) + AIR


def _measure(paper: Paper, numbers: Numbers) -> float:
    rows = sum(_row(paper, title) for _, title in numbers.items)
    return paper.measure(numbers.mood, paper.width, bold=True) + rows


def _row(paper: Paper, title: str) -> float:
    words = paper.measure(title, paper.width - NUMBER_WIDTH)
    return max(words, paper.measure("0", NUMBER_WIDTH, NUMBER)) + ROW_AIR


def _write(paper: Paper, numbers: Numbers, y: float) -> float:
    y = paper.write(numbers.mood, paper.margin, y, paper.width, bold=True) + ROW_AIR
    for number, title in numbers.items:
        paper.write(str(number), paper.margin, y, NUMBER_WIDTH, NUMBER, bold=True)
        lower = (paper.measure("0", NUMBER_WIDTH, NUMBER) - paper.measure("0", NUMBER_WIDTH)) * 0.7
        paper.write(title, paper.margin + NUMBER_WIDTH, y + lower, paper.width - NUMBER_WIDTH)
        y += _row(paper, title)
    return y
