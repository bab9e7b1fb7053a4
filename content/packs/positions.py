"""On which line of a TOML text something stands: the parser itself forgets it."""

from __future__ import annotations

import re
from collections.abc import Iterable

HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

Path = tuple[str | int, ...]


class Positions:
    """The first line of every table and key of a text; `first` is the line number of its beginning."""

    def __init__(self, text: str, first: int = 1) -> None:
        self._first = first
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._read(text)

    def find(self, path: Iterable[str | int]) -> int:
        """The line where a value stands, or the nearest table around it; the first line where nothing is known."""
        wanted = tuple(path)
        while wanted and wanted not in self._lines:
            wanted = wanted[:-1]
        return self._lines.get(wanted, self._first)

    def _read(self, text: str) -> None:
        table: Path = ()
        for number, line in enumerate(text.split("\n"), self._first):
            if header := HEADER.match(line):
                table = self._open(header[1], _parts(header[2]), number)
            elif key := KEY.match(line):
                self._note((*table, *_parts(key[1])), number)

    def _open(self, bracket: str, parts: list[str], number: int) -> Path:
        """The path of a table; `[[threads]]` counts, and `[threads.reason]` belongs to the last one counted."""
        path: Path = ()
        for place, part in enumerate(parts):
            path = (*path, part)
            if bracket == "[[" and place == len(parts) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                self._note(path, number)
                path = (*path, self._counts[path])
        self._note(path, number)
        return path

    def _note(self, path: Path, number: int) -> None:
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], number)


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in PART.findall(name)]
