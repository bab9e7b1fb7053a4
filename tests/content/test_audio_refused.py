"""A recording that can't be used is refused in words that say what happened and what to do."""

import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from content import audio
from content.sound.remarks import spoken_length
from tests.content.sounds import VOICE, cut, film, record

EMPTY = "This file is empty: nothing arrived in it. Please save the recording once more and send it again."
NO_SOUND = "We found no sound in this file. Please send a recording: WAV, MP3, M4A, Ogg, WebM or FLAC."
MUTE_FILM = "This film has no sound track. Please send a film with sound, or the sound by itself."
CUT = "Perhaps a copy was interrupted. Please send the whole file again."
DAMAGED = "Parts of this recording are damaged and can't be read. Please export it again and send that."
SILENT = (
    "We could hear nobody in this recording. Please check that the microphone was on and not muted, "
    "and record it again."
)
ENDING = "Please give it the right ending, or export it again."


def renamed(source: Path, name: str) -> Path:
    return source.rename(source.with_name(name))


def written(target: Path, content: bytes) -> Path:
    target.write_bytes(content)
    return target


def noise(count: int) -> bytes:
    return random.Random(1).randbytes(count)


def holed(source: Path) -> Path:
    whole, chance = bytearray(source.read_bytes()), random.Random(1)
    for _ in range(400):
        whole[chance.randrange(len(whole) // 10, len(whole))] ^= 0xFF
    return written(source, bytes(whole))


Maker = Callable[[Path], Path]
BAD: dict[str, tuple[Maker, str, str]] = {
    "nothing at all": (lambda at: written(at / "a.mp3", b""), "empty", EMPTY),
    "text named mp3": (lambda at: written(at / "a.mp3", b"Dear museum, hello. " * 500), "not-audio", NO_SOUND),
    "text named wav": (lambda at: written(at / "a.wav", b"Dear museum, hello. " * 500), "not-audio", NO_SOUND),
    "noise named mp3": (lambda at: written(at / "a.mp3", noise(50_000)), "not-audio", NO_SOUND),
    "list that points to another file": (
        lambda at: written(at / "a.wav", f"ffconcat version 1.0\nfile {record(at / 'b.wav').name}\n".encode()),
        "not-audio",
        NO_SOUND,
    ),
    "film without sound": (lambda at: film(at / "a.mp4", with_sound=False), "no-sound", MUTE_FILM),
    "cut wav": (lambda at: cut(record(at / "a.wav")), "cut-short-after", "it lasts 6 seconds"),
    "cut mp3": (lambda at: cut(record(at / "a.mp3")), "cut-short-after", "the sound stops after 4 seconds"),
    "cut mp3 that tells no length": (
        lambda at: cut(record(at / "a.mp3", write_xing="0", id3v2_version="0")), "cut-short", CUT,
    ),
    "cut ogg": (lambda at: cut(record(at / "a.ogg")), "cut-short", CUT),
    "cut flac": (lambda at: cut(record(at / "a.flac")), "cut-short-after", "it lasts 6 seconds"),
    "cut m4a": (lambda at: cut(record(at / "a.m4a")), "cut-short", CUT),
    "cut m4a with its index in front": (
        lambda at: cut(record(at / "a.m4a", movflags="faststart")), "cut-short-after", "it lasts 6 seconds",
    ),
    "cut webm": (lambda at: cut(record(at / "a.webm")), "cut-short-after", "it lasts 6 seconds"),
    "cut aiff": (lambda at: cut(record(at / "a.aiff")), "cut-short-after", "it lasts 6 seconds"),
    "head of a wav": (lambda at: cut(record(at / "a.wav"), 0.00005), "cut-short", CUT),
    "wav named mp3": (
        lambda at: renamed(record(at / "a.wav"), "a.mp3"), "wrong-type", "ends in .mp3, but it holds WAV sound",
    ),
    "mp3 named wav": (
        lambda at: renamed(record(at / "a.mp3"), "a.wav"), "wrong-type", "ends in .wav, but it holds MP3 sound",
    ),
    "m4a named ogg": (
        lambda at: renamed(record(at / "a.m4a"), "a.OGG"), "wrong-type", "ends in .ogg, but it holds M4A sound",
    ),
    "webm named wav": (lambda at: renamed(record(at / "a.webm"), "a.wav"), "wrong-type", ENDING),
    "holes in a flac": (lambda at: holed(record(at / "a.flac")), "damaged", DAMAGED),
    "silence": (lambda at: record(at / "a.wav", "0"), "silent", SILENT),
    "a room where nobody speaks": (lambda at: record(at / "a.wav", "0.0005*sin(900*t)", "0"), "silent", SILENT),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_explained(tmp_path: Path, name: str) -> None:
    make, reason, words = BAD[name]
    source = make(tmp_path)
    with pytest.raises(audio.AudioRefused) as refused:
        audio.inspect(source)
    assert refused.value.reason == reason
    assert words in refused.value.args[0]


def test_refused_before_anything_is_written(tmp_path: Path) -> None:
    phone, chat = tmp_path / "phone.wav", tmp_path / "chat.ogg"
    with pytest.raises(audio.AudioRefused):
        audio.render_both(cut(record(tmp_path / "a.flac")), phone, chat)
    assert not phone.exists()
    assert not chat.exists()


@pytest.mark.parametrize("name", ["take", "take.sound", "TAKE.WAV", "take.wave"])
def test_other_names_hold_anything(tmp_path: Path, name: str) -> None:
    assert audio.inspect(renamed(record(tmp_path / "a.wav"), name)).codec == "pcm_s16le"


def test_one_spoiled_packet_is_forgiven(tmp_path: Path) -> None:
    source = record(tmp_path / "a.flac", seconds=20)
    whole = bytearray(source.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    source.write_bytes(whole)
    assert audio.inspect(source).seconds == pytest.approx(20, abs=0.25)


def test_refusal_crosses_to_another_process() -> None:
    refusal = audio.AudioRefused("wrong-type", ending=".mp3", holds="WAV")
    again = pickle.loads(pickle.dumps(refusal))
    assert (again.reason, again.args, again.values) == (refusal.reason, refusal.args, refusal.values)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "less than a second"),
        (1, "1 second"),
        (61, "1 minute 1 second"),
        (200, "3 minutes 20 seconds"),
        (120, "2 minutes"),
    ],
)
def test_lengths_are_said_in_words(seconds: float, words: str) -> None:
    assert spoken_length(seconds) == words


def test_writing_stops_where_reading_fails(tmp_path: Path) -> None:
    source = record(tmp_path / "a.wav", VOICE)
    with pytest.raises(FileNotFoundError):
        audio.render_phone(source, tmp_path / "no such folder" / "phone.wav")
