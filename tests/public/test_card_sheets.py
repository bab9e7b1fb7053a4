"""Sheets of activities and walks: everything on them, large, in order, whole steps on one page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from public.print.paper import Size
from public.sheets import list_sheets, read_activity, read_walk
from public.sheets_paper import print_activity, print_walk
from tests.public import pdf
from tests.public.pdf import Printed
from tests.scenes.museum import LANGUAGES, LINE, make_catalogue, make_words

BOT = "museline_bot"
EVERY = [(language, size) for language in LANGUAGES for size in Size]


def jpeg(wide: int, high: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (wide, high), "white").save(made, "jpeg")
    return made.getvalue()


def activity_sheet(language: str, size: Size, picture: bytes = b"", **changes: object) -> Printed:
    activity = read_activity(make_catalogue(), 240, language, BOT)
    assert activity is not None
    return pdf.read(print_activity(replace(activity, **changes), picture, size, language, language))


def walk_sheet(language: str, size: Size) -> Printed:
    walk = read_walk(make_catalogue(), "guests", language, BOT)
    assert walk is not None
    return pdf.read(print_walk(walk, size, language, language))


@pytest.mark.parametrize(("language", "size"), EVERY)
def test_activity_has_everything_large(language: str, size: Size) -> None:
    sheet, words = activity_sheet(language, size), make_catalogue().items[240].words[language]
    for part in (words.title, *words.needed, *words.steps, *words.ending, "Grace"):
        assert part in sheet.words
    assert sheet.words.index(words.needed[0]) < sheet.words.index(words.steps[0])
    assert min(sheet.sizes) >= 18
    assert sheet.overflowing == ()
    assert (sheet.title, sheet.language, sheet.is_tagged) == (words.title, language, True)


@pytest.mark.parametrize(("language", "size"), EVERY)
def test_walk_has_every_stop_in_order(language: str, size: Size) -> None:
    sheet, catalogue = walk_sheet(language, size), make_catalogue()
    places = [
        sheet.words.index(f"{n} {catalogue.items[n].words[language].title}")
        for n in (311, 312, 313, 314, 315)
    ]
    assert places == sorted(places)
    assert "1 min" in sheet.words
    assert "Ruth" in sheet.words
    assert min(sheet.sizes) >= 18
    assert sheet.overflowing == ()


@pytest.mark.parametrize("size", list(Size))
def test_sheet_says_how_to_hear_it(size: Size) -> None:
    sheet = activity_sheet("en", size)
    assert "dial 240, then press #" in sheet.words
    assert {code.target for code in sheet.codes} == {
        f"tel:{LINE.number}",
        f"https://t.me/{BOT}?start=item-240",
    }
    assert min(code.side for code in sheet.codes) >= 30


def test_sheet_without_number_still_says_how() -> None:
    bare = replace(make_catalogue(), lines=(replace(LINE, number=""),))
    activity, walk = read_activity(bare, 240, "fr", ""), read_walk(bare, "guests", "fr", "")
    assert activity is not None
    assert walk is not None
    assert (activity.codes, walk.codes) == ((), ())
    assert activity.how.startswith("Appelez-nous. Appuyez sur le 5, composez le 240")
    assert len(pdf.read(print_walk(walk, Size.A5, "fr", "fr")).pages) >= 1


@pytest.mark.parametrize("measures", [(1600, 900), (300, 2000), (8, 8)])
@pytest.mark.parametrize("size", list(Size))
def test_picture_stays_on_the_paper(size: Size, measures: tuple[int, int]) -> None:
    sheet = activity_sheet("en", size, jpeg(*measures))
    assert sheet.overflowing == ()
    assert sheet.pages[0].startswith("Item 240 en")


def test_broken_picture_is_left_out() -> None:
    assert activity_sheet("en", Size.A4, b"no picture") == activity_sheet("en", Size.A4)


@pytest.mark.parametrize("size", list(Size))
def test_no_step_is_torn_apart(size: Size) -> None:
    steps = tuple(f"begin{at} " + "Turn it over and hold it still. " * 9 + f"end{at}" for at in range(12))
    sheet = activity_sheet("en", size, steps=steps)
    assert len(sheet.pages) > 2
    assert sheet.overflowing == ()
    for at in range(12):
        page = next(page for page in sheet.pages if f"begin{at} " in page)
        assert f"end{at}" in page


@pytest.mark.parametrize(("number", "language"), [(214, "en"), (999, "en"), (240, "de"), (0, "en")])
def test_only_activities_of_ours_have_sheets(number: int, language: str) -> None:
    assert read_activity(make_catalogue(), number, language, BOT) is None


def test_walk_needs_words_in_its_language() -> None:
    known = make_catalogue()
    foreign = replace(
        known, series={"guests": replace(known.series["guests"], title={"en": "Guests"})}, _lists={}
    )
    assert read_walk(foreign, "guests", "fr", BOT) is None
    assert read_walk(known, "nothing", "en", BOT) is None


def test_all_sheets_are_listed() -> None:
    activities, walks = list_sheets(make_catalogue(), "en")
    assert [one.number for one in activities] == [240, 241, 260]
    assert [one.slug for one in walks] == ["three-blues", "guests"]


def test_sheet_knows_lists_that_are_empty() -> None:
    words = make_words("Bare", "en")
    sheet = activity_sheet("en", Size.A4, words=words.text, needed=(), steps=(), ending=())
    assert "You need" not in sheet.words
    assert "Step by step" not in sheet.words
