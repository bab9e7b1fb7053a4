"""Voices that no visitor hears, uploads left unfinished, and pieces that come too late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content import uploads
from content.recordings import Target
from content.tables import UploadPieceRow, UploadRow
from content.uploads import FILE, RECORDED, RECORDER, Unfinished
from tests.content.museum import NOW, PackFolder, SmallHouse
from tests.content.test_uploads import ENGLISH, TOKEN, begin, finish, look, master_of, private_files, send

NOBODYS = Target("en")
OTHER = "1" * 32


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


def join(house: SmallHouse, pieces: int, token: str = TOKEN) -> str | None:
    return uploads.join_private(house.database, house.media, token, pieces)


def unfinished(house: SmallHouse) -> list[str]:
    with house.database.reads() as session:
        found = uploads.list_unfinished(session, house.clock.now())
        return [one.token for one in found]


def test_private_voice_is_joined_and_kept_apart(filled: SmallHouse) -> None:
    begin(filled, f"{RECORDED}.WEBM", target=NOBODYS)
    for number, data in ((1, b"voice"), (0, b"a ")):
        send(filled, number, data)
    path = join(filled, 2)
    assert path is not None
    assert path.endswith("/voice.webm")
    assert filled.media.get_private(path) == b"a voice"
    assert len(filled.rows(UploadPieceRow)) == 2, "the pieces stay until somebody has kept the path"
    uploads.forget_pieces(filled.database, filled.media, TOKEN)
    assert private_files(filled) == [path]


def test_private_voice_never_becomes_a_recording(filled: SmallHouse) -> None:
    begin(filled, target=NOBODYS)
    send(filled, 0, b"voice")
    assert finish(filled, 1) is None
    arrived = look(filled)
    assert arrived is not None
    assert uploads.is_private(arrived)


def test_public_recording_is_never_joined_privately(filled: SmallHouse) -> None:
    begin(filled)
    begin(filled, token=OTHER, target=Target("fr", prompt="lobby.hello"))
    for token in (TOKEN, OTHER):
        send(filled, 0, b"take", token)
        assert join(filled, 1, token) is None
    assert join(filled, 1, "2" * 32) is None


def test_gap_in_a_private_voice_is_named(filled: SmallHouse) -> None:
    begin(filled, target=NOBODYS)
    send(filled, 1, b"voice")
    with pytest.raises(Unfinished, match="2 pieces are missing") as caught:
        join(filled, 3)
    assert caught.value.missing == (0, 2)


def test_unfinished_ones_are_offered_newest_first(filled: SmallHouse) -> None:
    """Not what nobody sent a piece of, what is done, what is private, or what has only just begun."""
    names = {"early": ENGLISH, "empty": ENGLISH, "done": ENGLISH, "private": NOBODYS, "late": ENGLISH}
    for name, target in names.items():
        begin(filled, token=name, target=target)
        filled.clock.pass_by(minutes=1)
        if name != "empty":
            send(filled, 0, name.encode(), name)
    finish(filled, 1, "done")
    assert unfinished(filled) == ["late", "early"]
    begin(filled, token="now")
    send(filled, 0, b"now", "now")
    assert unfinished(filled) == ["late", "early"]


@pytest.mark.parametrize(
    ("name", "came_by"),
    [
        (f"{RECORDED}.webm", RECORDER),
        (RECORDED, RECORDER),
        (f"my {RECORDED}.webm", FILE),
        ("214.wav", FILE),
        ("", FILE),
    ],
)
def test_recorder_is_known_by_its_name(filled: SmallHouse, name: str, came_by: str) -> None:
    begin(filled, name)
    arrived = look(filled)
    assert arrived is not None
    assert (arrived.came_by, arrived.begun_by, arrived.begun_at) == (came_by, "Ana", NOW)


def test_endless_name_keeps_its_ending(filled: SmallHouse) -> None:
    begin(filled, "a" * 500 + ".flac")
    arrived = look(filled)
    assert arrived is not None
    assert (len(arrived.name), arrived.name[-5:]) == (200, ".flac")


@pytest.mark.parametrize(
    ("pieces", "whole"), [((), 0), ((0,), 1), ((1, 2), 0), ((0, 1, 2), 3), ((0, 2, 3), 1), ((0, 1, 5), 2)]
)
def test_pieces_before_a_gap_can_be_used(filled: SmallHouse, pieces: tuple[int, ...], whole: int) -> None:
    begin(filled)
    for number in pieces:
        send(filled, number, b"x")
    arrived = look(filled)
    assert arrived is not None
    assert arrived.whole == whole


def test_piece_of_a_thrown_upload_leaves_nothing(filled: SmallHouse) -> None:
    """It was thrown away between the first look and the writing: the bytes that came meanwhile go too."""
    begin(filled)
    store = filled.media

    class Throwing(type(store)):
        def put_private(self, source: bytes, name: str) -> str:
            path = super().put_private(source, name)
            uploads.throw_away(filled.database, store, TOKEN)
            return path

    filled.media = Throwing(str(filled.folder / "media"))
    assert send(filled, 0, b"late")
    assert private_files(filled) == []
    assert filled.rows(UploadPieceRow) == []


def test_recording_outlives_its_upload(filled: SmallHouse) -> None:
    begin(filled)
    send(filled, 0, b"take")
    made = finish(filled, 1)
    uploads.throw_away(filled.database, filled.media, TOKEN)
    assert filled.rows(UploadRow) == []
    assert finish(filled, 1) is None
    assert master_of(filled, made) == b"take"


def test_sweeping_begins_with_the_oldest(filled: SmallHouse) -> None:
    for token in (TOKEN, OTHER):
        begin(filled, token=token)
        filled.clock.pass_by(hours=1)
    filled.clock.pass_by(days=7, hours=-2)
    assert not uploads.sweep_next(filled.database, filled.media, filled.clock), "a week to the second"
    filled.clock.pass_by(seconds=1)
    assert uploads.sweep_next(filled.database, filled.media, filled.clock)
    assert look(filled) is None
    assert look(filled, OTHER) is not None
    assert uploads.sweep_next(filled.database, filled.media, filled.clock, timedelta(days=1))
    assert look(filled, OTHER) is None
