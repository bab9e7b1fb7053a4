"""What the recorder says while an answer is recorded: as for an item, but that it is nobody's until it is sent."""

from __future__ import annotations

from desk.person import t
from desk.recordings.view import speak

OWN = ("ready", "sent", "stopped")


def speak_recorder() -> dict[str, str]:
    """The recorder's words."""
    return {**speak("recorder"), **{name: t(f"inbox.recorder.{name}") for name in OWN}}
