"""The archive's package: complete, read by somebody who knows only the standard, without those who took theirs back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.archiving import export
from app.bagging import Bag
from app.house import House, open_house
from app.tables import collect
from tests.actors.museum import TUESDAY_MORNING, TurnedClock, make_settings
from tests.app.shell import Shell
from visitors import contributions_calls, requests
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions import Moderation
from visitors.contributions_calls import CallForm
from visitors.requests import Message
from visitors.requests_table import RequestKind, RequestRow, RequestState

TEXT = "The museum may keep my story and let others hear it."


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    made = open_house(make_settings(tmp_path / "museum"), TurnedClock())
    collect().create_all(made.database.engine)
    yield made
    made.database.close()


def tell(house: House, letter: str, **changes: object) -> int:
    """An approved story with a voice and a spoken name; `changes` are of its row or its consent."""
    with house.database.writes() as session:
        form = CallForm({"en": "Old kitchens"}, {"en": "What did you cook on?"}, {"en": TEXT})
        call = contributions_calls.begin(session, form, "Ana", TUESDAY_MORNING)
        consent = ConsentRow(
            open_call=call.id, text_version=1, language="en", channel="phone", keys="11", by_adult=False,
            agreed_at=TUESDAY_MORNING, may_play=MayPlay.OTHERS, name="Old Sam", code=letter * 64,
        )  # fmt: skip
        session.add(consent)
        session.flush()
        row = keep(session, house, letter, RequestKind.CONTRIBUTION)
        row.consent, row.moderation, row.transcript = (
            consent.id,
            Moderation.APPROVED,
            f"We had a stove, {letter}.",
        )
        name = keep(session, house, f"{letter} name", RequestKind.NAME)
        consent.named = name.id
        for column, value in changes.items():
            setattr(consent if hasattr(ConsentRow, column) and column != "state" else row, column, value)
        return row.id


def keep(session: Any, house: House, letter: str, kind: RequestKind) -> RequestRow:
    number = requests.keep(session, None, Message(f"RE{letter}", "en", "phone"), TUESDAY_MORNING, kind)
    row = session.get_one(RequestRow, number)
    row.state, row.sound_path = RequestState.CLOSED, house.media.put_private(letter.encode(), "message.wav")
    kept: RequestRow = row
    return kept


def read_bag(folder: Path) -> dict[str, bytes]:
    """A reader after RFC 8493 that shares nothing with the writer: every file is listed, and is what the list says."""
    declaration = dict(line.split(": ") for line in (folder / "bagit.txt").read_text().splitlines())
    assert declaration == {"BagIt-Version": "1.0", "Tag-File-Character-Encoding": "UTF-8"}
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    listed: dict[str, str] = {}
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in there[name].decode().splitlines():
            digest, path = line.split(maxsplit=1)
            assert path not in listed
            listed[path] = digest
    assert {path: sha256(data).hexdigest() for path, data in there.items() if path in listed} == listed
    assert set(there) - set(listed) == {"tagmanifest-sha256.txt"}
    payload = {path: data for path, data in there.items() if path.startswith("data/")}
    info = dict(line.split(": ", 1) for line in there["bag-info.txt"].decode().splitlines())
    assert info["Payload-Oxum"] == f"{sum(map(len, payload.values()))}.{len(payload)}"
    return payload


def test_independent_reader_finds_everything(empty_house: House, tmp_path: Path) -> None:
    story = tell(empty_house, "a")
    assert export(empty_house, tmp_path / "bag") == 1
    payload, home = read_bag(tmp_path / "bag"), f"data/contributions/{story:06}"
    assert payload[f"{home}/sound.wav"] == b"a"
    assert payload[f"{home}/name.wav"] == b"a name"
    assert payload[f"{home}/transcript.txt"] == b"We had a stove, a.\n"
    consent = json.loads(payload[f"{home}/consent.json"])
    assert (consent["text"], consent["version"], consent["language"], consent["keys"]) == (
        TEXT,
        1,
        "en",
        "11",
    )
    assert (consent["agreed"], consent["name_as_they_want_it"]) == (TUESDAY_MORNING.isoformat(), "Old Sam")
    facts = json.loads(payload[f"{home}/metadata.json"])
    assert (facts["open_call"], facts["files"]) == ({"en": "Old kitchens"}, ["sound.wav", "name.wav"])


@pytest.mark.parametrize(
    "changes",
    [
        {"moderation": Moderation.REFUSED},
        {"moderation": Moderation.WAITING},
        {"may_play": MayPlay.MUSEUM},
        {"may_play": MayPlay.UNSAID},
        {"withdrawn_at": TUESDAY_MORNING},
        {"state": RequestState.THROWN},
    ],
)
def test_what_is_not_agreed_to_stays_out(
    empty_house: House, tmp_path: Path, changes: dict[str, object]
) -> None:
    tell(empty_house, "a", **changes)
    tell(empty_house, "b")
    assert export(empty_house, tmp_path / "bag") == 1
    assert b"We had a stove, b.\n" in read_bag(tmp_path / "bag").values()


def test_nothing_tells_whose_it_is(empty_house: House, tmp_path: Path) -> None:
    tell(empty_house, "a")
    export(empty_house, tmp_path / "bag")
    assert not [
        data for data in read_bag(tmp_path / "bag").values() if b"a" * 64 in data or b"visitor" in data
    ]


def test_lost_sound_is_told(empty_house: House, tmp_path: Path) -> None:
    story = tell(empty_house, "a", sound_path="private/0000/message.wav")
    export(empty_house, tmp_path / "bag")
    payload = read_bag(tmp_path / "bag")
    facts = json.loads(payload[f"data/contributions/{story:06}/metadata.json"])
    assert facts["files"] == ["name.wav"]


def test_empty_museum_makes_an_empty_bag(empty_house: House, tmp_path: Path) -> None:
    assert export(empty_house, tmp_path / "bag") == 0
    assert read_bag(tmp_path / "bag") == {}


def test_changed_file_is_noticed(empty_house: House, tmp_path: Path) -> None:
    story = tell(empty_house, "a")
    export(empty_house, tmp_path / "bag")
    (tmp_path / "bag" / f"data/contributions/{story:06}/transcript.txt").write_text("Another stove.")
    with pytest.raises(AssertionError):
        read_bag(tmp_path / "bag")


def test_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        Bag(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_archivist_asks_at_the_shell(shell: Shell, house: House, tmp_path: Path) -> None:
    tell(house, "a")
    house.database.close()
    shell.takes(house.settings)
    said = shell.runs("archive", "export", str(tmp_path / "bag"))
    assert (said.code, "Stories in it: 1." in said.out) == (0, True), said
    assert read_bag(tmp_path / "bag")
    assert "is not empty" in shell.runs("archive", "export", str(tmp_path / "bag")).complaint
