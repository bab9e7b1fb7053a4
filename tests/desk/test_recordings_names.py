"""What a file is a recording of, by its name."""

from __future__ import annotations

import pytest

from content.recordings import Target
from desk.recordings.targets import match_name


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("214.wav", Target("en", item=214)),
        ("214-fr take 2.m4a", Target("fr", item=214)),
        ("2024-05-19 FR 1214.WAV", Target("fr", item=2024)),
        ("item_305_es.mp3", Target("es", item=305)),
        ("lobby.hello.fr.wav", Target("fr", prompt="lobby.hello")),
        ("lobby.hello.wav", Target("en", prompt="lobby.hello")),
        ("lobby.hello_too-es.ogg", Target("es", prompt="lobby.hello_too")),
        ("folder/330.flac", Target("en", item=330)),
        ("take 2.wav", None),
        ("12345.wav", None),
        ("", None),
    ],
)
def test_names_tell_what_they_are(name: str, target: Target | None) -> None:
    assert match_name(name, ("en", "fr", "es"), ("lobby.hello", "lobby.hello_too"), "en") == target
