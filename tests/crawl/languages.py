"""What the rules must know of each language: how keys are named, and the small words by which one tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = r"(?P<digit>(?<![\d])(?<!\d )(?<!\d, )\b\d\b(?! \d|, \d))"


@dataclass(frozen=True)
class Tongue:
    """One language: its order to press, the names of star and hash, and words that no other of ours has."""

    press: str
    star: str
    hash: str
    pencil: str
    help: str
    small: frozenset[str]

    @property
    def key_first(self) -> re.Pattern[str]:
        """A sentence that names the key before what it is for."""
        name = rf"(?:\d|{self.star}|{self.hash})"
        return re.compile(
            rf"^\W*(?:{self.press}\W+)?(?:the |le |la |el |key |touche |tecla )*{name}\b", re.IGNORECASE
        )

    @property
    def key(self) -> re.Pattern[str]:
        """A key, as it is named in an option."""
        return re.compile(rf"{KEY}|(?P<star>\b{self.star}\b)|(?P<hash>\b{self.hash}\b)", re.IGNORECASE)

    def find_keys(self, sentence: str) -> list[str]:
        """The keys that a sentence names, in its order."""
        found = self.key.finditer(sentence)
        return [one["digit"] or ("*" if one["star"] else "#") for one in found]


SMALL = {
    "en": "the and of to you is it with for was what that this your on at are we not they from",
    "fr": "les des une vous est pour dans et avec ce qui sur pas au du nous cette votre sont ou elle",
    "es": "el los las y para una del con se lo por su pulse más hay pero como usted al nos eso",
}
NAMES = {
    "en": (r"(?:please )?(?:press|dial|push|hit)", "star", "hash", "pencil", "help"),
    "fr": (r"(?:appuyez sur|tapez|composez)", "étoile", "dièse", "crayon", "aide"),
    "es": (r"(?:pulse|marque|oprima)", "asterisco", "almohadilla", "lápiz", "ayuda"),
}
TONGUES = {code: Tongue(*names, frozenset(SMALL[code].split())) for code, names in NAMES.items()}
FEWEST_SIGNS = 2


def guess_language(text: str) -> str:
    """The language of a sentence by its small words; empty where they do not tell."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: sum(word in tongue.small for word in words) for code, tongue in TONGUES.items()}
    first, second, *_ = sorted(counts, key=lambda code: -counts[code])
    return first if counts[first] >= FEWEST_SIGNS + counts[second] else ""
