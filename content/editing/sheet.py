"""What is edited as a whole, and what is said about it: remarks, uses and changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ITEM, TEXT, THREAD, PROMPT = "item", "text", "thread", "prompt"
SERIES, SPEAKER, SEASON, LINE = "series", "speaker", "season", "line"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Sheet:
    """One thing that is edited and published as a whole; only a text and a prompt have a language."""

    kind: str
    key: str
    language: str = ""

    @property
    def number(self) -> int:
        """The item's number; 0 where the key is none."""
        return int(self.key) if self.kind in {ITEM, TEXT, THREAD} and self.key.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field, as a code with values (`saying.say` has the words); `blocks` stops publishing.

    A field within a field is written `title.fr`; an empty one means the whole sheet."""

    field: str
    code: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    blocks: bool = True
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Where something is used: the sheet that uses it, and how, as a code (`saying.say_use` has the words)."""

    sheet: Sheet
    how: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, for the trail: publish, withdraw, restore, delete, begin, discard, review, schedule."""

    what: str
    sheet: Sheet
    before: Data | None = None
    after: Data | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Who makes something live, and when; for words also whether they were reviewed, and of which source version
    they are a translation (None: of the live one)."""

    by: str
    at: datetime
    review: str = "draft"
    source_version: int | None = None


class Refused(Exception):
    """Nothing was changed; `remarks` tell why, those that block first."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(", ".join(f"{remark.field or 'sheet'}: {remark.code}" for remark in remarks))
        self.remarks = tuple(sorted(remarks, key=lambda remark: not remark.blocks))


class StillUsed(Exception):
    """It can't be deleted; `uses` tell where it is needed."""

    def __init__(self, uses: Sequence[Use]) -> None:
        super().__init__(f"{len(uses)} uses")
        self.uses = tuple(uses)


def item_sheet(number: int) -> Sheet:
    """An item's facts."""
    return Sheet(ITEM, str(number))


def text_sheet(number: int, language: str) -> Sheet:
    """An item's words in one language."""
    return Sheet(TEXT, str(number), language)


def thread_sheet(number: int) -> Sheet:
    """The links that lead on from an item."""
    return Sheet(THREAD, str(number))


def prompt_sheet(key: str, language: str) -> Sheet:
    """Words of the line itself in one language."""
    return Sheet(PROMPT, key, language)
