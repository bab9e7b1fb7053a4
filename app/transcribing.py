"""The machine that writes spoken messages down: faster-whisper, an extra that nobody needs. No sound leaves the house.

It is loaded by name when the first message waits, so that a museum without it never imports it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from app.finding import Finding, Level
from settings import Settings
from visitors.transcripts import LIBRARY, NotUnderstood, is_installed

EXTRA = "museline[transcripts]"
FOLDER = "models"  # under DATA_DIR; a model is fetched once, and read from there ever after


class Whisper:
    """One model, kept once it is loaded."""

    def __init__(self, model: str, folder: Path) -> None:
        self.name, self.folder = model, folder
        self._model: Any = None

    def write_down(self, sound: Path, language: str) -> str:
        """The words of a sound. Raises `NotUnderstood` for a language or a sound that the model cannot read."""
        try:
            parts, _ = self._load().transcribe(
                str(sound), language=language.split("-", maxsplit=1)[0], vad_filter=True
            )
            return " ".join(part.text.strip() for part in parts)
        except ValueError as error:
            raise NotUnderstood(type(error).__name__) from error

    def _load(self) -> Any:
        if self._model is None:
            library = import_module(LIBRARY)
            self._model = library.WhisperModel(self.name, compute_type="int8", download_root=str(self.folder))
        return self._model


def open_scribe(settings: Settings) -> Whisper | None:
    """Whoever writes down; None where nobody wishes for it, or the extra is not installed."""
    if not settings.transcripts_model or not is_installed():
        return None
    return Whisper(settings.transcripts_model, settings.data_dir / FOLDER)


def look_at_transcripts(settings: Settings) -> list[Finding]:
    """For the doctor: nothing where nobody wishes for it."""
    if not settings.transcripts_model:
        return []
    if is_installed():
        words = f"transcripts: drafts are written by the model {settings.transcripts_model}"
        return [Finding(Level.RIGHT, words)]
    words = "transcripts: TRANSCRIPTS_MODEL is set, and what writes them is not installed"
    return [
        Finding(Level.WRONG, words, f"Run `pip install '{EXTRA}'` here, or leave TRANSCRIPTS_MODEL empty.")
    ]
