"""The words that only paper has, in the languages somebody wrote them in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
OLDEST = "en"
FRENCH_SPACE = re.compile(r" (?=[!?;:»])|(?<=«) ")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
NO_BREAK = "\u00a0"


def say(language: str, key: str, /, **names: object) -> str:
    """Words of the paper, such as `card.hello`; in English where nobody has written them in a language."""
    family, _, name = key.partition(".")
    return _read(language)[family][name].format(**names)


def set_type(text: str, language: str) -> str:
    """Words as a printer sets them: round apostrophes, and in French no sign that is parted from its word."""
    if language.partition("-")[0] == "fr":
        text = FRENCH_SPACE.sub(NO_BREAK, text)
    return APOSTROPHE.sub("’", text).replace("\u202f", NO_BREAK)


@lru_cache
def _read(language: str) -> dict[str, dict[str, str]]:
    codes = (language, language.partition("-")[0], OLDEST)
    file = next(path for code in codes if (path := FOLDER / f"{code}.toml").is_file())
    return tomllib.loads(file.read_text(encoding="utf-8"))
