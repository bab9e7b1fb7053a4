"""One file with all that is kept: what, why, until when, the sounds and pictures, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.tables import collect
from content.media import MediaStore
from db.database import Database
from tests.scenes.museum import LANGUAGES, read_prompts
from tests.visitors.conftest import NOW
from tests.visitors.everybody import arrive
from tests.visitors.judged import HIDDEN, TOLD, WHOLE
from tests.visitors.test_privacy import FORGOTTEN
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
    """Somebody with a row everywhere, and with sounds and pictures in the store."""
    with database.writes() as session:
        who, request = arrive(session, letter, media=media)
        session.get_one(RequestRow, request).ticket = f"{request}00007"
    return who


def write(database: Database, media: MediaStore, who: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    whole = exporting.write_zip(database, media, who, str.upper, PERIODS, NOW)
    assert whole is not None
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop(NAME)), files


@pytest.mark.parametrize("table", sorted({*FORGOTTEN, "stops"}))
def test_every_column_is_told_or_judged(table: str) -> None:
    columns = set(collect().tables[table].columns.keys())
    told, hidden = set(TOLD.get(table, "").split()), set(HIDDEN.get(table, {}))
    assert (told | hidden == columns and not told & hidden) or (table in WHOLE and not told | hidden)


@pytest.mark.parametrize("table", TOLD)
def test_every_value_stands_in_the_file(database: Database, media: MediaStore, table: str) -> None:
    """Of whoever came, each value of each column that is told, and each sound and picture."""
    data, files = write(database, media, come(database, media, "a"))
    leaves = set(list_leaves(data))
    with database.reads() as session:
        for row in session.execute(
            select(*(collect().tables[table].c[name] for name in TOLD[table].split()))
        ).mappings():
            missing = [name for name, value in row.items() if not is_told(name, value, leaves, files, media)]
            assert missing == []


def is_told(
    name: str, value: object, leaves: set[object], files: dict[str, bytes], media: MediaStore
) -> bool:
    """As the file writes it: moments to the minute, files with their bytes, who may hear it as yes or no."""
    if name.endswith("_path") and value is not None:
        return media.get_private(str(value)) in files.values()
    if name == "named":
        return f"messages/{value:06}-sound.wav" in leaves
    if name == "may_play":
        return True in leaves
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes") in leaves
    return (value.isoformat() if isinstance(value, date) else value) in leaves


def list_leaves(data: Any) -> Iterator[object]:
    """Every single value in a tree of JSON."""
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from list_leaves(part)
    else:
        yield data


def test_file_holds_nothing_of_another(database: Database, media: MediaStore) -> None:
    who, _ = come(database, media, "a"), come(database, media, "b")
    data, files = write(database, media, who)
    assert " of b" not in json.dumps(data)
    assert sorted(files.values()) == [
        b"answer a", b"picture of a", b"picture of a name", b"picture of a photo", b"voice of a",
            b"voice of a name", b"voice of a photo",
    ]  # fmt: skip
    assert {
        leaf for leaf in list_leaves(data) if isinstance(leaf, str) and leaf.startswith("messages/")
    } == set(files)


def test_each_part_says_what_why_and_until_when(database: Database, media: MediaStore) -> None:
    data, _ = write(database, media, come(database, media, "a"))
    assert data["about"] == "MYDATA.ABOUT"
    assert [(part["what"], part["why"]) for part in data["parts"]] == [
        (f"MYDATA.{name.upper()}.WHAT", f"MYDATA.{name.upper()}.WHY") for name in exporting.PARTS
    ]
    mark, heard, calls, messages = (part["contents"] for part in data["parts"][:4])
    days = {"mark": (mark, 700), "heard": (heard, 730), "calls": (calls, 90), "messages": (messages, 730)}
    for contents, kept in days.values():
        assert contents[0]["kept_until"] == (NOW + timedelta(days=kept)).isoformat(timespec="minutes")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_part_has_its_words(code: str) -> None:
    prompts = read_prompts(code)
    assert all(prompts[f"mydata.{name}.{word}"] for name in exporting.PARTS for word in ("what", "why"))


def test_no_mark_or_address_is_in_it(database: Database, media: MediaStore) -> None:
    """The mark is of no use to anybody, the address is locked; who is feared for may not be alone."""
    data, _ = write(database, media, come(database, media, "a"))
    plain = json.dumps(data)
    assert not [secret for secret in ("a" * 64, "box-a", "draft on a", "fear for a") if secret in plain]


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
    assert b"picture of a" in files.values()
    assert b"voice of a" not in files.values()


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
