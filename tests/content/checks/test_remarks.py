"""Every remark has kind words in the three languages, with its values filled in."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from content.checks import remarks as module
from content.checks.remarks import Remark, explain, quote, say

FOLDER = Path(module.__file__).parent
CODE = re.compile(r'(?:Remark\(\s*"?\w+"?,|code, limit = \(|code =) "([a-z-]+)"')
SAID = re.compile(r'"((?:missing|prompt|places|field|teaser)-[a-z]+)"')
WANTED = {"title", "teaser", "body", "description", "credit", "warning"}
VALUES = {"words": 27, "most": 20, "age": 15, "word": "patina", "length": "6 min", "limit": "5 min", "mark": "*",
          "places": "{name}"}  # fmt: skip


def load(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def used_codes() -> set[str]:
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    named = set(CODE.findall(source)) | set(SAID.findall(source))
    return named | {f"missing-{name}" for name in WANTED} | {"long", "short"}


def fields_of(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_code_has_its_words() -> None:
    assert used_codes() == set(load("en")["remarks"])


@pytest.mark.parametrize("language", ["fr", "es"])
def test_translations_say_the_same(language: str) -> None:
    english, other = load("en"), load(language)
    assert english["fields"].keys() == other["fields"].keys()
    assert english["remarks"].keys() == other["remarks"].keys()
    for code, words in english["remarks"].items():
        for part in ("what", "todo"):
            told = other["remarks"][code][part]
            assert fields_of(told) == fields_of(words[part]), code
            assert told != words[part]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_remarks_are_two_short_sentences(language: str) -> None:
    for code in load(language)["remarks"]:
        what, todo = explain(Remark("title", code, VALUES, "A sentence."), language)
        assert what[0].isupper() or what[0] in '«“"{'
        assert what.rstrip("”»").rstrip()[-1] in ".!"
        assert todo.endswith((".", "”", "»"))
        assert len(what.split()) <= 26, code
        assert len(todo.split()) <= 30, code


def test_unknown_language_hears_english() -> None:
    remark = Remark("body", "hard-word", {"word": "patina"})
    assert say(remark, "de") == say(remark, "en")
    assert say(remark, "../en") == say(remark, "en")
    assert "patina" in say(remark, "fr")


def test_long_sentence_is_quoted_by_its_beginning() -> None:
    assert quote("A short one.") == "A short one."
    long = quote("A sentence, " * 20)
    assert long.endswith("A …")
    assert len(long) <= 92
