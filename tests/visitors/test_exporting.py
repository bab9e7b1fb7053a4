"""One file with all that is kept: what, why, until when, the sounds and pictures, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.tables import collect
from content.media import MediaStore
from db.database import Database
from tests.visitors.conftest import NOW
from tests.visitors.test_privacy import arrive
from visitors import exporting, portraits
from visitors.exporting import NAME
from visitors.people import VisitorRow
from visitors.periods import Periods
from visitors.requests_table import RequestKind, RequestRow, RequestState

PERIODS = Periods()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/exporting.db")
    collect().create_all(made.engine)
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "media"))


def come(database: Database, media: MediaStore, letter: str) -> int:
    """Somebody with a row everywhere, and with a sound and a picture in the store."""
    with database.writes() as session:
        who, request = arrive(session, letter)
        row = session.get_one(RequestRow, request)
        row.ticket = f"{row.id}00007"
        row.sound_path = media.put_private(f"voice of {letter}".encode(), "message.wav")
        row.picture_path = media.put_private(f"picture of {letter}".encode(), "picture.jpg")
    return who


def write(database: Database, media: MediaStore, who: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    whole = exporting.write_zip(database, media, who, str.upper, PERIODS, NOW)
    assert whole is not None
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop(NAME)), files


def test_file_holds_all_of_one_and_nothing_of_another(database: Database, media: MediaStore) -> None:
    who, _ = come(database, media, "a"), come(database, media, "b")
    data, files = write(database, media, who)
    plain = json.dumps(data)
    for words in ("words of a", "transcript of a", "answer a", "Name of a"):
        assert words in plain
    assert " of b" not in plain
    assert sorted(files.values()) == [b"picture of a", b"voice of a"]
    named = {one[key] for one in data["parts"][3]["contents"] for key in ("sound", "picture")}
    assert named - {None} == set(files)


def test_each_part_says_what_why_and_until_when(database: Database, media: MediaStore) -> None:
    data, _ = write(database, media, come(database, media, "a"))
    assert data["about"] == "MYDATA.ABOUT"
    assert [(part["what"], part["why"]) for part in data["parts"]] == [
        (f"MYDATA.{name.upper()}.WHAT", f"MYDATA.{name.upper()}.WHY") for name in exporting.PARTS
    ]
    mark, heard, calls, messages = (part["contents"] for part in data["parts"])
    days = {"mark": (mark, 730), "heard": (heard, 730), "calls": (calls, 90), "messages": (messages, 730)}
    for contents, kept in days.values():
        assert contents[0]["kept_until"] == (NOW + timedelta(days=kept)).isoformat(timespec="minutes")


def test_no_mark_address_or_note_is_in_it(database: Database, media: MediaStore) -> None:
    """The mark is of no use to anybody, the address is locked, notes are the staff's own."""
    data, _ = write(database, media, come(database, media, "a"))
    plain = json.dumps(data)
    assert not [secret for secret in ("a" * 64, "box-a", "note on a", "about a") if secret in plain]


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"state": RequestState.ANSWERED, "done_at": NOW}, 365),
        ({"state": RequestState.DRAFT}, 30),
        ({"became": 12}, None),
        ({"state": RequestState.CLOSED, "done_at": NOW, "kind": RequestKind.CONTRIBUTION}, None),
    ],
)
def test_end_follows_the_state(
    database: Database, media: MediaStore, changes: dict[str, object], days: int | None
) -> None:
    who = come(database, media, "a")
    with database.writes() as session:
        row = session.scalars(select(RequestRow).where(RequestRow.kind == RequestKind.QUESTION)).one()
        for name, value in changes.items():
            setattr(row, name, value)
    data, _ = write(database, media, who)
    end = (NOW + timedelta(days=days)).isoformat(timespec="minutes") if days else None
    assert data["parts"][3]["contents"][0]["kept_until"] == end


def test_lost_sound_does_not_spoil_the_file(database: Database, media: MediaStore) -> None:
    who = come(database, media, "a")
    with database.reads() as session:
        path = session.scalars(select(RequestRow.sound_path).where(RequestRow.ticket.like("%00007"))).one()
    media.delete_private(path or "")
    _, files = write(database, media, who)
    assert list(files.values()) == [b"picture of a"]


def test_desk_finds_whose_ticket_it_is(database: Database, media: MediaStore) -> None:
    who = come(database, media, "a")
    with database.reads() as session:
        ticket = session.scalars(select(RequestRow.ticket).where(RequestRow.ticket.like("%00007"))).one()
        assert exporting.find_owner(session, ticket or "") == who
        assert exporting.find_owner(session, "999999") is None


def test_stranger_gets_no_file(database: Database, media: MediaStore) -> None:
    assert exporting.write_zip(database, media, 77, str, PERIODS, NOW) is None


def test_numbers_of_a_portrait_are_right(database: Database, media: MediaStore) -> None:
    who, _ = come(database, media, "a"), come(database, media, "b")
    with database.reads() as session:
        assert portraits.draw(session, who) == portraits.Portrait(NOW, 1, 1, 1, 0, has_address=True)
        assert portraits.draw(session, 77) is None
        assert session.get(VisitorRow, 77) is None
