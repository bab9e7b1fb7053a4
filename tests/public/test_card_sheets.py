"""Sheets of activities and walks: everything on them, large, in order, whole steps on one page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from content.catalogue import SeriesKind
from public.print.flow import Flow
from public.print.paper import Paper, Size
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


def noisy(kind: str, mode: str = "RGB") -> bytes:
    """A picture of which no part can be left out: its file is as long as it must be."""
    made = BytesIO()
    Image.effect_noise((300, 200), 90).convert(mode).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    "picture",
    [b"no picture", noisy("jpeg")[:3000], noisy("png")[:3000], noisy("jpeg")[:100], noisy("webp")[:-500]],
    ids=["none", "torn jpeg", "torn png", "only a head", "torn webp"],
)
def test_broken_picture_is_left_out(picture: bytes) -> None:
    assert activity_sheet("en", Size.A4, picture) == activity_sheet("en", Size.A4)


@pytest.mark.parametrize(
    ("kind", "mode"), [("jpeg", "L"), ("jpeg", "CMYK"), ("png", "RGBA"), ("webp", "RGB"), ("gif", "P")]
)
def test_pictures_of_any_make_are_printed(kind: str, mode: str) -> None:
    with_picture = activity_sheet("en", Size.A4, noisy(kind, mode))
    assert with_picture.overflowing == ()
    assert with_picture.pages != activity_sheet("en", Size.A4).pages, "the words moved down to make room"


ENDLESS = " ".join(f"word{at}" for at in range(400))


@pytest.mark.parametrize("field", ["title", "words", "needed", "steps", "ending"])
def test_longer_than_a_page_goes_on_overleaf(field: str) -> None:
    sheet = activity_sheet(
        "en", Size.A5, **{field: ENDLESS if field == "title" else ("First.", ENDLESS, "Last.")}
    )
    assert sheet.overflowing == ()
    assert ENDLESS in sheet.words
    assert min(sheet.sizes) >= 18


def test_endless_stop_of_a_walk_goes_on_overleaf() -> None:
    walk = read_walk(make_catalogue(), "guests", "en", BOT)
    assert walk is not None
    stops = (replace(walk.stops[0], title="A short one", about=ENDLESS), *walk.stops[1:])
    sheet = pdf.read(print_walk(replace(walk, stops=stops), Size.A5, "en", "en"))
    assert sheet.overflowing == ()
    assert ENDLESS in sheet.words
    assert sheet.words.index("word399") < sheet.words.index(walk.stops[1].title)


def test_heading_is_never_alone_at_the_foot() -> None:
    """Wherever on a page it comes, the first of its list stands below it."""
    flow = Flow(Paper(Size.A5, "T", "en", "en"), "T")
    for at in range(30):
        for _ in range(1 + at % 5):
            flow.write("A line.")
        flow.head(f"Things{at}")
        flow.tick(f"First{at}")
    pages = [f"{page}\r" for page in pdf.read(flow.paper.finish()).pages]
    apart = [
        at for at in range(30) for page in pages if (f"Things{at}\r" in page) != (f"First{at}\r" in page)
    ]
    assert len(pages) > 8
    assert apart == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [(20, "1 min"), (140, "1 min"), (209, "1 min"), (212, "2 min"), (700, "5 min")],
)
def test_stop_says_its_minutes(words: int, shown: str) -> None:
    known = make_catalogue()
    item = known.items[311]
    told = {"en": replace(item.words["en"], text=("word " * words,), teaser="")}
    walk = read_walk(replace(known, items={311: replace(item, words=told)}, _lists={}), "guests", "en", BOT)
    assert walk is not None
    assert [stop.about for stop in walk.stops] == [shown]


def test_walk_without_teaser_or_role_says_less() -> None:
    known = make_catalogue()
    guests = known.series["guests"]
    plain = replace(guests, kind=SeriesKind.SERIAL, teaser={}, guide=replace(guests.guide, role={}))
    walk = read_walk(replace(known, series={"guests": plain}, _lists={}), "guests", "en", BOT)
    assert walk is not None
    assert (walk.by, walk.teaser, walk.count) == ("A walk with Ruth", "", "5 parts, one after the other")
    assert guests.teaser["en"][1:] not in pdf.read(print_walk(walk, Size.A4, "en", "en")).words


@pytest.mark.parametrize("size", list(Size))
def test_no_step_is_torn_apart(size: Size) -> None:
    steps = tuple(f"begin{at} " + "Turn it over and hold it still. " * 9 + f"end{at}" for at in range(12))
    sheet = activity_sheet("en", Size.A5, steps=steps)
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
