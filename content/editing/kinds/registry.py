"""Which module knows which kind of sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Protocol

from sqlalchemy.orm import Session

from content.editing.kinds import item, line, prompt, season, series, speaker, text, thread
from content.editing.sheet import Data, Made, Remark, Sheet, Use
from content.editing.view import View


class Kind(Protocol):
    """What every module of a kind has: its empty form, and reading, checking, writing, removing and uses."""

    EMPTY: Data

    def read(self, session: Session, sheet: Sheet, /) -> Data | None:
        """What counts now."""
        ...

    def check(self, view: View, sheet: Sheet, data: Data, /) -> Iterable[Remark]:
        """What stands in the way of these data."""
        ...

    def write(self, session: Session, sheet: Sheet, data: Data, made: Made, /) -> None:
        """Make these data count."""
        ...

    def remove(self, session: Session, sheet: Sheet, /) -> None:
        """Take it away."""
        ...

    def uses(self, session: Session, sheet: Sheet, /) -> Iterable[Use]:
        """Where it is used."""
        ...


# In the order in which they can be written: what is named before what names it.
KINDS: Mapping[str, Kind] = {
    "speaker": speaker, "line": line, "item": item, "text": text, "thread": thread, "series": series,
    "season": season, "prompt": prompt,
}  # fmt: skip
VERSIONED = frozenset({"text", "prompt"})


def read(session: Session, sheet: Sheet) -> Data | None:
    """A sheet's data as they count now; None where there are none."""
    return KINDS[sheet.kind].read(session, sheet)


def complete(sheet: Sheet, data: Mapping[str, object]) -> Data:
    """All fields of a sheet, the missing ones empty; raises KeyError for a field that it has not."""
    empty = KINDS[sheet.kind].EMPTY
    if strange := data.keys() - empty.keys():
        raise KeyError(f"a {sheet.kind} has no {sorted(strange)}")
    return {name: deepcopy(data.get(name, default)) for name, default in empty.items()}


def sort_sheets(sheets: Iterable[Sheet], languages: Iterable[str]) -> list[Sheet]:
    """Each once, in the order in which they can be published: the source language before its translations."""
    kinds, codes = list(KINDS), ["", *languages]
    return sorted(
        set(sheets),
        key=lambda one: (
            kinds.index(one.kind), codes.index(one.language) if one.language in codes else len(codes), one.key
        ),
    )  # fmt: skip
