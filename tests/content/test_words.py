"""Silences, and the words of everything that is played."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import av
import pytest

from content.catalogue import Prompt, Sound
from content.silence import silence, silence_path
from content.words import SILENCES, words_json
from tests.content.museum import PackFolder, SmallHouse

HOME = "https://line.museum.example"


@pytest.mark.parametrize("milliseconds", [1, 500, 600, 5000])
def test_silence_lasts_as_long_as_it_says(milliseconds: int) -> None:
    file = silence(milliseconds)
    assert file[58:] == b"\xff" * (milliseconds * 8)
    assert silence_path(milliseconds) == f"{sha256(file).hexdigest()}/silence-{milliseconds}.wav"


@pytest.mark.parametrize("milliseconds", [0, -1, 5001])
def test_endless_silence_is_refused(milliseconds: int) -> None:
    with pytest.raises(ValueError, match="a silence lasts"):
        silence(milliseconds)


def test_other_ears_hear_silence(tmp_path: Path) -> None:
    (tmp_path / "silence.wav").write_bytes(silence(500))
    with av.open(str(tmp_path / "silence.wav")) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
    assert (stream.codec_context.name, stream.rate, stream.channels) == ("pcm_mulaw", 8000, 1)
    assert sum(frame.samples for frame in frames) == 4000
    assert not any(bytes(frame.planes[0]).strip(b"\0") for frame in frames)


def test_every_recording_has_its_words(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    catalogue = house.shelf.catalogue
    star, words = catalogue.items[305], catalogue.items[305].words["en"]
    spoken = replace(star, words={"en": replace(words, sound=Sound(9, "a/phone.wav", "a/chat.ogg"))})
    hello = {
        "en": {
            "lobby.hello": Prompt("Hello.", Sound(2, "b/phone.wav", "b/chat.ogg")),
            "x": Prompt("Unspoken."),
        }
    }
    found = words_json(replace(catalogue, items={305: spoken}, prompts=hello), HOME)
    text = "Let's make a star.\n\npaper\n\na pair of scissors\n\nFold it.\n\nCut it.\n\nHang it up."
    assert found == {
        **{f"{HOME}/media/{silence_path(milliseconds)}": "" for milliseconds in SILENCES},
        f"{HOME}/media/a/phone.wav": text,
        f"{HOME}/media/a/chat.ogg": text,
        f"{HOME}/media/b/phone.wav": "Hello.",
        f"{HOME}/media/b/chat.ogg": "Hello.",
    }
