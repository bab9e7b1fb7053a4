"""From whatever an editor sends to what the telephone and the chat play, or to words that say why not."""

from math import cos, log10, pi
from pathlib import Path

import av
import pytest

from content import audio
from content.sound.wave import RATE, phone_samples
from tests.content.sounds import RUMBLE, SECONDS, VOICE, film, header, record, samples, speech_dbfs

WANTED = -22.0
FORMATS = [
    *(("wav", rate, sides) for rate in (8000, 44100, 192000) for sides in (1, 2)),
    *(("mp3", rate, sides) for rate in (16000, 44100) for sides in (1, 2)),
    *(("m4a", rate, sides) for rate in (16000, 48000) for sides in (1, 2)),
    *((kind, 48000, sides) for kind in ("ogg", "opus", "webm") for sides in (1, 2)),
    *(("flac", rate, sides) for rate in (8000, 96000) for sides in (1, 2)),
    ("aiff", 44100, 2),
    ("mka", 44100, 1),
    ("wav", 48000, 6),
]


@pytest.mark.parametrize(("kind", "rate", "sides"), FORMATS)
def test_every_format_sounds_equally_loud(tmp_path: Path, kind: str, rate: int, sides: int) -> None:
    source = record(tmp_path / f"take.{kind}", *[VOICE] * sides, rate=rate)
    phone, chat = tmp_path / "phone.wav", tmp_path / "chat.ogg"
    assert audio.render_both(source, phone, chat) == pytest.approx(SECONDS, abs=0.1)
    assert phone_samples(phone.read_bytes()) / RATE == pytest.approx(SECONDS, abs=0.1)
    assert speech_dbfs(samples(phone)) == pytest.approx(WANTED, abs=1)
    heard = audio.inspect(chat)
    assert (heard.codec, heard.channels, heard.rate) == ("opus", 1, 48000)
    assert heard.seconds == pytest.approx(SECONDS, abs=0.1)
    assert heard.rms_dbfs == pytest.approx(-18.0, abs=1)


QUIET = f"0.01*{VOICE}"
MIXES = {
    "whispered": (QUIET,),
    "shouted": (f"1.9*{VOICE}",),
    "left only": (VOICE, "0"),
    "right only": ("0", VOICE),
    "against each other": (VOICE, f"-1*{VOICE}"),
    "over a rumble": (f"{VOICE}+{RUMBLE}",),
}


@pytest.mark.parametrize("name", MIXES)
def test_odd_microphones_end_equally_loud(tmp_path: Path, name: str) -> None:
    source = record(tmp_path / "take.wav", *MIXES[name])
    phone = tmp_path / "phone.wav"
    audio.render_phone(source, phone)
    heard = samples(phone)
    assert speech_dbfs(heard) == pytest.approx(WANTED, abs=1)
    assert max(abs(value) for value in heard) < 32000


def test_pauses_do_not_raise_the_voice(tmp_path: Path) -> None:
    talkative = record(tmp_path / "talk.wav", seconds=4)
    hesitant = record(tmp_path / "wait.wav", f"({VOICE})*lt(t,2)+0.005*sin(1000*PI*t)", seconds=20)
    assert audio.inspect(hesitant).rms_dbfs == pytest.approx(audio.inspect(talkative).rms_dbfs, abs=0.3)


def test_one_loud_bang_is_held(tmp_path: Path) -> None:
    source = record(tmp_path / "bang.wav", f"0.02*{VOICE}+0.9*between(t,1,1.01)*sin(2000*PI*t)")
    phone, chat = tmp_path / "phone.wav", tmp_path / "chat.ogg"
    audio.render_both(source, phone, chat)
    assert max(abs(value) for value in samples(phone)) < 32000
    assert audio.inspect(chat).peak_dbfs < 0


