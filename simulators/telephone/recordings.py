"""Recordings of callers, kept until the museum deletes them, as the carrier does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulators.telephone.calls import new_sid
from simulators.telephone.clock import now
from simulators.telephone.shelf import Shelf

INDEX = "recordings.json"


@dataclass(frozen=True)
class Taken:
    """One recording; `seconds` is its length."""

    sid: str
    call_sid: str
    url: str
    seconds: float
    created: datetime


class Recordings:
    """All recordings; `late` media fetches are answered as if the sound were not ready yet."""

    def __init__(self, shelf: Shelf, home: str) -> None:
        self._shelf = shelf
        self._home = home
        self._index: dict[str, dict[str, Any]] = shelf.read_json(INDEX, {})
        self.late = 0

    def keep(self, call_sid: str, sound: bytes, seconds: float) -> Taken:
        """Store a sound under a new identifier."""
        sid = new_sid("RE")
        taken = Taken(sid, call_sid, f"{self._home}/Recordings/{sid}", seconds, now())
        self._shelf.write(f"recordings/{sid}.wav", sound)
        about = {"call_sid": call_sid, "seconds": seconds, "created": taken.created.isoformat()}
        self._index[sid] = about
        self._shelf.write_json(INDEX, self._index)
        return taken

    def about(self, sid: str) -> Taken | None:
        """What is known of a recording, or None once it is deleted."""
        found = self._index.get(sid)
        if found is None:
            return None
        created = datetime.fromisoformat(found["created"])
        return Taken(sid, found["call_sid"], f"{self._home}/Recordings/{sid}", found["seconds"], created)

    def of_call(self, call_sid: str) -> list[Taken]:
        """The recordings made in one call."""
        taken = [self.about(sid) for sid, found in self._index.items() if found["call_sid"] == call_sid]
        return [one for one in taken if one is not None]

    def sound(self, sid: str) -> bytes | None:
        """The WAV file, or None when it is deleted or pretends not to be ready."""
        if self.late > 0:
            self.late -= 1
            return None
        return self._shelf.read(f"recordings/{sid}.wav") if sid in self._index else None

    def delete(self, sid: str) -> bool:
        """Delete a recording and its sound; False when there was none."""
        if self._index.pop(sid, None) is None:
            return False
        self._shelf.remove(f"recordings/{sid}.wav")
        self._shelf.write_json(INDEX, self._index)
        return True
