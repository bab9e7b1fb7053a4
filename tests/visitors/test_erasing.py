"""What a visitor throws away goes, from the store at once and from the tables when nothing can repeat it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from content.media import MediaStore, NoSuchMedia
from db.database import Database
from tests.visitors.conftest import NOW
from visitors import erasing, requests
from visitors.people import Visitor
from visitors.requests import Message, RequestRow


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "media"))


def keep(database: Database, visitor: Visitor, path: str | None) -> int:
    with database.writes() as session:
        number = requests.keep(session, visitor.id, Message("RE1", "en", "chat", text="hello"), NOW)
        row = session.get(RequestRow, number)
        assert row is not None
        row.sound_path = path
    return number


def test_thrown_sound_leaves_the_store(database: Database, visitor: Visitor, media: MediaStore) -> None:
    path = media.put_private(b"voice", "voice.ogg")
    number = keep(database, visitor, path)
    assert not erasing.erase_next(database, media)
    with database.writes() as session:
        requests.throw_away(session, number, visitor.id)
    assert erasing.erase_next(database, media)
    with pytest.raises(NoSuchMedia):
        media.get_private(path)
    assert not erasing.erase_next(database, media)


class CrossingStore(MediaStore):
    """While it deletes, another worker brings in the picture of the same request."""

    database: Database

    def delete_private(self, path: str) -> None:
        super().delete_private(path)
        with self.database.writes() as session:
            session.scalars(select(RequestRow)).one().picture_path = "private/2/picture.jpg"


def test_picture_fetched_meanwhile_goes_next(database: Database, visitor: Visitor, tmp_path: Path) -> None:
    media = CrossingStore(str(tmp_path / "media"))
    media.database = database
    number = keep(database, visitor, media.put_private(b"voice", "voice.ogg"))
    with database.writes() as session:
        requests.throw_away(session, number, visitor.id)
    assert erasing.erase_next(database, media)
    with database.reads() as session:
        left = session.get_one(RequestRow, number)
    assert (left.sound_path, left.picture_path) == (None, "private/2/picture.jpg")


@pytest.mark.parametrize(("days", "left"), [(1, True), (3, False)])
def test_empty_row_outlives_repetitions(
    database: Database, visitor: Visitor, media: MediaStore, days: int, left: bool
) -> None:
    number = keep(database, visitor, None)
    with database.writes() as session:
        requests.throw_away(session, number, visitor.id)
    with database.writes() as session:
        erasing.sweep(session, NOW + timedelta(days=days))
    with database.reads() as session:
        assert (session.get(RequestRow, number) is not None) is left


def test_sent_request_is_never_swept(database: Database, visitor: Visitor) -> None:
    number = keep(database, visitor, None)
    with database.writes() as session:
        requests.send(session, number, visitor.id, NOW)
        erasing.sweep(session, NOW + timedelta(days=300))
    with database.reads() as session:
        assert session.get(RequestRow, number) is not None
