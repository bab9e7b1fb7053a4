"""Every finding has plain words in the three languages."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scenes.linting import finding as module
from scenes.linting.finding import Finding, say
from scenes.registry import ENTERS

FOLDER = Path(module.__file__).parent
CODE = re.compile(
    r'(?:stop|language), "(?:size|order|keys|person|greeting|words|ways|silence|depth|items)", "([a-z-]+)"'
)
IN_LISTS = re.compile(r'_found\("item", language, "([a-z-]+)"')
WAYS = {"lost-key", "lost-silence", "deep", "list-long"}


def load(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def places_of(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_code_has_its_words() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    assert set(CODE.findall(source)) | set(IN_LISTS.findall(source)) | WAYS == set(load("en")["findings"])


@pytest.mark.parametrize("language", ["fr", "es"])
def test_translations_say_the_same(language: str) -> None:
    english, other = load("en"), load(language)
    assert english["places"].keys() == other["places"].keys()
    assert english["findings"].keys() == other["findings"].keys()
    for code, words in english["findings"].items():
        for part in ("what", "todo"):
            told = other["findings"][code][part]
            assert places_of(told) == places_of(words[part]), code
            assert told != words[part]


def test_places_have_names() -> None:
    later = {"review", "sent", "ticket", "goodbye"}  # only after something was sent, or at the end
    assert ENTERS.keys() - later <= load("en")["places"].keys()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Choosing what to hear (choose, fr): "), ("fr", "Le choix (choose, fr): "), ("de", "Choosing")],
)
def test_finding_is_one_plain_line(language: str, words: str) -> None:
    finding = Finding("choose", "fr", "keys", "key-twice", {"key": "3"}, blocks=True)
    said = say(finding, language)
    assert said.startswith(words)
    assert "3" in said
    assert "\n" not in said
