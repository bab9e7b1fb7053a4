"""What must be true of lines, speakers, series and prompts, beyond the shape of their files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from content.catalogue import SeriesKind
from content.packs.files import check_sound
from content.packs.mistakes import Mistake
from content.packs.pack import ITEMS, PROMPTS, Reading
from content.packs.places import find_foreign, find_places, list_known, list_places
from content.packs.shapes import SeriesShape

KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
RECORDINGS = f"{PROMPTS}/recordings.toml"


def check_lines(reading: Reading) -> Iterator[Mistake]:
    """Lines speak languages of the house, and each language has a key of its own."""
    pack = reading.pack
    taken: set[int] = set()
    for code, language in pack.languages.items():
        if language.key in taken:
            what = f"key {language.key} stands for two languages"
            yield reading.mistake("lines.toml", ("languages", code, "key"), what, "Give each its own key")
        taken.add(language.key)
    for slug, line in pack.lines.items():
        if line.language not in pack.languages:
            what, todo = f'nobody speaks "{line.language}" here', "Write a language from the top of this file"
            yield reading.mistake("lines.toml", ("lines", slug, "language"), what, todo)


def check_languages(reading: Reading) -> Iterator[Mistake]:
    """Nothing is written in a language that lines.toml does not know."""
    pack = reading.pack
    for slug, line in pack.lines.items():
        yield from _unknown(reading, "lines.toml", ("lines", slug, "greeting"), line.greeting)
    for slug, speaker in pack.speakers.items():
        yield from _unknown(reading, "speakers.toml", (slug, "role"), speaker.role)
    for slug, series in pack.series.items():
        yield from _unknown(reading, "series.toml", (slug, "title"), series.title)
        yield from _unknown(reading, "series.toml", (slug, "teaser"), series.teaser)
    for item in pack.items.values():
        yield from _unknown(reading, item.file, ("recordings",), item.shape.recordings)
        for place, thread in enumerate(item.shape.threads):
            yield from _unknown(reading, item.file, ("threads", place, "reason"), thread.reason)
    yield from _check_names(reading)


def _check_names(reading: Reading) -> Iterator[Mistake]:
    """The same for files that are named after their language."""
    pack = reading.pack
    named = [(f"{item.folder}/{code}.md", code) for item in pack.items.values() for code in item.texts]
    named += [(f"{PROMPTS}/{code}.toml", code) for code in pack.prompts]
    for file, code in named:
        if code not in pack.languages:
            what = "this is in a language that lines.toml does not know"
            yield reading.mistake(file, (), what, "Add the language there, or rename the file")


def _unknown(
    reading: Reading, file: str, path: tuple[str | int, ...], words: Mapping[str, object]
) -> Iterator[Mistake]:
    for code in words.keys() - reading.pack.languages.keys():
        what, todo = f'lines.toml knows no language "{code}"', "Add the language there, or correct it here"
        yield reading.mistake(file, (*path, code), what, todo)


def check_translations(reading: Reading) -> Iterator[Mistake]:
    """Roles, titles and menu words of series stand in every language: a menu can't leave them out."""
    pack = reading.pack
    for slug, speaker in pack.speakers.items():
        yield from _untranslated(reading, "speakers.toml", (slug, "role"), speaker.role)
    for slug, series in pack.series.items():
        yield from _untranslated(reading, "series.toml", (slug, "title"), series.title)
        yield from _untranslated(reading, "series.toml", (slug, "teaser"), series.teaser)


def _untranslated(
    reading: Reading, file: str, path: tuple[str, ...], words: Mapping[str, str]
) -> Iterator[Mistake]:
    for code in reading.pack.languages:
        if code not in words:
            yield reading.mistake(
                file, path, f"`{path[-1]}` is missing in {code}", f'Add {code} = "..." here'
            )


