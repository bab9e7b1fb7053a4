"""The extra that writes down what is said: asked for by a setting, loaded at the first message, missed kindly."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.finding import Level
from app.transcribing import look_at_transcripts, open_scribe
from tests.actors.museum import make_settings
from tests.rules.tree import ROOT
from visitors.transcripts import LIBRARY, NotUnderstood

# As the library is: a model by its name, and parts of speech with a blank before each.
STAND_IN = """
from types import SimpleNamespace

class WhisperModel:
    def __init__(self, name, compute_type, download_root):
        self.name, self.folder = name, download_root

    def transcribe(self, sound, language, vad_filter):
        if language == "xx":
            raise ValueError("'xx' is not a valid language code")
        words = (" Does the octopus", f" dream in {language}?")
        return iter(SimpleNamespace(text=one) for one in words), None
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The extra is installed."""
    (tmp_path / f"{LIBRARY}.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop(LIBRARY, None)


def test_nobody_wishes_for_it(tmp_path: Path, library: None) -> None:
    settings = make_settings(tmp_path)
    assert open_scribe(settings) is None
    assert look_at_transcripts(settings) == []
    assert LIBRARY not in sys.modules


def test_wished_for_and_missing_is_said(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, transcripts_model="small")
    assert open_scribe(settings) is None
    finding = look_at_transcripts(settings)[0]
    assert finding.level is Level.WRONG
    assert "pip install 'museline[transcripts]'" in (finding.todo or "")


def test_words_are_written_down(tmp_path: Path, library: None) -> None:
    settings = make_settings(tmp_path, transcripts_model="small")
    assert look_at_transcripts(settings)[0].level is Level.RIGHT
    scribe = open_scribe(settings)
    assert scribe is not None
    assert LIBRARY not in sys.modules
    assert scribe.write_down(tmp_path / "message", "fr-CA") == "Does the octopus dream in fr?"
    with pytest.raises(NotUnderstood):
        scribe.write_down(tmp_path / "message", "xx")


def test_locked_requirements_have_no_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert [one.startswith("faster-whisper") for one in extras["transcripts"]] == [True]
    for name in ("run.txt", "dev.txt"):
        assert "whisper" not in (ROOT / "requirements" / name).read_text()
