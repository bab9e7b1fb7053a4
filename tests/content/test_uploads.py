"""Recordings that arrive in pieces: twice, late, out of order, with gaps, and from two at once."""

from __future__ import annotations

import random
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import uploads
from content.media import MediaStore
from content.recordings import Take, Target
from content.tables import RecordingRow, UploadPieceRow, UploadRow
from content.uploads import RECORDED, Unfinished
from tests.content.museum import PackFolder, SmallHouse

ENGLISH = Target("en", item=214)
TOKEN = "0" * 32
ANA = Take("", by="Ana")


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


def begin(house: SmallHouse, name: str = "214.wav", token: str = TOKEN, target: Target = ENGLISH) -> None:
    with house.database.writes() as session:
        uploads.begin(session, token, target, name, "Ana", house.clock.now())


def send(house: SmallHouse, number: int, data: bytes, token: str = TOKEN) -> bool:
    return uploads.keep_piece(house.database, house.media, token, number, data)


def finish(house: SmallHouse, pieces: int, token: str = TOKEN) -> int | None:
    return uploads.finish(house.database, house.media, house.clock, token, pieces, ANA)


def look(house: SmallHouse, token: str = TOKEN) -> uploads.Arrived | None:
    with house.database.reads() as session:
        return uploads.look(session, token)


def master_of(house: SmallHouse, recording: int | None) -> bytes:
    return house.media.get(next(row.master for row in house.rows(RecordingRow) if row.id == recording))


def private_files(house: SmallHouse) -> list[str]:
    return [path for path in house.media.paths() if path.startswith("private/")]


def test_pieces_become_one_recording(filled: SmallHouse) -> None:
    begin(filled)
    for number, data in ((1, b"moon"), (0, b"blue "), (1, b"moon")):
        assert send(filled, number, data)
    made = finish(filled, 2)
    row = next(row for row in filled.rows(RecordingRow) if row.id == made)
    assert (row.made_by, row.came_by, row.state, row.item) == ("Ana", "upload", "pending", 214)
    assert row.master.endswith("take.wav")
    assert master_of(filled, made) == b"blue moon"


def test_finishing_twice_makes_one(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"one")
    before = len(filled.rows(RecordingRow))
    assert finish(filled, 1) == finish(filled, 1)
    assert len(filled.rows(RecordingRow)) == before + 1


def test_gaps_are_named(filled: SmallHouse) -> None:
    begin(filled)
    for number in (0, 1, 3):
        send(filled, number, b"x")
    with pytest.raises(Unfinished) as caught:
        finish(filled, 5)
    assert caught.value.missing == (2, 4)
    arrived = look(filled)
    assert arrived is not None
    assert (arrived.pieces, arrived.whole, arrived.bytes) == ((0, 1, 3), 2, 3)


def test_what_arrived_can_be_used(filled: SmallHouse) -> None:
    begin(filled, f"{RECORDED}.webm")
    for number in (0, 1, 3):
        send(filled, number, bytes([65 + number]))
    arrived = look(filled)
    assert arrived is not None
    made = finish(filled, arrived.whole)
    assert master_of(filled, made) == b"AB"
    assert next(row for row in filled.rows(RecordingRow) if row.id == made).came_by == "browser"


def test_pieces_go_when_done(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"one")
    assert len(private_files(filled)) == 1
    finish(filled, 1)
    assert private_files(filled) == []
    assert filled.rows(UploadPieceRow) == []


def test_unknown_upload_takes_nothing(filled: SmallHouse) -> None:
    assert not send(filled, 0, b"one")
    assert finish(filled, 1) is None
    assert private_files(filled) == []


def test_beginning_again_keeps_pieces(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"one")
    begin(filled)
    arrived = look(filled)
    assert arrived is not None
    assert arrived.pieces == (0,)


def test_thrown_away_leaves_nothing(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"one")
    uploads.throw_away(filled.database, filled.media, TOKEN)
    assert look(filled) is None
    assert private_files(filled) == []


def test_week_old_uploads_are_swept(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"one")
    filled.clock.pass_by(days=6)
    assert not uploads.sweep_next(filled.database, filled.media, filled.clock)
    filled.clock.pass_by(days=2)
    assert uploads.sweep_next(filled.database, filled.media, filled.clock)
    assert not uploads.sweep_next(filled.database, filled.media, filled.clock)
    assert (filled.rows(UploadRow), private_files(filled)) == ([], [])


class Together(MediaStore):
    """A store in which nobody has a master before everybody has one: all have read, and none has written."""

    everybody = threading.Barrier(4, timeout=20)

    def put_master(self, source: bytes | Path, name: str) -> str:
        path = super().put_master(source, name)
        self.everybody.wait()
        return path


def test_four_finish_at_once(filled: SmallHouse) -> None:
    begin(filled)
    for number in range(3):
        send(filled, number, b"piece")
    filled.media = Together(str(filled.folder / "media"))
    before = len(filled.rows(RecordingRow))
    with ThreadPoolExecutor(4) as people:
        made = list(people.map(lambda _: finish(filled, 3), range(4)))
    assert len(set(made)) == 1
    assert len(filled.rows(RecordingRow)) == before + 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("214.WAV", "take.wav"),
        ("lobby.hello.fr.m4a", "take.m4a"),
        ("no ending", "take"),
        ("odd.änd", "take"),
        ("long.absolutely", "take"),
        ("../../etc/passwd.mp3", "take.mp3"),
    ],
)
def test_ending_of_the_name_is_kept(filled: SmallHouse, name: str, kept: str) -> None:
    begin(filled, name)
    send(filled, 0, b"x")
    finish(filled, 1)
    assert filled.rows(RecordingRow)[-1].master.endswith(f"/{kept}")


@given(
    st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=12), st.randoms(use_true_random=False)
)
def test_any_order_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], chance: random.Random
) -> None:
    house = _shared(tmp_path_factory)
    token = secrets.token_hex(16)
    begin(house, token=token)
    sent = [*enumerate(pieces), *chance.sample(list(enumerate(pieces)), len(pieces) // 2)]
    chance.shuffle(sent)
    for number, data in sent:
        send(house, number, data, token)
    assert master_of(house, finish(house, len(pieces), token)) == b"".join(pieces)


_houses: list[SmallHouse] = []


def _shared(factory: pytest.TempPathFactory) -> SmallHouse:
    """One house for all examples: each has a token of its own."""
    if not _houses:
        folder = factory.mktemp("shared")
        house = SmallHouse(folder)
        house.take_in(PackFolder(factory.mktemp("pack") / "pack"))
        _houses.append(house)
    return _houses[0]