def check_series(reading: Reading) -> Iterator[Mistake]:
    """Series have a guide, items that exist, and weekdays exactly where they are serials."""
    for slug, series in reading.pack.series.items():
        if series.guide not in reading.pack.speakers:
            what, todo = (
                f'nobody in speakers.toml is called "{series.guide}"',
                "Write a name from speakers.toml",
            )
            yield reading.mistake("series.toml", (slug, "guide"), what, todo)
        for number, times in Counter(series.items).items():
            if number not in reading.pack.numbers or times > 1:
                what = (
                    f"item {number} stands here twice"
                    if times > 1
                    else f"there is no item {number} under {ITEMS}/"
                )
                yield reading.mistake(
                    "series.toml", (slug, "items"), what, "Correct the number, or take it out"
                )
        yield from _check_sort(reading, slug, series)


def _check_sort(reading: Reading, slug: str, series: SeriesShape) -> Iterator[Mistake]:
    if not series.items:
        yield reading.mistake(
            "series.toml", (slug, "items"), "this series is empty", "Write the numbers of its items"
        )
    if series.kind is SeriesKind.SERIAL and not series.weekdays:
        todo = 'Say when a new part comes, such as weekdays = ["mon", "thu"]'
        yield reading.mistake("series.toml", (slug,), "this serial has no weekdays", todo)
    if series.kind is SeriesKind.TRAIL and series.weekdays:
        what = "a trail is open on every day and has no weekdays"
        yield reading.mistake(
            "series.toml", (slug, "weekdays"), what, "Take the weekdays out, or make it a serial"
        )


def check_prompts(reading: Reading) -> Iterator[Mistake]:
    """Every language says the same things, with the same {places} to fill in."""
    pack = reading.pack
    known = pack.prompts.get(pack.source, {})
    for code in pack.languages if pack.prompts else ():
        file, words = f"{PROMPTS}/{code}.toml", pack.prompts.get(code, {})
        if code not in pack.prompts and not (pack.folder / file).exists():
            yield reading.mistake(
                file, (), "the prompts are missing in this language", "Translate those of the first one"
            )
            continue
        for key in known.keys() - words.keys():
            yield reading.mistake(
                file, key.split(".")[:-1], f"`{key}` is missing", f'Translate "{known[key]}"'
            )
        for key in words:
            yield from _check_prompt(reading, file, key, words[key], known.get(key))
    yield from _check_prompt_recordings(reading)


def _check_prompt(reading: Reading, file: str, key: str, words: str, source: str | None) -> Iterator[Mistake]:
    where, places = key.split("."), find_places(words)
    if not KEY.fullmatch(key):
        todo = "Use small letters, digits and _, 64 at most"
        yield reading.mistake(file, where, f"`{key}` is no name for a prompt", todo)
    if source is None:
        what = f"nobody says `{key}`: the first language does not have it"
        yield reading.mistake(file, where, what, "Look for a slip of the pen, or take it out")
    elif places is None:
        yield reading.mistake(
            file, where, "a curly bracket is open or empty", "Write places to fill in like {name}"
        )
    else:
        yield from _check_places(reading, file, key, places, find_places(source) or frozenset())


def _check_places(
    reading: Reading, file: str, key: str, places: frozenset[str], source: frozenset[str]
) -> Iterator[Mistake]:
    """The same places as in the first language; where that one has a slip of the pen, it is told, and only there."""
    where = key.split(".")
    if places != source and not find_foreign(key, source):
        what, todo = f"`{key}` fills in other places than the source", f"Use {list_places(source)}"
        yield reading.mistake(file, where, what, todo)
    elif foreign := find_foreign(key, places):
        what, todo = f"nothing is filled into {list_places(foreign)} here", f"Use {list_known(key)}"
        yield reading.mistake(file, where, what, todo)


def _check_prompt_recordings(reading: Reading) -> Iterator[Mistake]:
    for code, recordings in reading.pack.prompt_recordings.items():
        for key, recording in recordings.items():
            if key not in reading.pack.prompts.get(code, {}):
                what = f"there is no prompt `{key}` in {code}"
                yield reading.mistake(
                    RECORDINGS, (code, key), what, "Correct the name, or take the recording out"
                )
            if trouble := check_sound(reading.pack.folder / PROMPTS / code, recording.file):
                yield reading.mistake(RECORDINGS, (code, key), *trouble)
