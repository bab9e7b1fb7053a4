"""A folder as archives exchange it: BagIt (RFC 8493), each file with its SHA-256, to be checked in fifty years."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data"


class Bag:
    """Fills a folder that is empty or new; `close` writes the lists, without which it is no bag."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileExistsError(f"{folder} is not empty")
        self.folder = folder
        (folder / PAYLOAD).mkdir(parents=True)

    def place(self, name: str) -> Path:
        """Where a file of the payload is to be written; its folder is there then."""
        path = self.folder / PAYLOAD / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write_text(self, name: str, text: str) -> None:
        """One file of words."""
        self.place(name).write_text(f"{text.rstrip()}\n", encoding="utf-8")

    def write_json(self, name: str, values: Mapping[str, Any]) -> None:
        """One file of facts."""
        self.write_text(name, json.dumps(values, ensure_ascii=False, indent=2))

    def close(self, info: Mapping[str, str], day: date) -> None:
        """Describe the bag and list its files: those of the payload first, then those that say so."""
        files = _list_files(self.folder / PAYLOAD)
        size = sum(file.stat().st_size for file in files)
        facts = {**info, "Bagging-Date": day.isoformat(), "Payload-Oxum": f"{size}.{len(files)}"}
        self._write_tag("bagit.txt", DECLARATION)
        self._write_tag(
            "bag-info.txt", "".join(f"{label}: {_fold(value)}\n" for label, value in facts.items())
        )
        self._write_tag("manifest-sha256.txt", self._list(files))
        tags = [file for file in sorted(self.folder.iterdir()) if file.is_file()]
        self._write_tag("tagmanifest-sha256.txt", self._list(tags))

    def _write_tag(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def _list(self, files: Iterable[Path]) -> str:
        return "".join(f"{_digest(file)}  {file.relative_to(self.folder).as_posix()}\n" for file in files)


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fold(value: str) -> str:
    """A value on one line."""
    return " ".join(value.split())
