"""What the museum remembers of its visitors, taken down and put back: each key is pressed from the same state."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

TABLES = ("visitors", "heard", "calls", "requests")
Snapshot = dict[str, list[tuple[Any, ...]]]


class Memory:
    """The visitors' tables of one museum, over a connection of its own."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "museline.db", isolation_level=None, timeout=10)
        self._seen = -1
        self._current: Snapshot = {}

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def recall(self) -> Snapshot:
        """Everything as it is now; the same object as long as nothing was written."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            self._seen = version
            self._current = {
                name: self._connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES
            }
        return self._current

    def restore(self, snapshot: Snapshot) -> None:
        """Make everything as it was then."""
        if self.recall() is snapshot:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        for name in reversed(TABLES):
            self._connection.execute(f"DELETE FROM {name}")
        for name in TABLES:
            for row in snapshot[name]:
                marks = ", ".join("?" * len(row))
                self._connection.execute(f"INSERT INTO {name} VALUES ({marks})", row)
        self._connection.execute("COMMIT")
        self._current = snapshot

    def look(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of any table, read only."""
        return self._connection.execute(query).fetchall()

    def tickets(self) -> list[str]:
        """Every ticket that was given out."""
        return [
            row[0] for row in self._connection.execute("SELECT ticket FROM requests WHERE ticket NOT NULL")
        ]
