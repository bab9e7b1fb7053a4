"""Media in a folder and in a bucket: by hash, in ranges, with a private area."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from content.media import CHUNK, MediaStore, NoSuchMedia, open_media
from tests.content.bucket import Bucket
from tests.content.museum import make_settings

SOUND = bytes(range(256)) * 4
DIGEST = sha256(SOUND).hexdigest()


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with Bucket(access_key="museum") as opened:
        yield opened


@pytest.fixture(params=["folder", "bucket"])
def media(request: pytest.FixtureRequest, tmp_path: Path, bucket: Bucket) -> MediaStore:
    if request.param == "folder":
        return open_media(make_settings(data_dir=tmp_path))
    keys = {"s3_access_key": "museum", "s3_secret_key": "secret", "s3_region": "eu-west-3"}
    return open_media(make_settings(media_url="s3://sounds/line", s3_endpoint=bucket.url, **keys))


@pytest.mark.parametrize("as_file", [True, False])
def test_path_is_the_hash_of_the_bytes(media: MediaStore, tmp_path: Path, as_file: bool) -> None:
    (tmp_path / "take").write_bytes(SOUND)
    source = tmp_path / "take" if as_file else SOUND
    assert media.put(source, "phone.wav") == f"{DIGEST}/phone.wav"
    assert media.put(source, "phone.wav") == f"{DIGEST}/phone.wav"
    assert media.put_master(source, "en.opus") == f"masters/{DIGEST}/en.opus"
    assert media.get(f"{DIGEST}/phone.wav") == SOUND
    assert media.size(f"masters/{DIGEST}/en.opus") == len(SOUND)


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 1024), (1000, 1024), (5, 5), (9, 3)])
def test_reads_only_what_is_asked(media: MediaStore, start: int, end: int) -> None:
    assert media.get_range(media.put(SOUND, "phone.wav"), start, end) == SOUND[start:end]


def test_long_files_travel_in_pieces(media: MediaStore, tmp_path: Path) -> None:
    path = media.put(b"x" * (CHUNK * 3 + 7), "chat.ogg")
    media.fetch(path, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_size == CHUNK * 3 + 7
    assert len(list(media.stream(path))) > 1


@pytest.mark.parametrize("path", [f"{DIGEST}/chat.ogg", "nothing/at-all", "../../etc/passwd"])
def test_unknown_path_is_no_media(media: MediaStore, path: str, tmp_path: Path) -> None:
    assert not media.exists(path)
    for ask in (media.get, media.size, lambda path: media.get_range(path, 0, 1)):
        with pytest.raises(NoSuchMedia):
            ask(path)


@pytest.mark.parametrize("name", ["", ".hidden", "a/b.wav", "../x", "A.wav", "a" * 90])
def test_names_cannot_leave_their_folder(media: MediaStore, name: str) -> None:
    for put in (media.put, media.put_master, media.put_private):
        with pytest.raises(ValueError, match="no name"):
            put(SOUND, name)


def test_private_paths_are_apart_and_unguessable(media: MediaStore) -> None:
    first, second = media.put_private(SOUND, "voice.ogg"), media.put_private(SOUND, "voice.ogg")
    public = media.put(SOUND, "chat.ogg")
    assert first != second
    assert media.get_private(first) == SOUND
    with pytest.raises(NoSuchMedia):
        media.get_private(public)
    media.delete_private(public)
    media.delete_private(first)
    media.delete_private(first)
    assert (media.exists(first), media.exists(second), media.exists(public)) == (False, True, True)


def test_backup_lists_and_returns_everything(media: MediaStore) -> None:
    path = media.put_private(SOUND, "voice.ogg")
    assert path in set(media.paths())
    media.delete_private(path)
    media.put_back(path, SOUND)
    assert media.get_private(path) == SOUND


def test_check_leaves_nothing_behind(media: MediaStore) -> None:
    before = set(media.paths())
    media.check()
    assert set(media.paths()) == before
