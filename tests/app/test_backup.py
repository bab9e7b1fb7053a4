"""Backup and restore: everything comes back, on either database, and nothing is overwritten on the way."""

from __future__ import annotations

import io
import json
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.backup import HEADER, kept_tables, write_backup
from app.house import House, open_house
from app.migrating import current_and_newest, migrate
from app.refusal import Refused
from app.restoring import read_backup
from tests.actors.museum import TurnedClock, make_settings
from tests.app.shell import Shell
from tests.content.cluster import Cluster
from visitors import people
from visitors.people import Channel
from visitors.requests import Message, RequestRow, SoundState, keep, send

Rows = dict[str, list[dict[str, object]]]


@pytest.fixture
def lived_in(house: House, clock: TurnedClock) -> House:
    """A house where somebody has asked something, with its sound."""
    with house.database.writes() as session:
        visitor = people.meet(session, Channel.PHONE, ["k" * 64], clock.now(), withheld=True)
        message = Message(
            "CA1:1", "fr", Channel.PHONE, text="Où dort le chat ?\u2028Là.", item=214, sound="RE1"
        )
        request = keep(session, visitor.id, message, clock.now() + timedelta(microseconds=7))
        send(session, request, visitor.id, clock.now())
        row = session.get_one(RequestRow, request)
        row.sound_state, row.sound_path = SoundState.KEPT, house.media.put_private(b"a voice", "message.wav")
    return house