def test_source_may_bear_a_renditions_name(tmp_path: Path) -> None:
    source = record(tmp_path / "phone.wav")
    assert audio.render_both(source, source, tmp_path / "chat.ogg") == pytest.approx(SECONDS, abs=0.1)
    assert phone_samples(source.read_bytes()) / RATE == pytest.approx(SECONDS, abs=0.1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chat.ogg", "phone.wav"]


def test_inspection_tells_what_came(tmp_path: Path) -> None:
    heard = audio.inspect(
        record(tmp_path / "take.flac", "0.5*sin(1000*PI*t)", "0.25*sin(1000*PI*t)", rate=44100)
    )
    assert (heard.seconds, heard.rate, heard.channels, heard.codec) == (SECONDS, 44100, 2, "flac")
    assert heard.peak_dbfs == pytest.approx(-6.0, abs=0.1)
    assert heard.rms_dbfs == pytest.approx(-11.5, abs=0.2)


def test_header_names_mulaw_exactly(tmp_path: Path) -> None:
    phone = tmp_path / "phone.wav"
    audio.render_phone(record(tmp_path / "take.wav", seconds=2.000125, rate=8000), phone)
    whole = phone.read_bytes()
    assert header(whole) == {
        "riff": b"RIFF", "riff_size": 16052, "wave": b"WAVE",
        "fmt": b"fmt ", "fmt_size": 18, "tag": 7, "channels": 1, "rate": 8000,
        "byte_rate": 8000, "align": 1, "bits": 8, "extra": 0,
        "fact": b"fact", "fact_size": 4, "samples": 16001,
        "data": b"data", "data_size": 16001,
    }  # fmt: skip
    assert len(whole) == 58 + 16001 + 1


def test_other_programs_read_our_phone_file(tmp_path: Path) -> None:
    phone = tmp_path / "phone.wav"
    audio.render_phone(record(tmp_path / "take.mp3"), phone)
    with av.open(str(phone)) as container:
        stream = container.streams.audio[0]
        read = sum(frame.samples for frame in container.decode(stream))
    assert (stream.codec_context.name, stream.rate, stream.channels) == ("pcm_mulaw", 8000, 1)
    assert read == len(phone.read_bytes()) - 58


def test_telephone_loses_the_rumble(tmp_path: Path) -> None:
    source = record(tmp_path / "take.wav", f"{RUMBLE}+0.2*sin(2000*PI*t)")
    phone = tmp_path / "phone.wav"
    audio.render_phone(source, phone)
    heard = samples(phone)[8000:16000]
    assert tone_dbfs(heard, 1000) - tone_dbfs(heard, 80) > 15


def tone_dbfs(values: list[int], hertz: int) -> float:
    """Measure a single tone, by Goertzel."""
    turn = 2 * cos(2 * pi * hertz / 8000)
    one = two = 0.0
    for value in values:
        one, two = value + turn * one - two, one
    return 10 * log10((one * one + two * two - turn * one * two) / (len(values) / 2) ** 2 / 32768**2)


def test_foreign_wav_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a telephone rendition"):
        phone_samples(record(tmp_path / "take.wav").read_bytes())


def test_film_gives_its_sound(tmp_path: Path) -> None:
    assert audio.inspect(film(tmp_path / "film.mp4", with_sound=True)).seconds == pytest.approx(
        SECONDS, abs=0.1
    )


def test_joined_recordings_play_through(tmp_path: Path) -> None:
    first, second = (
        record(tmp_path / "a.mp3", rate=44100),
        record(tmp_path / "b.mp3", VOICE, VOICE, rate=22050),
    )
    both = tmp_path / "both.mp3"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    assert audio.render_phone(both, tmp_path / "phone.wav") == pytest.approx(2 * SECONDS, abs=0.2)


def test_sound_from_a_pipe_has_no_length(tmp_path: Path) -> None:
    source = record(tmp_path / "take.wav")
    whole = bytearray(source.read_bytes())
    at = whole.index(b"data")
    whole[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    source.write_bytes(whole)
    assert audio.inspect(source).seconds == SECONDS
