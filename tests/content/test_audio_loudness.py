"""Items do not jump: over the starter pack every rendition lies within a decibel of its channel's level."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from content import audio
from content.sound.recipes import LEVELS
from content.sound.slowing import slow_down
from tests.content.sounds import samples, speech_dbfs

PACK = sorted((Path(audio.__file__).parents[1] / "library").rglob("*.opus"))
SAMPLE = [path for path in PACK if path.parent.name in {"236", "286", "391"}]


def check_loudness(folder: Path, master: Path) -> None:
    phone, chat, slow = folder / "phone.wav", folder / "chat.ogg", folder / "slow.wav"
    audio.render_both(master, phone, chat)
    slow_down(phone, slow)
    assert speech_dbfs(samples(phone)) == pytest.approx(LEVELS["phone"], abs=1)
    assert speech_dbfs(samples(slow)) == pytest.approx(LEVELS["phone"], abs=1)
    assert speech_dbfs(chat_samples(chat)) == pytest.approx(LEVELS["chat"], abs=1)


def chat_samples(chat: Path) -> list[int]:
    """Decode Ogg/Opus, at the telephone's rate: the measure needs no more."""
    resampler = av.AudioResampler("s16", "mono", 8000)
    with av.open(str(chat)) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        frames += resampler.resample(None)
    return [
        value for frame in frames for value in memoryview(bytes(frame.planes[0])).cast("h")[: frame.samples]
    ]


@pytest.mark.parametrize("master", SAMPLE, ids=lambda path: path.parent.name)
def test_sample_of_the_pack_is_equally_loud(tmp_path: Path, master: Path) -> None:
    check_loudness(tmp_path, master)


def test_pack_has_no_fault_to_tell(tmp_path: Path) -> None:
    for master in SAMPLE:
        found = audio.examine(master)
        assert (found.clipped, found.one_side, found.cut_start, found.cut_end) == (0, False, False, False)
        assert -6 < found.peak_dbfs < 0
