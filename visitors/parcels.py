"""What somebody gets who asks for all we have of them: words, and files by the name they get there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Parcel:
    """The parts, in words, and private paths of sounds and pictures by their names in the file."""

    parts: list[Json] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def attach(self, path: str | None, name: str) -> str | None:
        """Put a private file in, under a name that tells what it is."""
        if path is None:
            return None
        named = f"{name}{PurePosixPath(path).suffix}"
        self.files[named] = path
        return named


def tell(moment: datetime | None) -> str | None:
    """A moment to the minute, in UTC."""
    return moment.isoformat(timespec="minutes") if moment else None


def find_end(moment: datetime, days: int) -> str | None:
    """When the days after a moment are over."""
    return tell(moment + timedelta(days=days))
