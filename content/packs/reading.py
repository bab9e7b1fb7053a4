"""Reading a folder as a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from content.bodies import tidy_body
from content.packs.documents import Documents, S
from content.packs.mistakes import explain
from content.packs.pack import ITEMS, PICTURE, PROMPTS, Pack, PackItem, PackText, Reading
from content.packs.shapes import (
    ItemFile,
    LinesFile,
    RecordingShape,
    SeasonsFile,
    SeriesFile,
    SpeakersFile,
    TextHead,
)

T = TypeVar("T")
NUMBER = re.compile(r"[1-9]\d{2,3}")
RECORDINGS = f"{PROMPTS}/recordings.toml"
STALE = f"{PROMPTS}/stale.toml"
SPOKEN = TypeAdapter(dict[str, dict[str, RecordingShape]])
LATE = TypeAdapter(dict[str, frozenset[str]])


def read_pack(folder: Path) -> Reading:
    """Everything in the folder that can be read, and every mistake of spelling and shape."""
    documents = Documents(folder)
    lines = documents.shape("lines.toml", LinesFile)
    speakers = documents.shape("speakers.toml", SpeakersFile, under="all")
    series = _shape_if_there(documents, "series.toml", SeriesFile)
    seasons = _shape_if_there(documents, "seasons.toml", SeasonsFile)
    numbers = _read_numbers(documents)
    pack = Pack(
        folder=folder,
        languages=lines.languages if lines else {},
        lines=lines.lines if lines else {},
        speakers=speakers.all if speakers else {},
        series=series.all if series else {},
        seasons=seasons.all if seasons else {},
        items={item.number: item for number in numbers if (item := _read_item(documents, number))},
        prompts=read_prompts(documents),
        prompt_recordings=_read_beside(documents, RECORDINGS, SPOKEN),
        stale_prompts=_read_beside(documents, STALE, LATE),
        numbers=frozenset(numbers),
    )
    return Reading(pack, documents.positions, tuple(documents.mistakes))


def _shape_if_there(documents: Documents, file: str, shape: type[S]) -> S | None:
    return documents.shape(file, shape, under="all") if (documents.folder / file).exists() else None


def _read_numbers(documents: Documents) -> list[int]:
    """The numbers of the folders under items/, each three or four digits and none beginning with 0."""
    folder = documents.folder / ITEMS
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    for name in names:
        if name.startswith("0"):
            documents.note(
                f"{ITEMS}/{name}", 1, "a number can't begin with 0, the key for a person", "Rename the folder"
            )
        elif not NUMBER.fullmatch(name):
            todo = "Name the folder with three or four digits, such as 214"
            documents.note(f"{ITEMS}/{name}", 1, f'"{name}" is no number', todo)
    return [int(name) for name in names if NUMBER.fullmatch(name)]


def _read_item(documents: Documents, number: int) -> PackItem | None:
    folder = f"{ITEMS}/{number}"
    shape = documents.shape(f"{folder}/item.toml", ItemFile)
    texts = dict(_read_texts(documents, folder))
    picture = documents.folder / folder / PICTURE
    return PackItem(number, shape, texts, picture if picture.exists() else None) if shape else None


def _read_texts(documents: Documents, folder: str) -> Iterator[tuple[str, PackText]]:
    for path in sorted((documents.folder / folder).glob("*.md")):
        if read := documents.fenced(f"{folder}/{path.name}", TextHead):
            head, body, line = read
            yield path.stem, PackText(head, tidy_body(body), line)


def read_prompts(documents: Documents) -> dict[str, Mapping[str, str]]:
    """The line's own words by language, then by key."""
    names = {path.stem: f"{PROMPTS}/{path.name}" for path in (documents.folder / PROMPTS).glob("*.toml")}
    return {
        language: dict(_flatten(documents, file, (), data))
        for language, file in sorted(names.items())
        if file not in {RECORDINGS, STALE} and (data := documents.toml(file)) is not None
    }


def _flatten(
    documents: Documents, file: str, path: tuple[str, ...], data: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Nested tables as keys with dots: lobby.today.say."""
    for name, value in data.items():
        here = (*path, name)
        if isinstance(value, dict):
            yield from _flatten(documents, file, here, value)
        elif isinstance(value, str) and value.strip():
            yield ".".join(here), value.strip()
        else:
            line = documents.positions[file].find(here)
            documents.note(
                file, line, f"`{'.'.join(here)}` has no words", "Write what is said, between quotes"
            )


def _read_beside(documents: Documents, file: str, shape: TypeAdapter[dict[str, T]]) -> dict[str, T]:
    """What a file beside the prompts says of them, by language; nothing where there is no such file."""
    data = documents.toml(file) if (documents.folder / file).exists() else None
    try:
        return shape.validate_python(data or {})
    except ValidationError as error:
        documents.mistakes += explain(file, documents.positions[file], error.errors())
        return {}
