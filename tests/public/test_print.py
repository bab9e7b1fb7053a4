"""The pieces of which paper is made: hours, words, signs, columns, and square codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from content.catalogue import Opening
from public.print.codes import DOTS, draw
from public.print.columns import BETWEEN, Block, Column, lay
from public.print.hours import write_hours
from public.print.paper import BODY, KEY, Paper, Size
from public.print.typeface import can_print, middle_of
from public.print.words import say, set_type
from tests.scenes.museum import LINE


@pytest.mark.parametrize(
    ("days", "language", "tag", "lines"),
    [
        ((1, 2, 3, 4, 5), "en", "en-GB", ("Tuesday to Saturday, 10:00–17:00",)),
        ((1, 2, 3, 4, 5), "fr", "fr-FR", ("du mardi au samedi, 10:00–17:00",)),
        ((1, 2, 3, 4, 5), "es", "es-ES", ("de martes a sábado, 10:00–17:00",)),
        ((0, 2, 3), "en", "en-GB", ("Monday, 10:00–17:00", "Wednesday, Thursday, 10:00–17:00")),
        ((), "en", "xx-nothing", ()),
    ],
)
def test_neighbouring_days_share_their_hours(
    days: tuple[int, ...], language: str, tag: str, lines: tuple[str, ...]
) -> None:
    hours = tuple(Opening(day, time(10), time(17)) for day in days)
    assert write_hours(replace(LINE, hours=hours), language, tag) == lines


def test_lunch_divides_a_day() -> None:
    hours = (Opening(1, time(14), time(17)), Opening(1, time(10), time(12, 30)))
    assert write_hours(replace(LINE, hours=hours), "en", "en-GB") == ("Tuesday, 10:00–12:30, 14:00–17:00",)


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        ([(day, 10, 17) for day in range(7)], ("Monday to Sunday, 10:00–17:00",)),
        ([(6, 10, 17), (0, 10, 17)], ("Monday, 10:00–17:00", "Sunday, 10:00–17:00")),
        ([(0, 10, 17), (1, 10, 18), (2, 10, 17)],
         ("Monday, 10:00–17:00", "Tuesday, 10:00–18:00", "Wednesday, 10:00–17:00")),
        ([(0, 14, 17), (0, 10, 12), (1, 10, 12), (1, 14, 17)], ("Monday, Tuesday, 10:00–12:00, 14:00–17:00",)),
        ([(5, 0, 23), (6, 0, 23)], ("Saturday, Sunday, 00:00–23:00",)),
    ],
    ids=["every day", "across the week's end", "one day longer", "lunch, in any order", "round the clock"],
)  # fmt: skip
def test_runs_of_days_share_a_line(hours: list[tuple[int, int, int]], lines: tuple[str, ...]) -> None:
    opened = tuple(Opening(day, time(opens), time(closes)) for day, opens, closes in hours)
    assert write_hours(replace(LINE, hours=opened), "en", "en-GB") == lines


@pytest.mark.parametrize(
    ("tag", "line"),
    [("en-US", "Monday, 9:00\u202fAM–5:30\u202fPM"), ("en-GB", "Monday, 09:00–17:30"), ("de-DE", "Montag, 09:00–17:30"),
     ("fr-CA", "lundi, 09 h 00–17 h 30"), ("xx-XX", "Monday, 09:00–17:30"), ("", "Monday, 09:00–17:30")],
)  # fmt: skip
def test_hours_are_written_as_in_the_country(tag: str, line: str) -> None:
    opened = replace(LINE, hours=(Opening(0, time(9), time(17, 30)),))
    assert [one.replace("\u00a0", " ") for one in write_hours(opened, "en", tag)] == [line]


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        ("Qu'est-ce ? Oui !", "fr", "Qu’est-ce\u00a0? Oui\u00a0!"),
        ("« Ah ; non : si »", "fr-CA", "«\u00a0Ah\u00a0; non\u00a0: si\u00a0»"),
        ("What ? No !", "en", "What ? No !"),
        ("the dogs' 'bark' isn't", "en", "the dogs' 'bark' isn’t"),
        ("9:00\u202fAM", "en", "9:00\u00a0AM"),
    ],
)
def test_words_are_set_as_a_printer_does(text: str, language: str, printed: str) -> None:
    assert set_type(text, language) == printed


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Retour"), ("fr-CA", "Retour"), ("de", "Back"), ("es-MX", "Volver")]
)
def test_paper_speaks_the_nearest_language(language: str, word: str) -> None:
    assert say(language, "keys.back") == word


def test_museum_may_be_called_anything() -> None:
    assert say("en", "card.title", museum="{number} & {}") == "The story line of {number} & {}"


@pytest.mark.parametrize(
    ("words", "can"),
    [("Français", True), ("Čeština", True), ("Tiếng Việt", False), ("日本語", False), ("Ελληνικά", False)],
)
def test_type_knows_which_languages_it_can_print(words: str, can: bool) -> None:
    assert can_print(words) is can


def test_star_hangs_higher_than_a_digit() -> None:
    assert middle_of("*") > middle_of("8") > 0.2


def block(height: float) -> Block:
    return Block(lambda _: height, lambda *_: None)


def column(height: float = 100, side: int = 0, x: float = 0) -> Column:
    return Column(side, x, 0, 50, height)


HEIGHTS = st.lists(st.floats(1, 100), max_size=30)


@given(HEIGHTS)
def test_blocks_never_overlap_nor_leave_the_page(heights: list[float]) -> None:
    def more(side: int) -> list[Column]:
        return [column(side=side), column(side=side, x=60)]

    placed = lay([block(height) for height in heights], [column(60)], more)
    assert [one.block.measure(50) for one in placed] == heights
    ends: dict[tuple[int, float], float] = {}
    for one, height in zip(placed, heights, strict=True):
        place = (one.side, one.x)
        assert one.y >= ends.get(place, 0) - 1e-9
        assert one.y + height <= (60 if one.side == 0 else 100) + 1e-9
        ends[place] = one.y + height + BETWEEN


def test_block_goes_where_there_is_room_first() -> None:
    placed = lay(
        [block(90), block(50), block(5), block(45)],
        [column(), column(x=60)],
        lambda side: [column(side=side)],
    )
    assert [(one.side, one.x, one.y) for one in placed] == [(0, 0, 0), (0, 60, 0), (0, 0, 95), (0, 60, 55)]


def test_block_taller_than_any_page_gets_its_own() -> None:
    placed = lay([block(10), block(500), block(10)], [column()], lambda side: [column(side=side)])
    assert [one.side for one in placed] == [0, 1, 0]


@pytest.fixture
def paper() -> Iterator[Paper]:
    made = Paper(Size.A5, "T", "en", "en")
    made.turn("T")
    yield made
    made.finish()


def test_words_fit_as_large_as_they_may(paper: Paper) -> None:
    assert paper.fit("Hi", 100, KEY) == KEY
    fitted = paper.fit("The Museum of Small Things", 100, KEY)
    assert BODY < fitted < KEY
    assert paper.measure("The Museum of Small Things", 101, fitted, bold=True) == paper.measure(
        "Hi", 100, fitted
    )
    assert paper.fit("The Museum of Small Things " * 9, 100, KEY) == BODY
    assert paper.fit("", 100, KEY) == KEY


@pytest.mark.parametrize("words", [1, 40, 90, 300])
def test_parted_words_are_all_there(paper: Paper, words: int) -> None:
    text = " ".join(f"word{at}" for at in range(words))
    parts = paper.part(text, 60)
    assert " ".join(parts) == text
    assert all(paper.measure(part, 60) <= paper.bottom - paper.margin for part in parts)
    assert len(parts) == -(-paper.measure(text, 60) // (paper.bottom - paper.margin))


@pytest.mark.parametrize("target", ["tel:+33155550123", "https://t.me/" + "b" * 32 + "?start=item-9999"])
def test_dirty_code_is_still_read(target: str) -> None:
    """Somebody put a cup on it: a spot of a seventh of its side."""
    picture = Image.open(BytesIO(draw(target))).convert("L")
    side = picture.width
    picture.paste(255, (side // 2, side // 2, side // 2 + side // 7, side // 2 + side // 7))
    (found,) = zxingcpp.read_barcodes(ImageOps.expand(picture, 4 * DOTS, 255))
    assert found.text == target
