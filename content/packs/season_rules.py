"""What must be true of seasons, beyond the shape of their file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from content.packs.mistakes import Mistake
from content.packs.pack import ITEMS, Reading
from content.packs.shapes import SeasonShape

LONGEST_GREETING = 25  # words: a caller waits through them at every call of these weeks
LONGEST_YEARLY = timedelta(days=365)
FILE = "seasons.toml"


def check_seasons(reading: Reading) -> Iterator[Mistake]:
    """Seasons end after they begin, name items that exist, and greet briefly in languages of the house."""
    for slug, season in reading.pack.seasons.items():
        yield from _check_days(reading, slug, season)
        yield from _check_items(reading, slug, season)
        yield from _check_greeting(reading, slug, season)


def _check_days(reading: Reading, slug: str, season: SeasonShape) -> Iterator[Mistake]:
    if season.ends < season.begins:
        what, todo = "this season ends before it begins", "Write the last day of the season, with its year"
        yield reading.mistake(FILE, (slug, "ends"), what, todo)
    elif season.yearly and season.ends - season.begins >= LONGEST_YEARLY:
        what, todo = "a season that comes every year is shorter than a year", "Correct the year"
        yield reading.mistake(FILE, (slug, "ends"), what, todo)


def _check_items(reading: Reading, slug: str, season: SeasonShape) -> Iterator[Mistake]:
    for number, times in Counter(season.items).items():
        if number not in reading.pack.numbers or times > 1:
            missing = f"there is no item {number} under {ITEMS}/"
            what = f"item {number} stands here twice" if times > 1 else missing
            yield reading.mistake(FILE, (slug, "items"), what, "Correct the number, or take it out")


def _check_greeting(reading: Reading, slug: str, season: SeasonShape) -> Iterator[Mistake]:
    for code, words in season.greeting.items():
        where = (slug, "greeting", code)
        if code not in reading.pack.languages:
            what, todo = (
                f'lines.toml knows no language "{code}"',
                "Add the language there, or correct it here",
            )
            yield reading.mistake(FILE, where, what, todo)
        if len(words.split()) > LONGEST_GREETING:
            what, todo = "this greeting is long for a caller", f"Use {LONGEST_GREETING} words at most"
            yield reading.mistake(FILE, where, what, todo)
