"""Remarks on a recording, and the words in which an editor reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

# A code and the values of its words, as `checks` holds them: {"code": "silence-start", "values": {"seconds": 2.4}}.
Remark = Mapping[str, Any]

NOTES = frozenset({"one-side", "low-rate"})  # nothing has to be done
_WORDS = Path(__file__).parent / "words"
_LENGTHS = frozenset({"seconds", "promised", "least", "most"})


def say(remark: Remark, language: str) -> str:
    """Say a remark or a refusal: what is wrong, and what to do; in English where the language is not known."""
    words = _words(language)
    values = {
        name: spoken_length(value, language) if name in _LENGTHS else value
        for name, value in remark.get("values", {}).items()
    }
    sentence: str = (words["remarks"] | words["refusals"])[remark["code"]]
    return sentence.format(**values)


def is_note(remark: Remark) -> bool:
    """Whether a remark only tells, and nobody has to do anything."""
    return remark["code"] in NOTES


def codes() -> frozenset[str]:
    """Every code that can be said."""
    words = _words("en")
    return frozenset(words["remarks"] | words["refusals"])


def spoken_length(seconds: float, language: str = "en") -> str:
    """Say a length as a person would: "3 minutes 20 seconds"."""
    words = _words(language)["lengths"]
    minutes, rest = divmod(round(seconds), 60)
    counted = [(minutes, "minute"), (rest, "second")]
    parts = [f"{count} {words[unit if count == 1 else unit + 's']}" for count, unit in counted if count]
    return " ".join(parts) or str(words["less"])


@cache
def _words(language: str) -> dict[str, dict[str, str]]:
    known = {path.stem: path for path in _WORDS.glob("*.toml")}
    return tomllib.loads(known.get(language, known["en"]).read_text("utf-8"))