def everything(house: House) -> tuple[Rows, dict[str, bytes]]:
    """Every row and every file."""
    with house.database.engine.connect() as connection:
        rows = {
            table.name: [
                dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in kept_tables()
        }
    return rows, {path: house.media.get(path) for path in sorted(house.media.paths())}


def forge(file: Path, entries: dict[str, bytes]) -> Path:
    """An archive with these entries, whatever they are."""
    with tarfile.open(file, "w:gz") as archive:
        for name, data in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file


def header(house: House) -> dict[str, bytes]:
    return {HEADER: json.dumps({"revision": current_and_newest(house.database.engine)[1]}).encode()}


def test_everything_comes_back(lived_in: House, shell: Shell, tmp_path: Path) -> None:
    shell.takes(lived_in.settings)
    said = shell.runs("backup", "kept.tar.gz")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Written to kept.tar.gz, with ")
    assert (shell.folder / "kept.tar.gz").stat().st_mode & 0o777 == 0o600
    shell.takes(lived_in.settings, DATA_DIR=str(tmp_path / "new"))
    assert shell.runs("restore", "kept.tar.gz").out.startswith("Everything is back, with ")
    keys = lived_in.settings.privacy_key
    other = open_house(make_settings(tmp_path / "new", privacy_key=keys))
    rows, files = everything(other)
    assert (rows, files) == everything(lived_in)
    assert b"a voice" in files.values()
    assert other.shelf.catalogue.items.keys() == lived_in.shelf.catalogue.items.keys()
    other.database.close()


@pytest.mark.postgres
def test_everything_moves_to_postgresql_and_back(lived_in: House, tmp_path: Path, clock: TurnedClock) -> None:
    write_backup(lived_in, tmp_path / "one.tar.gz")
    with Cluster() as cluster:
        other = open_house(
            make_settings(
                tmp_path / "new", database_url=cluster.url, privacy_key=lived_in.settings.privacy_key
            )
        )
        read_backup(other, tmp_path / "one.tar.gz")
        assert everything(other) == everything(lived_in)
        with other.database.writes() as session:
            assert keep(session, None, Message("CA2:1", "en", Channel.PHONE), clock.now()) == 2
        write_backup(other, tmp_path / "two.tar.gz")
        third = open_house(make_settings(tmp_path / "third"))
        read_backup(third, tmp_path / "two.tar.gz")
        assert everything(third) == everything(other)
        for house in (other, third):
            house.database.close()


def test_full_museum_is_not_overwritten(lived_in: House, shell: Shell) -> None:
    before = everything(lived_in)
    shell.takes(lived_in.settings)
    shell.runs("backup", "kept.tar.gz")
    assert "This museum is not empty" in shell.runs("restore", "kept.tar.gz").complaint
    assert everything(lived_in) == before


def test_backup_is_not_overwritten(lived_in: House, shell: Shell) -> None:
    shell.takes(lived_in.settings)
    (shell.folder / "kept.tar.gz").write_text("yesterday's")
    assert "kept.tar.gz exists already: name another file" in shell.runs("backup", "kept.tar.gz").complaint
    assert (shell.folder / "kept.tar.gz").read_text() == "yesterday's"
    assert "nowhere/x.tar.gz cannot be used" in shell.runs("backup", "nowhere/x.tar.gz").complaint


def test_backup_without_tables_leaves_no_file(shell: Shell) -> None:
    assert "run `museline migrate` first" in shell.runs("backup", "kept.tar.gz").complaint
    assert not (shell.folder / "kept.tar.gz").exists()


def test_worker_alive_is_no_content(lived_in: House, tmp_path: Path) -> None:
    write_backup(lived_in, tmp_path / "kept.tar.gz")
    with tarfile.open(tmp_path / "kept.tar.gz") as archive:
        assert "tables/heartbeats.jsonl" not in archive.getnames()
        assert all(entry.mode == 0o600 for entry in archive)


@pytest.mark.parametrize(
    "name",
    [
        "media/../outside.txt", "media/private/../../outside.txt", "../outside.txt", "/tmp/outside.txt",
        f"media/{'a' * 64}/../../outside.txt", f"media/{'a' * 64}/.hidden", "media/outside.txt",
        f"tables/{'x' * 5}.jsonl", "tables/heartbeats.jsonl",
    ],
)  # fmt: skip
def test_forged_name_is_refused(shell: Shell, house: House, tmp_path: Path, name: str) -> None:
    forge(shell.folder / "forged.tar.gz", {**header(house), name: b"x"})
    assert "there is no place for" in shell.runs("restore", "forged.tar.gz").complaint
    assert not list(tmp_path.rglob("outside.txt"))
    assert not list((shell.folder / "var").rglob("*.wav"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no archive", "is damaged: ReadError"),
        (b"", "is damaged: "),
        (b"\x1f\x8b\x08\x00", "is damaged: "),
    ],
)
def test_damaged_file_is_refused(shell: Shell, data: bytes, words: str) -> None:
    (shell.folder / "kept.tar.gz").write_bytes(data)
    assert words in shell.runs("restore", "kept.tar.gz").complaint
    assert "there.tar.gz is not there" in shell.runs("restore", "there.tar.gz").complaint


def test_cut_off_file_changes_nothing(lived_in: House, shell: Shell) -> None:
    write_backup(lived_in, shell.folder / "whole.tar.gz")
    whole = (shell.folder / "whole.tar.gz").read_bytes()
    (shell.folder / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    assert "is damaged: EOFError" in shell.runs("restore", "half.tar.gz").complaint
    assert not [path for path in (shell.folder / "var").rglob("*") if path.parent.name != "var"]


@pytest.mark.parametrize(
    "line", ['{"id": 1}', '{"id": 1, "strange": 2}', "{", '{"id": "x", "changed_at": 7}']
)
def test_rows_that_do_not_fit_change_nothing(house: House, tmp_path: Path, line: str) -> None:
    tables = {f"tables/{table.name}.jsonl": b"" for table in kept_tables()}
    entries = {**header(house), **tables, "tables/content_version.jsonl": line.encode()}
    empty = open_house(make_settings(tmp_path / "new"))
    with pytest.raises(Refused, match="is damaged"):
        read_backup(empty, forge(tmp_path / "forged.tar.gz", entries))
    assert not any(everything(empty)[0].values())
    empty.database.close()


def test_backup_of_another_version_waits(house: House, tmp_path: Path) -> None:
    empty = open_house(make_settings(tmp_path / "new"))
    migrate(empty.database.engine)
    file = forge(tmp_path / "old.tar.gz", {HEADER: b'{"revision": "0000"}'})
    with pytest.raises(Refused, match="another version of Museline"):
        read_backup(empty, file)
    empty.database.close()
