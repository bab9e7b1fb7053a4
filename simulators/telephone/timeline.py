"""Everything that happened in a call, in order: what was heard, pressed, asked and found wrong."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One happening; `kind` is heard, pressed, said, asked, note, warning or error."""

    n: int
    kind: str
    text: str
    at: float
    detail: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The entry as the page and the actors read it."""
        return {"n": self.n, "kind": self.kind, "text": self.text, "at": round(self.at, 1), **self.detail}


@dataclass
class Timeline:
    """A growing list whose numbers let a reader ask for what is new."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, kind: str, text: str, at: float, **detail: Any) -> None:
        """Append a happening, `at` so many seconds into the call."""
        self.entries.append(Entry(len(self.entries) + 1, kind, text, at, detail))

    def after(self, n: int) -> list[dict[str, Any]]:
        """All entries with a higher number than n."""
        return [entry.as_json() for entry in self.entries[max(n, 0) :]]
