"""All that is wrong in a pack, told at once and in the order of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content.packs.advice import advise
from content.packs.house_rules import (
    check_languages,
    check_lines,
    check_prompts,
    check_series,
    check_translations,
)
from content.packs.item_rules import check_item
from content.packs.mistakes import Mistake
from content.packs.pack import Pack, Reading
from content.packs.reading import read_pack
from content.packs.season_rules import check_seasons


def validate(folder: Path) -> list[Mistake]:
    """Every mistake and every piece of advice, sorted by file and line; nothing is changed."""
    return read_checked(folder)[1]


def read_checked(folder: Path) -> tuple[Pack, list[Mistake]]:
    """The pack, and all that is wrong with it."""
    if not folder.is_dir():
        missing = Mistake(str(folder), 1, "there is no such folder", "Look at the path once more")
        return Pack(folder), [missing]
    reading = read_pack(folder)
    found = [*reading.mistakes, *_check(reading)]
    return reading.pack, sorted(set(found))


def _check(reading: Reading) -> Iterator[Mistake]:
    """The rules; while lines.toml can't be read nobody knows the languages, so nothing else is asked."""
    if not reading.pack.languages:
        return
    for rule in (
        check_lines,
        check_languages,
        check_translations,
        check_series,
        check_seasons,
        check_prompts,
    ):
        yield from rule(reading)
    for item in reading.pack.items.values():
        yield from check_item(reading, item)
        yield from advise(reading, item)
