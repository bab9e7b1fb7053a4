"""The slow rendition: longer quiet between phrases, and every sample of speech as it was."""

import itertools
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import audio
from content.pauses import Pauses, added_seconds, slow_at
from content.sound.slowing import slow_down
from content.sound.wave import (
    HEADER_BYTES,
    RATE,
    pauses_chunk,
    pauses_place,
    phone_header,
    phone_samples,
    read_pauses,
)
from tests.content.sounds import VOICE, record, samples

TALK = "(0.3*sin(880*PI*t)+0.2*sin(1800*PI*t))*(0.6+0.4*sin(8*PI*t))"
NOISE = "0.004*(random(0)-0.5)"
PHRASES = f"{TALK}*lt(mod(t,3),2.4)+{NOISE}"


def rendered(
    folder: Path, sound: str, seconds: float = 12
) -> tuple[Path, Path, tuple[tuple[float, float], ...]]:
    phone, slow = folder / "phone.wav", folder / "slow.wav"
    audio.render_phone(record(folder / "take.wav", sound, seconds=seconds), phone)
    return phone, slow, slow_down(phone, slow)


def pieces(phone: Path, pauses: tuple[tuple[float, float], ...]) -> list[bytes]:
    """The ordinary recording, taken apart where the slow one waits."""
    sound = phone.read_bytes()[HEADER_BYTES:]
    cuts = [0, *(round(second * RATE) for second, _ in pauses), len(sound)]
    return [sound[start:end] for start, end in itertools.pairwise(cuts)]


def test_pauses_between_phrases_grow(tmp_path: Path) -> None:
    phone, slow, pauses = rendered(tmp_path, PHRASES)
    assert [round(second) for second, _ in pauses] == [3, 6, 9]
    assert all(0.4 <= added <= 0.55 for _, added in pauses)
    ordinary, slower = (phone_samples(path.read_bytes()) for path in (phone, slow))
    assert slower - ordinary == round(added_seconds(pauses) * RATE)


def test_speech_keeps_every_sample(tmp_path: Path) -> None:
    phone, slow, pauses = rendered(tmp_path, PHRASES)
    sound = slow.read_bytes()[HEADER_BYTES:]
    second = 0.0
    for piece in pieces(phone, pauses):
        assert sound[round(slow_at(pauses, second + 1 / RATE) * RATE) - 1 :].startswith(piece)
        second += len(piece) / RATE


def test_added_quiet_is_the_rooms_own(tmp_path: Path) -> None:
    phone, slow, pauses = rendered(tmp_path, PHRASES)
    at, added = round(pauses[0][0] * RATE), round(pauses[0][1] * RATE)
    before, heard = samples(phone), samples(slow)
    quiet, room = heard[at : at + added], before[at - 800 : at + 800]
    assert sum(map(abs, quiet)) / added == pytest.approx(sum(map(abs, room)) / 1600, rel=0.2)
    assert any(quiet)
    largest = max(abs(one - two) for one, two in itertools.pairwise(room))
    joined = heard[at - 2 : at + added + 2]
    assert max(abs(one - two) for one, two in itertools.pairwise(joined)) <= largest * 1.5


@pytest.mark.parametrize(
    ("sound", "found"),
    [
        (TALK, 0),
        (f"{TALK}*lt(mod(t,1),0.85)", 0),
        (f"{TALK}*lt(mod(t,1),0.65)", 11),
        (f"{TALK}*between(t,3,9)", 0),
        (f"{TALK}*(lt(t,3)+gt(t,9))", 1),
        (f"{TALK}*lt(mod(t,3),2)+0.06*(random(0)-0.5)", 3),
        ("0.2*(random(0)-0.5)", 0),
    ],
    ids=[
        "no pause",
        "within words",
        "short breaths",
        "only at the ends",
        "very long",
        "noisy room",
        "only noise",
    ],
)
def test_only_pauses_between_phrases_count(tmp_path: Path, sound: str, found: int) -> None:
    _, _, pauses = rendered(tmp_path, sound)
    assert len(pauses) == found
    assert all(0.4 <= added <= 1.2 for _, added in pauses)


def test_other_programs_read_the_slow_file(tmp_path: Path) -> None:
    _, slow, pauses = rendered(tmp_path, PHRASES)
    with av.open(str(slow)) as container:
        read = sum(frame.samples for frame in container.decode(audio=0))
    whole = slow.read_bytes()
    assert read == phone_samples(whole)
    assert int.from_bytes(whole[4:8], "little") == len(whole) - 8
    assert read_pauses(whole[pauses_place(read) :]) == pauses


@pytest.mark.parametrize("seconds", [0.0, 0.005, 0.4])
def test_shortest_sounds_are_slowed_too(tmp_path: Path, seconds: float) -> None:
    phone, slow = tmp_path / "phone.wav", tmp_path / "slow.wav"
    count = round(seconds * RATE)
    phone.write_bytes(phone_header(count) + b"\xff" * (count + count % 2))
    assert slow_down(phone, slow) == ()
    assert phone_samples(slow.read_bytes()) == count


HUNDREDTHS = st.integers(0, 720_000).map(lambda number: number / 100)


@given(st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), max_size=50))
def test_pauses_come_back_from_the_file(pauses: list[tuple[float, float]]) -> None:
    chunk = pauses_chunk(pauses)
    assert phone_samples(phone_header(16, len(chunk))) == 16
    assert read_pauses(chunk) == tuple(pauses)


@pytest.mark.parametrize("tail", [b"", b"paus", b"LIST\x08\0\0\0" + bytes(8), b"paus\x10\0\0\0" + bytes(8)])
def test_files_without_pauses_say_so(tail: bytes) -> None:
    with pytest.raises(ValueError, match="no pauses"):
        read_pauses(tail)


def test_voice_with_a_beat_is_not_stretched(tmp_path: Path) -> None:
    phone, slow, pauses = rendered(tmp_path, VOICE, seconds=6)
    assert len(pauses) == 1
    assert Pauses(str([list(pause) for pause in pauses])) == pauses
    assert (
        slow.read_bytes()[HEADER_BYTES : HEADER_BYTES + RATE]
        == phone.read_bytes()[HEADER_BYTES : HEADER_BYTES + RATE]
    )
