"""Files that travelled through the chat: kept under a file_id that both sides may use again."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulators.chat.refusals import bad_request
from simulators.chat.sniffing import MIMES, kind_of, picture_size

Json = dict[str, Any]

PREFIXES = {
    "photo": "AgACAgI",
    "audio": "CQACAgI",
    "voice": "AwACAgI",
    "document": "BQACAgI",
    "sticker": "CAACAgI",
}
FOLDERS = {
    "photo": "photos",
    "audio": "music",
    "voice": "voice",
    "document": "documents",
    "sticker": "stickers",
}


@dataclass
class StoredFile:
    """One file with what the Bot API tells about it; `details` are the fields of its kind."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    number: int
    size: int
    format: str
    details: Json = field(default_factory=dict)

    def path(self) -> str:
        """The file_path that getFile hands out."""
        ending = "oga" if self.kind == "voice" and self.format == "ogg" else self.format
        return f"{FOLDERS[self.kind]}/file_{self.number}.{ending}"

    def as_json(self) -> Json:
        """Audio, Voice, Document, Sticker or PhotoSize of the Bot API."""
        described = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        if self.kind in ("photo", "sticker"):
            return {**described, **self.details}
        described["mime_type"] = self.details.get("mime_type", MIMES[self.format])
        if self.kind in ("audio", "document") and self.name:
            described["file_name"] = self.name
        return {**described, **self.details}


class Shelf:
    """Every file by its file_id; the bytes in a folder, or in memory where there is none."""

    def __init__(self, folder: Path | None = None) -> None:
        self.files: dict[str, StoredFile] = {}
        self._bytes: dict[str, bytes] = {}
        self._folder = folder
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def add(self, kind: str, name: str, data: bytes, **details: Any) -> StoredFile:
        """Keep a file that was uploaded."""
        file_id = PREFIXES[kind] + secrets.token_urlsafe(36)
        form = kind_of(data)
        if kind in ("photo", "sticker"):
            details["width"], details["height"] = picture_size(data)
        stored = StoredFile(
            file_id, "AgAD" + secrets.token_hex(6), kind, name, len(self.files) + 1, len(data), form
        )
        stored.details = {key: value for key, value in details.items() if value is not None}
        self._keep(stored.unique_id, data)
        self.files[file_id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file behind an id; refuses an id that this bot never saw."""
        if file_id not in self.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.files[file_id]

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile named so."""
        return next((stored for stored in self.files.values() if stored.path() == path), None)

    def read(self, stored: StoredFile) -> bytes:
        """The bytes as they came."""
        if self._folder:
            return (self._folder / stored.unique_id).read_bytes()
        return self._bytes[stored.unique_id]

    def _keep(self, unique_id: str, data: bytes) -> None:
        if self._folder:
            (self._folder / unique_id).write_bytes(data)
        else:
            self._bytes[unique_id] = data
