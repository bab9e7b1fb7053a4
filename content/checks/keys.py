"""How a key is named in each language, and whether an option comes before its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from content.timing import SENTENCE

DIGIT = r"(?:\d|\{key\})"


@dataclass(frozen=True)
class Naming:
    """A language's order to press, and what its keys are called."""

    press: str
    names: str
    articles: str

    @cached_property
    def first(self) -> re.Pattern[str]:
        """A sentence that begins with the key, or with the order to press it."""
        name = rf"(?:{DIGIT}(?!\w)|(?:{self.names})\b)"
        return re.compile(rf"^\W*(?:(?:{self.press})\W+)?(?:(?:{self.articles}) ?)*{name}", re.IGNORECASE)

    @cached_property
    def option(self) -> re.Pattern[str]:
        """A sentence that names a key; short ones do without the order: "A person, 0."."""
        ordered = rf"(?:{self.press})\b.*?(?:{DIGIT}(?!\w)|(?:{self.names})\b)"
        return re.compile(rf"{ordered}|[,:] (?:(?:{self.articles}) ?)*{DIGIT}(?=[.,]|$)", re.IGNORECASE)


NAMINGS: Mapping[str, Naming] = {
    "en": Naming("(?:please )?(?:press|dial|push|hit)", "star|hash|pound", "the|number|key|on"),
    "fr": Naming(
        "(?:veuillez )?(?:appuyez sur|appuyer sur|tapez|composez|pressez|faites)",
        "étoile|dièse", "le|la|les|l['’]|touche|chiffre|numéro",
    ),
    "es": Naming("(?:por favor,? )?(?:pulse|marque|oprima|presione|pulsa|marca)", "asterisco|almohadilla|numeral",
                 "el|la|tecla|número|en"),
}  # fmt: skip


def offers_key_first(language: str, text: str) -> str:
    """The first sentence that names the key before what it is for; empty where none does, or nobody can tell."""
    naming = NAMINGS.get(language)
    sentences = [one.strip() for one in SENTENCE.findall(text)] if naming else []
    return next((one for one in sentences if naming and naming.first.match(one)), "")


def names_key(language: str, text: str) -> bool:
    """Whether words name a key; True in a language that we know nothing of."""
    naming = NAMINGS.get(language)
    return naming is None or naming.option.search(text) is not None
