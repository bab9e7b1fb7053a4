"""Files of a pack, read into shapes; whatever is wrong is noted and the rest goes on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from content.packs.mistakes import Mistake, explain
from content.packs.positions import Positions
from content.packs.shapes import Shape

FENCE = "+++"
AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
TWICE = re.compile(r"overwrite a value|twice|duplicate", re.IGNORECASE)

S = TypeVar("S", bound=Shape)


class Documents:
    """Reads the files of one folder, keeping their positions and their mistakes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.positions: dict[str, Positions] = {}
        self.mistakes: list[Mistake] = []

    def note(self, file: str, line: int, what: str, todo: str) -> None:
        """Remember a mistake."""
        self.mistakes.append(Mistake(file, line, what, todo))

    def text(self, file: str) -> str | None:
        """A file's words with one sort of line end; None where there is no such file or it is not UTF-8."""
        try:
            raw = (self.folder / file).read_text("utf-8-sig")
        except FileNotFoundError:
            self.note(file, 1, "this file is missing", "Write it, or copy it from the shipped library")
        except (UnicodeDecodeError, OSError):
            self.note(file, 1, "this file can't be read as text", "Save it as UTF-8")
        else:
            return raw
        return None

    def toml(self, file: str) -> dict[str, Any] | None:
        """A TOML file as it stands."""
        text = self.text(file)
        return None if text is None else self._parse(file, text, 1)

    def shape(self, file: str, shape: type[S], *, under: str = "") -> S | None:
        """A TOML file in its shape; `under` is the field that takes a file made of named tables."""
        data = self.toml(file)
        return None if data is None else self._fit(file, shape, data, under)

    def fenced(self, file: str, shape: type[S]) -> tuple[S, str, int] | None:
        """A text with a head between two lines of +++: head, words, and the line where they begin."""
        text = self.text(file)
        lines = [] if text is None else text.split("\n")
        fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
        if text is None:
            return None
        if len(fences) < 2 or fences[0] != 0:
            self.note(
                file,
                1,
                "the head is missing",
                "Begin with a line +++, then the title and so on, then +++ again",
            )
            return None
        data = self._parse(file, "\n".join(lines[1 : fences[1]]), 2)
        head = None if data is None else self._fit(file, shape, data, "")
        return None if head is None else (head, "\n".join(lines[fences[1] + 1 :]), fences[1] + 2)

    def _parse(self, file: str, text: str, first: int) -> dict[str, Any] | None:
        self.positions[file] = Positions(text, first)
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.mistakes.append(_misspelt(file, str(error), text, first))
            return None

    def _fit(self, file: str, shape: type[S], data: dict[str, Any], under: str) -> S | None:
        try:
            return shape.model_validate({under: data} if under else data)
        except ValidationError as error:
            details = error.errors()
            for detail in details if under else ():
                detail["loc"] = detail["loc"][1:]
            self.mistakes += explain(file, self.positions[file], details)
            return None


def _misspelt(file: str, message: str, text: str, first: int) -> Mistake:
    """What the TOML parser said, with its line."""
    place = AT_LINE.search(message)
    line = first + int(place[1]) - 1 if place and place[1] else first + text.rstrip().count("\n")
    if TWICE.search(message):
        return Mistake(file, line, "something stands here for the second time", "Keep one of the two")
    what = f"this is not TOML ({AT_LINE.sub('', message).lower()})"
    return Mistake(
        file, line, what, "Look for a missing quote, bracket or equals sign on this line or the one before"
    )
