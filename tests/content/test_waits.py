"""Where the slow rendition waits, found from loudness alone: hundredths of a second, loud or quiet."""

from __future__ import annotations

import struct
from array import array
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pauses import Pauses, slow_at
from content.sound.slowing import STEP, find_waits, measure_steps, slow_down
from content.sound.wave import HEADER_BYTES, RATE, pauses_place, phone_header, phone_samples, read_pauses

LOUD, QUIET = 60.0, 1.0
TALK = [LOUD] * 100


def waits(*parts: list[float]) -> list[tuple[int, int]]:
    return [
        (wait.at, wait.added) for wait in find_waits(array("f", [step for part in parts for step in part]))
    ]


@pytest.mark.parametrize(
    ("length", "added"),
    [(24, None), (25, 40), (50, 40), (51, 41), (60, 48), (100, 80), (149, 119), (150, 120), (400, 120)],
)
def test_pause_grows_with_its_length(length: int, added: int | None) -> None:
    found = waits(TALK, [QUIET] * length, TALK)
    assert [more for _, more in found] == ([added] if added else [])


@pytest.mark.parametrize("length", [25, 60, 400])
def test_quiet_is_added_in_the_middle(length: int) -> None:
    ((at, _),) = waits(TALK, [QUIET] * length, TALK)
    assert abs(at - (100 + length // 2)) <= 1


@pytest.mark.parametrize("dip", [120, 145, 170])
def test_quiet_is_added_where_it_is_quietest(dip: int) -> None:
    """Somebody breathes in the pause, so that only one stretch of it is truly quiet."""
    pause = [QUIET + 6.0] * 100
    pause[dip - 112 : dip - 88] = [QUIET] * 24
    ((at, added),) = waits(TALK, pause, TALK)
    assert added == 80
    assert 105 + 20 <= at <= 195 - 20
    assert abs(at - dip) <= 8


@pytest.mark.parametrize(("speech", "found"), [(QUIET + 8, 1), (QUIET + 7.9, 0)])
def test_room_as_loud_as_speech_has_no_pause(speech: float, found: int) -> None:
    assert len(waits([speech] * 100, [QUIET] * 50, [speech] * 100)) == found


def test_quiet_at_the_ends_is_no_pause() -> None:
    assert waits([QUIET] * 60, TALK, [QUIET] * 60) == []
    assert waits([QUIET] * 60, TALK, [QUIET] * 40, TALK, [QUIET] * 60) == waits(
        [QUIET] * 60, TALK, [QUIET] * 40, TALK
    )
    assert waits() == waits([QUIET] * 500) == waits(TALK) == []


RUNS = st.lists(st.tuples(st.integers(1, 200), st.booleans()), max_size=20)


@given(RUNS)
def test_added_quiet_has_room_about_it(runs: list[tuple[int, bool]]) -> None:
    """What is repeated on either side of the place is quiet, and a word's end and the next breath stay whole."""
    steps = array("f", [LOUD if loud else QUIET for length, loud in runs for _ in range(length)])
    for wait in find_waits(steps):
        reach = -(-wait.added // 4)
        around = steps[wait.at - reach - 2 : wait.at + reach + 2]
        assert 40 <= wait.added <= 120
        assert set(around) == {QUIET}
        assert len(around) == 2 * reach + 4


def test_loudness_is_the_mean_of_each_hundredth() -> None:
    loudest, nothing = b"\x80", b"\xff"
    sound = loudest * STEP + nothing * STEP + (loudest + nothing) * (STEP // 2) + loudest * (STEP - 1)
    assert list(measure_steps(BytesIO(sound), len(sound))) == [127.0, 0.0, 63.5]
    assert list(measure_steps(BytesIO(sound + b"paus" * 99), 2 * STEP)) == [127.0, 0.0]
    assert list(measure_steps(BytesIO(b""), 0)) == []


def quiet_bytes(count: int) -> bytes:
    """Quiet of which one can tell each sample from its neighbours."""
    return bytes(0xFF - number % 7 for number in range(count))


@pytest.mark.parametrize("odd", [0, 1])
def test_added_quiet_walks_on_back_and_on(tmp_path: Path, odd: int) -> None:
    phone, slow = tmp_path / "phone.wav", tmp_path / "slow.wav"
    sound = b"\x90" * RATE + quiet_bytes(RATE // 2) + b"\x90" * (RATE + odd)
    phone.write_bytes(phone_header(len(sound)) + sound + bytes(len(sound) % 2))
    ((second, added),) = slow_down(phone, slow)
    at, reach = round(second * RATE), round(added * RATE) // 4
    tone = sound[at - reach : at + reach]
    whole = slow.read_bytes()
    samples = phone_samples(whole)
    assert whole[HEADER_BYTES : HEADER_BYTES + samples] == (
        sound[:at] + tone[reach:] + tone[::-1] + tone[:reach] + sound[at:]
    )
    assert samples == len(sound) + 4 * reach
    assert read_pauses(whole[pauses_place(samples) :]) == ((second, added),)
    assert pauses_place(samples) % 2 == 0, "a chunk begins at an even place"
    assert struct.unpack_from("<I", whole, 4)[0] == len(whole) - 8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda head: head[:-1],
        lambda head: b"RIFX" + head[4:],
        lambda head: head[:20] + b"\1" + head[21:],
        lambda _: b"",
    ],
    ids=["short", "other order", "other format", "nothing"],
)
def test_other_files_are_no_renditions(spoil: object) -> None:
    with pytest.raises(ValueError, match="not a telephone rendition"):
        phone_samples(spoil(phone_header(800)))


def test_header_is_the_books() -> None:
    """Field by field, as Microsoft's RIFF registry has it for mu-law."""
    fields = struct.unpack("<4sI4s 4sIHHIIHHH 4sII 4sI", phone_header(801, after=24))
    assert fields[:3] == (b"RIFF", 58 - 8 + 802 + 24, b"WAVE")
    assert fields[3:12] == (b"fmt ", 18, 7, 1, 8000, 8000, 1, 8, 0)
    assert fields[12:] == (b"fact", 4, 801, b"data", 801)


@pytest.mark.parametrize("kept", ["[[1.0, 0.5]]", "[]"])
def test_kept_pauses_equal_only_pauses(kept: str) -> None:
    pauses = Pauses(kept)
    assert pauses == tuple(pauses) == Pauses(kept)
    assert pauses != list(pauses)
    assert pauses != ((9.0, 1.0),)
    assert kept in repr(pauses)
    assert slow_at(pauses, 1.5) == 1.5 + 0.5 * len(tuple(pauses))
