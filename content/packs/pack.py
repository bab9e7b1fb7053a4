"""A pack as it was read: its files in shape, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from content.packs.mistakes import Mistake
from content.packs.positions import Positions
from content.packs.shapes import (
    ItemFile,
    LanguageShape,
    LineShape,
    RecordingShape,
    SeasonShape,
    SeriesShape,
    SpeakerShape,
    TextHead,
)

ITEMS = "items"
PROMPTS = "prompts"
PICTURE = "picture.jpg"


@dataclass(frozen=True, slots=True)
class PackText:
    """An item's words in one language, and the line on which they begin."""

    head: TextHead
    body: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class PackItem:
    """One folder under items/."""

    number: int
    shape: ItemFile
    texts: Mapping[str, PackText]
    picture: Path | None = None

    @property
    def folder(self) -> str:
        """Its folder within the pack."""
        return f"{ITEMS}/{self.number}"

    @property
    def file(self) -> str:
        """Its item.toml within the pack."""
        return f"{self.folder}/item.toml"


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a pack holds. `numbers` are those of all its folders, also of items that could not be read."""

    folder: Path
    languages: Mapping[str, LanguageShape] = field(default_factory=dict)
    lines: Mapping[str, LineShape] = field(default_factory=dict)
    speakers: Mapping[str, SpeakerShape] = field(default_factory=dict)
    series: Mapping[str, SeriesShape] = field(default_factory=dict)
    seasons: Mapping[str, SeasonShape] = field(default_factory=dict)
    items: Mapping[int, PackItem] = field(default_factory=dict)
    prompts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prompt_recordings: Mapping[str, dict[str, RecordingShape]] = field(default_factory=dict)
    stale_prompts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()

    @property
    def source(self) -> str:
        """The language from which the others are translated: the first of lines.toml."""
        return next(iter(self.languages))

    def recording(self, item: PackItem, language: str) -> Path:
        """Where the sound of an item lies."""
        return self.folder / item.folder / item.shape.recordings[language].file

    def prompt_recording(self, language: str, key: str) -> Path:
        """Where the sound of a prompt lies."""
        return self.folder / PROMPTS / language / self.prompt_recordings[language][key].file


@dataclass(frozen=True, slots=True)
class Reading:
    """A pack, where everything in it stands, and what could not be read."""

    pack: Pack
    positions: Mapping[str, Positions]
    mistakes: tuple[Mistake, ...]

    def mistake(
        self, file: str, path: Sequence[str | int], what: str, todo: str, *, blocks: bool = True
    ) -> Mistake:
        """A mistake at a field of a file, or with an empty path about the file itself."""
        line = self.positions[file].find(path) if path and file in self.positions else 1
        return Mistake(file, line, what, todo, blocks)
