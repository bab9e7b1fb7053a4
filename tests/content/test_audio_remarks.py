"""Real recordings have real faults: what each is called, and the words that the editor reads."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from content import audio
from content.sound.findings import Findings
from content.sound.judging import check
from content.sound.recipes import CHAT, PHONE, Trim
from content.sound.remarks import codes, is_note, say, spoken_length
from tests.content.sounds import cut, film, record

# A voice of three tones that breathes: it begins and ends with quiet, in a room that is not quite silent.
TALK = "(0.2*sin(880*PI*t)+0.15*sin(1800*PI*t)+0.1*sin(4200*PI*t))*(0.6+0.4*sin(8*PI*t))*gt(mod(t,3),0.6)*lt(t,14.5)"
ROOM = "0.0006*(random(0)-0.5)"
GOOD = f"{TALK}+{ROOM}"
SECONDS = 15.0
WORDS = "word " * 34  # at 140 a minute


def made(at: Path, *sides: str, name: str = "take.wav", rate: int = 44100, seconds: float = SECONDS) -> Path:
    return record(at / name, *sides, rate=rate, seconds=seconds)


def written(target: Path, content: bytes) -> Path:
    target.write_bytes(content)
    return target


def two_hours(at: Path) -> Path:
    """The same quarter of a minute again and again, eight bits a sample: 58 MB that take no time to make."""
    sound = bytes(
        128 + round(40 * (place % 16 - 8) / 8) * (place % 24_000 > 5000) for place in range(120_000)
    )
    size = 480 * len(sound)
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", size
    )
    with (at / "long.wav").open("wb") as file:
        file.writelines([head, *[sound] * 480])
    return at / "long.wav"


Maker = Callable[[Path], Path]
FINE: tuple[str, ...] = ()
FAULTS: dict[str, tuple[Maker, str, tuple[str, ...], str]] = {
    "a good one": (lambda at: made(at, GOOD), WORDS, FINE, ""),
    "clipped": (lambda at: made(at, f"4*{TALK}+{ROOM}"), "", ("clipped",), "turned up too far"),
    "clipped, then turned down": (
        lambda at: made(at, f"0.7*clip(4*{TALK}+{ROOM},-1,1)"), "", ("clipped",), "turned up too far",
    ),
    "much too quiet": (lambda at: made(at, f"0.02*{TALK}+0.05*{ROOM}"), "", ("quiet",), "come nearer"),
    "much too loud": (lambda at: made(at, f"2*{TALK}+{ROOM}"), "", ("loud",), "turned it down"),
    "noise behind the voice": (
        lambda at: made(at, f"0.3*{TALK}+0.06*(random(0)-0.5)"), "", ("noisy",), "close the windows",
    ),
    "stereo with a dead right side": (lambda at: made(at, GOOD, ROOM), WORDS, ("one-side",), "the good side"),
    "stereo with a dead left side": (lambda at: made(at, "0", GOOD), WORDS, ("one-side",), "the good side"),
    "96 kHz": (lambda at: made(at, GOOD, GOOD, name="take.flac", rate=96000), WORDS, FINE, ""),
    "as on a telephone, 8 kHz": (lambda at: made(at, GOOD, rate=8000), WORDS, ("low-rate",), "sounds dull"),
    "a film with sound": (lambda at: film(at / "take.mp4", with_sound=True), "", ("cut-start",), "first moment"),
    "speech to the last sample": (
        lambda at: made(at, GOOD, seconds=14.4), "", ("cut-end",), "perhaps the last word is missing",
    ),
    "speech from the first sample": (
        lambda at: made(at, GOOD.replace("mod(t,", "mod(t+1,")), "", ("cut-start",), "breathe in once",
    ),
    "long silence at the start": (
        lambda at: made(at, f"({TALK})*gt(t,5)+{ROOM}"), "",
        ("silence-start",), "It begins with 5 seconds of silence.",
    ),
    "long silence at the end": (
        lambda at: made(at, GOOD, seconds=20), "", ("silence-end",), "It ends with 6 seconds of silence.",
    ),
    "hardly anybody speaks": (
        lambda at: made(at, f"({TALK})*lt(mod(t,6),1.5)+{ROOM}"), "", ("little-speech",), "less than half",
    ),
    "too fast for its words": (lambda at: made(at, GOOD), "word " * 45, ("too-fast",), "words a minute"),
    "too slow for its words": (lambda at: made(at, GOOD), "word " * 25, ("too-slow",), "a little more briskly"),
    "another text": (lambda at: made(at, GOOD), "word " * 90, ("part-missing",), "another text"),
    "cut short": (lambda at: cut(made(at, GOOD)), "", ("cut-short-after",), "the sound stops after 9 seconds"),
    "zero bytes": (lambda at: written(at / "take.mp3", b""), "", ("empty",), "save the recording once more"),
    "a wrong ending": (
        lambda at: made(at, GOOD).rename(at / "take.mp3"), "", ("wrong-type",), "ends in .mp3, but it holds WAV",
    ),
    "a letter called mp3": (
        lambda at: written(at / "take.mp3", b"Dear museum, hello. " * 500), "", ("not-audio",), "no sound in this file",
    ),
    "silent": (lambda at: made(at, "0"), "", ("silent",), "not muted"),
}  # fmt: skip


def remarks_on(source: Path, words: str) -> list[dict[str, object]]:
    try:
        found = audio.examine(source)
    except audio.AudioRefused as refused:
        return [dict(refused.remark())]
    kind = "story" if found.seconds > 60 else ""
    return check(found, found.seconds, words, kind, Trim())["remarks"]


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_told_in_plain_words(tmp_path: Path, fault: str) -> None:
    make, words, wanted, said = FAULTS[fault]
    remarks = remarks_on(make(tmp_path), words)
    found = {str(remark["code"]) for remark in remarks}
    assert found == set(wanted)
    assert said in " ".join(say(remark, "en") for remark in remarks)


def test_two_hours_are_told_to_be_long(tmp_path: Path) -> None:
    remarks = remarks_on(two_hours(tmp_path), "")
    words = " ".join(say(remark, "en") for remark in remarks)
    assert "It lasts 120 minutes. Something of this kind lasts 5 minutes 30 seconds at most" in words


def test_good_side_is_the_one_heard(tmp_path: Path) -> None:
    both = audio.inspect(made(tmp_path, GOOD))
    one = audio.inspect(made(tmp_path, ROOM, GOOD, name="one.wav"))
    assert one.rms_dbfs == pytest.approx(both.rms_dbfs, abs=0.2)
    assert one.peak_dbfs == pytest.approx(both.peak_dbfs, abs=0.2)


def test_rendering_tells_what_it_found(tmp_path: Path) -> None:
    source = made(tmp_path, GOOD)
    done = audio.render(source, {PHONE: tmp_path / "phone.wav", CHAT: tmp_path / "chat.ogg"})
    assert done.findings == audio.examine(source)


FOUND = Findings(60, 48000, -20, -6, -60, 0, 0.3, 0.3, 0.8, cut_start=False, cut_end=False, one_side=False)


@pytest.mark.parametrize(
    ("kind", "seconds", "code"),
    [
        ("smile", 20, None),
        ("smile", 5, "short"),
        ("smile", 60, "long"),
        ("story", 75, None),
        ("story", 200, None),
        ("story", 400, "long"),
        ("story", 7200, "long"),
        ("story", 20, "short"),
        ("episode", 400, None),
        ("episode", 600, "long"),
        ("activity", 3300, None),
        ("prompt", 4, None),
        ("prompt", 45, "long"),
        ("", 1, None),
    ],
)
def test_each_kind_has_its_length(kind: str, seconds: float, code: str | None) -> None:
    remarks = check(FOUND, seconds, "", kind, Trim())["remarks"]
    assert [remark["code"] for remark in remarks] == ([code] if code else [])


@pytest.mark.parametrize(
    ("pace", "code"),
    [(100, "too-slow"), (121, None), (140, None), (164, None), (170, "too-fast"), (60, "other-words")],
)
def test_pace_is_judged_by_the_words(pace: int, code: str | None) -> None:
    told = check(FOUND, 60.6, "word " * pace, "", Trim())
    assert told["words_a_minute"] == pace
    assert [remark["code"] for remark in told["remarks"]] == ([code] if code else [])


VALUES = {
    "seconds": 75.0, "promised": 90, "least": 50, "most": 330, "words": 180,
    "ending": ".mp3", "holds": "WAV", "trim": 2,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("code", sorted(codes()))
def test_everything_can_be_said_in_three_languages(code: str, language: str) -> None:
    said = say({"code": code, "values": VALUES}, language)
    assert not re.search(r"[{}]|[a-z]-[a-z]+-[a-z]+", said)
    assert said.endswith(".")
    assert language == "en" or said != say({"code": code, "values": VALUES}, "en")


def test_nobody_has_to_act_on_a_note() -> None:
    assert is_note({"code": "one-side"})
    assert not is_note({"code": "clipped"})


def test_lengths_are_said_in_the_editors_language() -> None:
    assert spoken_length(61, "fr") == "1 minute 1 seconde"
    assert spoken_length(120, "es") == "2 minutos"
    assert spoken_length(3, "xx") == "3 seconds"
