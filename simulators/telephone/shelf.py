"""Where the practice telephone keeps things, so that a second start finds them as they were."""

import json
import threading
from pathlib import Path
from typing import Any


class Shelf:
    """Small JSON documents and sounds by name, in a folder or, without one, in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._memory: dict[str, bytes] = {}
        self._lock = threading.Lock()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name; a reader sees the old or the new ones, never half."""
        with self._lock:
            if self._folder is None:
                self._memory[name] = content
                return
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(path.name + ".part")
            draft.write_bytes(content)
            draft.replace(path)

    def read(self, name: str) -> bytes | None:
        """The bytes under a name, or None."""
        if self._folder is None:
            return self._memory.get(name)
        path = self._folder / name
        return path.read_bytes() if path.is_file() else None

    def remove(self, name: str) -> None:
        """Forget a name; unknown ones are no error."""
        with self._lock:
            self._memory.pop(name, None)
            if self._folder is not None:
                (self._folder / name).unlink(missing_ok=True)

    def write_json(self, name: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        self.write(name, json.dumps(value, ensure_ascii=False, indent=1).encode())

    def read_json(self, name: str, default: Any) -> Any:
        """The value under a name, or the default where there is none or it is damaged."""
        content = self.read(name)
        try:
            return default if content is None else json.loads(content)
        except ValueError:
            return default
