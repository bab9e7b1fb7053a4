"""Where sounds and pictures are kept: a folder or a bucket, each file under the hash of its own bytes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import obstore
from obstore.store import LocalStore, S3Store

from settings import Settings

CHUNK = 1 << 18
# A bucket that is away must not hold up who asks whether we are ready: the library would try for three minutes.
CONNECT, RETRY = timedelta(seconds=3), timedelta(seconds=15)
MASTERS = "masters"
PRIVATE = "private"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class NoSuchMedia(Exception):
    """Nothing is kept under this path."""


class MediaStore:
    """Keeps bytes. Public paths are `<sha256>/<name>`; masters and visitors' recordings have areas of their own."""

    def __init__(
        self, url: str, *, endpoint: str = "", region: str = "", access_key: str = "", secret_key: str = ""
    ) -> None:
        self._store = (
            _open_bucket(url, endpoint, region, access_key, secret_key)
            if url.startswith("s3://")
            else _open_folder(url)
        )

    def put(self, source: bytes | Path, name: str) -> str:
        """Keep a file that anybody may fetch; its path, the same for the same bytes and name."""
        return self._put_once(source, f"{_digest(source)}/{_checked(name)}")

    def put_master(self, source: bytes | Path, name: str) -> str:
        """Keep a recording as it came, under its hash, where no visitor reaches it."""
        return self._put_once(source, f"{MASTERS}/{_digest(source)}/{_checked(name)}")

    def put_private(self, source: bytes | Path, name: str) -> str:
        """Keep what a visitor sent us, under a path that nobody can guess."""
        path = f"{PRIVATE}/{secrets.token_hex(16)}/{_checked(name)}"
        obstore.put(self._store, path, source)
        return path

    def get_private(self, path: str) -> bytes:
        """What a visitor sent us; raises `NoSuchMedia`, also for a path outside the private area."""
        return self.get(_private(path))

    def delete_private(self, path: str) -> None:
        """Forget what a visitor sent us; nothing happens where it is gone already."""
        try:
            obstore.delete(self._store, _private(path))
        except (FileNotFoundError, NoSuchMedia):
            return

    def delete(self, path: str) -> None:
        """Take back what was public, or a recording as it came; nothing happens where it is gone already."""
        try:
            obstore.delete(self._store, path)
        except FileNotFoundError:
            return

    def get(self, path: str) -> bytes:
        """All bytes of a small file; raises `NoSuchMedia`."""
        return b"".join(self.stream(path))

    def stream(self, path: str) -> Iterator[bytes]:
        """The bytes of a file, piece by piece; raises `NoSuchMedia` before the first."""
        try:
            result = obstore.get(self._store, path)
        except (FileNotFoundError, ValueError) as error:
            raise NoSuchMedia(path) from error
        for piece in result.stream(min_chunk_size=CHUNK):
            yield bytes(piece)

    def fetch(self, path: str, target: Path) -> None:
        """Copy a file to the disk, holding only a piece of it in memory; raises `NoSuchMedia`."""
        with target.open("wb") as file:
            for piece in self.stream(path):
                file.write(piece)

    def get_range(self, path: str, start: int, end: int) -> bytes:
        """Bytes `start` to `end` (exclusive, within the file); raises `NoSuchMedia`."""
        if end <= start:
            return b""
        try:
            return bytes(obstore.get_range(self._store, path, start=start, end=end))
        except (FileNotFoundError, ValueError) as error:
            raise NoSuchMedia(path) from error

    def size(self, path: str) -> int:
        """How many bytes a file has; raises `NoSuchMedia`."""
        try:
            return int(obstore.head(self._store, path)["size"])
        except (FileNotFoundError, ValueError) as error:
            raise NoSuchMedia(path) from error

    def exists(self, path: str) -> bool:
        """Whether something is kept under this path."""
        try:
            return self.size(path) >= 0
        except NoSuchMedia:
            return False

    def paths(self) -> Iterator[str]:
        """The paths of everything kept, for a backup."""
        for batch in obstore.list(self._store):
            yield from (str(entry["path"]) for entry in batch)

    def put_back(self, path: str, data: bytes) -> None:
        """Keep bytes under the path they had, from a backup of our own."""
        obstore.put(self._store, path, data)

    def check(self) -> None:
        """Write, read and delete a few bytes; raises whatever the store raises, for `museline doctor`."""
        path = self.put_private(b"museline", "check.txt")
        self.get_private(path)
        self.delete_private(path)

    def _put_once(self, source: bytes | Path, path: str) -> str:
        """Bytes that are there already need no second journey: the path holds their hash."""
        if not self.exists(path):
            obstore.put(self._store, path, source)
        return path


def open_media(settings: Settings) -> MediaStore:
    """The store that the settings name; a folder under DATA_DIR when they name none."""
    where = settings.media_url or str(settings.data_dir / "media")
    keys = {"access_key": settings.s3_access_key, "secret_key": settings.s3_secret_key}
    return MediaStore(where, endpoint=settings.s3_endpoint, region=settings.s3_region, **keys)


def _open_folder(url: str) -> LocalStore:
    folder = Path(url.removeprefix("file://")).expanduser().resolve()
    return LocalStore(str(folder), mkdir=True)


def _open_bucket(url: str, endpoint: str, region: str, access_key: str, secret_key: str) -> S3Store:
    """Only what is set is handed over; without keys the machine's own role is asked."""
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    options = {
        "endpoint": endpoint,
        "region": region,
        "access_key_id": access_key,
        "secret_access_key": secret_key,
    }
    given: dict[str, Any] = {name: value for name, value in options.items() if value}
    client: Any = {"allow_http": endpoint.startswith("http://"), "connect_timeout": CONNECT}
    patience: Any = {"max_retries": 3, "retry_timeout": RETRY}
    return S3Store(bucket, prefix=prefix or None, client_options=client, retry_config=patience, **given)


def _digest(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return sha256(source).hexdigest()
    with source.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a stored file")
    return name


def _private(path: str) -> str:
    if not path.startswith(f"{PRIVATE}/"):
        raise NoSuchMedia(path)
    return path
