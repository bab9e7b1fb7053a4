"""One document of the telephone as it was answered, and everything the rules want to know of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from simulators.telephone import twiml
from simulators.telephone.verbs import Dial, Document, Gather, Hangup, Play, Record, Redirect, Say, Spoken

AT = "/hotline/at/"
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
V = TypeVar("V")


@dataclass(frozen=True)
class Page:
    """An answer of the museum to one step; `steps` are those that led here, the last one last."""

    url: str
    status: int
    kind: str
    body: bytes
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Where it was found, for a finding."""
        return f"{self.place or self.url} [{self.language}] after {' > '.join(self.steps[-3:])}"

    @cached_property
    def document(self) -> Document:
        """The verbs; raises `TwimlError`."""
        return twiml.parse(self.body, self.url)

    @cached_property
    def root(self) -> ET.Element:
        """The bare XML, with every attribute as it was written."""
        return ET.fromstring(self.body)

    @cached_property
    def fingerprint(self) -> bytes:
        """Equal for documents that differ in nothing but the moment and the ids of this very recording."""
        return re.sub(rb"(amp;|&)[kt]=\d+|(review|sent|callme|ticket)/\d+", b"", self.body)

    @property
    def gather(self) -> Gather | None:
        """The words one may interrupt, and the wait after them."""
        return self._first(Gather)

    @property
    def record(self) -> Record | None:
        """The recording of a voice."""
        return self._first(Record)

    @property
    def dial(self) -> Dial | None:
        """The telephone that rings."""
        return self._first(Dial)

    @property
    def redirect(self) -> Redirect | None:
        """Where silence leads."""
        return self._first(Redirect)

    @property
    def ends(self) -> bool:
        """Whether it hangs up."""
        return self._first(Hangup) is not None

    @cached_property
    def place(self) -> str:
        """The place of the visit that this is: what its keys are pressed at, not what was asked for."""
        return place_of(self.gather.action if self.gather else self.url)

    @property
    def head(self) -> str:
        """The first word of the place."""
        return re.split("[/~]", self.place)[0]

    @cached_property
    def trail(self) -> dict[str, str]:
        """What travels in the address that a key leads to."""
        address = self.gather.action if self.gather else self.redirect.url if self.redirect else self.url
        return dict(parse_qsl(urlsplit(address).query))

    @property
    def language(self) -> str:
        """The language of this moment."""
        return self.trail.get("lang", "")

    @property
    def wrong(self) -> int:
        """How many keys in a row did nothing here."""
        return int(self.trail.get("wrong", 0))

    @property
    def silences(self) -> int:
        """How often nothing was pressed here."""
        return int(self.trail.get("silences", 0))

    @property
    def is_paused(self) -> bool:
        """Whether a recording waits here for any key."""
        return "p" in self.trail

    @property
    def is_playing(self) -> bool:
        """Whether this is a recording, or the words in its stead."""
        return "t" in self.trail

    @cached_property
    def prompts(self) -> tuple[Spoken, ...]:
        """Everything heard, in its order."""
        return tuple(self._prompts())

    @property
    def says(self) -> list[Say]:
        """What the carrier's voices say."""
        return [prompt for prompt in self.prompts if isinstance(prompt, Say)]

    @property
    def plays(self) -> list[Play]:
        """The files that are played."""
        return [prompt for prompt in self.prompts if isinstance(prompt, Play)]

    @cached_property
    def words(self) -> str:
        """All words, as one text."""
        return " ".join(say.text for say in self.says)

    @cached_property
    def sentences(self) -> list[str]:
        """All words, sentence by sentence."""
        return [sentence for say in self.says for sentence in SENTENCE.split(say.text)]

    @cached_property
    def addresses(self) -> list[str]:
        """Every address in it, as written."""
        found = [value for one in self.root.iter() for name, value in one.attrib.items() if name in ADDRESSED]
        return found + [one.text or "" for one in self.root.iter() if one.tag in {"Play", "Redirect"}]

    def _first(self, kind: type[V]) -> V | None:
        return next((verb for verb in self.document.verbs if isinstance(verb, kind)), None)

    def _prompts(self) -> Iterator[Spoken]:
        for verb in self.document.verbs:
            if isinstance(verb, Gather):
                yield from verb.prompts
            elif isinstance(verb, Spoken):
                yield verb


ADDRESSED = frozenset({"action", "url", "recordingStatusCallback", "statusCallback", "partialResultCallback"})


def place_of(address: str) -> str:
    """The place in one of our addresses; empty where it is another."""
    path = urlsplit(address).path
    return unquote(path.removeprefix(AT)) if path.startswith(AT) else ""
