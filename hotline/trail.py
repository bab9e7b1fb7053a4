"""What travels from step to step of a call in the query of its addresses, which the carrier signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from visitors.people import ORDINARY, SLOW

LANGUAGE_LENGTH = 10
PACES = frozenset({ORDINARY, SLOW})
COUNT_DIGITS = 11
TENTHS = 10  # of a second, in which `t` counts
COUNTS = ("silences", "wrong", "guesses", "n", "k", "t", "f", "p", "s")


@dataclass(frozen=True, slots=True)
class Trail:
    """Language and pace of the call, and its counters: silences and wrong keys within a place, wrong numbers
    (`guesses`) and faults of ours (`f`) within the call; `n` is 1 in somebody's first call. `k` is the epoch
    second of the last key, `t` the tenth of a second (since the epoch too) at which the recording of a document began;
    `p` is 1 + the second at which it was paused, 0 while it plays; `s` is 1 where a key has just changed the pace."""

    lang: str = ""
    pace: str = ORDINARY
    silences: int = 0
    wrong: int = 0
    guesses: int = 0
    n: int = 0
    k: int = 0
    t: int = 0
    f: int = 0
    p: int = 0
    s: int = 0

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Trail:
        """The trail in a query; whatever a hand wrote wrongly counts as not written."""
        lang, pace = query.get("lang", ""), query.get("pace", "")
        known = lang.isascii() and lang.replace("-", "").isalnum() and len(lang) <= LANGUAGE_LENGTH
        counts = {name: _count(query[name]) for name in COUNTS if name in query}
        return cls(lang if known else "", pace if pace in PACES else ORDINARY, **counts)

    def write(self) -> str:
        """The query, in which nothing needs quoting; counters that stand at nothing are left out."""
        counts = "".join(f"&{name}={count}" for name in COUNTS if (count := getattr(self, name)))
        return f"lang={self.lang}&pace={self.pace}{counts}"

    def after_key(self, now: int) -> Trail:
        """The caller did something: counting within the place begins anew."""
        return Trail(self.lang, self.pace, guesses=self.guesses, n=self.n, k=now, f=self.f)

    def after_wrong_key(self, now: int) -> Trail:
        """The caller pressed what does nothing here; the place stays."""
        return replace(self, silences=0, wrong=self.wrong + 1, k=now, t=0, p=0, s=0)

    def after_silence(self, *, stays: bool) -> Trail:
        """Nothing came: counted where the place is said once more."""
        silences = self.silences + 1 if stays else 0
        if (silences, 0, 0, 0, 0) == (self.silences, self.wrong, self.t, self.p, self.s):
            return self
        return replace(self, silences=silences, wrong=0, t=0, p=0, s=0)

    def repaced(self) -> Trail:
        """A key has changed the pace, and is answered with a word."""
        return replace(self, s=1)

    def paused(self, position: int) -> Trail:
        """Playing waits at a second."""
        return replace(self, p=position + 1, t=0)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= COUNT_DIGITS else 0
