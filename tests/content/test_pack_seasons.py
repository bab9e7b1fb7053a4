"""Seasons in a pack: read, checked, imported, exported, and on the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.catalogue import Season
from content.packs.exporting import export_pack
from content.packs.importing import import_pack
from content.packs.validation import validate
from tests.content.museum import PackFolder, SmallHouse

SEASONS = """[winter]
name = "Winter"
begins = 2026-12-01
ends = 2027-01-06
yearly = true
items = [214, 410]

[winter.greeting]
en = "A warm hello from a cold tower."

[spring]
name = "Spring"
begins = 2026-03-01
ends = 2026-05-31
items = [305]
"""


def test_seasons_reach_the_line(house: SmallHouse, pack: PackFolder) -> None:
    pack.write("seasons.toml", SEASONS)
    house.take_in(pack)
    winter, spring = house.shelf.catalogue.seasons
    greeting = {"en": "A warm hello from a cold tower."}
    assert winter == Season("winter", date(2026, 12, 1), date(2027, 1, 6), True, (214,), greeting), (
        "410 is a draft"
    )
    assert (spring.items, spring.yearly, spring.greeting) == ((305,), False, {})
    assert house.shelf.catalogue.season_on(date(2028, 12, 24)) is winter


def test_pack_without_seasons_leaves_them(house: SmallHouse, pack: PackFolder) -> None:
    pack.write("seasons.toml", SEASONS)
    house.take_in(pack)
    pack.remove("seasons.toml")
    house.take_in(pack)
    assert len(house.shelf.catalogue.seasons) == 2


def test_changed_season_is_replaced(house: SmallHouse, pack: PackFolder) -> None:
    pack.write("seasons.toml", SEASONS)
    house.take_in(pack)
    pack.change("seasons.toml", "A warm hello from a cold tower.", "Snow on the tower!")
    pack.change("seasons.toml", "[214, 410]", "[305]")
    house.take_in(pack)
    winter = house.shelf.catalogue.seasons[0]
    assert (winter.items, winter.greeting) == ((305,), {"en": "Snow on the tower!"})


def test_exported_seasons_come_back_the_same(house: SmallHouse, pack: PackFolder, tmp_path: Path) -> None:
    pack.write("seasons.toml", SEASONS)
    house.take_in(pack)
    before = house.shelf.catalogue.seasons
    export_pack(house.database, house.media, tmp_path / "out")
    assert not [mistake for mistake in validate(tmp_path / "out") if mistake.blocks]
    import_pack(house.database, house.media, tmp_path / "out", house.clock)
    house.seconds += 10
    assert house.shelf.catalogue.seasons == before


def test_export_without_seasons_has_no_file(house: SmallHouse, pack: PackFolder, tmp_path: Path) -> None:
    house.take_in(pack)
    export_pack(house.database, house.media, tmp_path / "out")
    assert not (tmp_path / "out" / "seasons.toml").exists()


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("ends = 2027-01-06", "ends = 2026-01-06", 4, "ends before it begins"),
        ("ends = 2027-01-06", "ends = 2028-01-06", 4, "shorter than a year"),
        ("ends = 2027-01-06\n", "", 1, "`ends` is missing"),
        ("[214, 410]", "[214, 999]", 6, "no item 999"),
        ("[214, 410]", "[214, 214]", 6, "stands here twice"),
        ("en = ", "it = ", 9, 'knows no language "it"'),
        ("A warm hello", "word " * 26, 9, "long for a caller"),
        ("[winter]", "[Winter!]", 1, "this is not TOML"),
        ('name = "Winter"', 'nme = "Winter"', 2, "nobody knows `nme`"),
    ],
)
def test_mistakes_are_named_with_their_line(
    pack: PackFolder, old: str, new: str, line: int, what: str
) -> None:
    pack.write("seasons.toml", SEASONS.replace(old, new, 1))
    found = [mistake for mistake in validate(pack.path) if mistake.file == "seasons.toml" and mistake.blocks]
    assert (line, True) in [(mistake.line, what in mistake.what) for mistake in found]
