"""Putting together what two people did to the same sheet, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.editing.sheet import Data

NOTHING = object()
Path = tuple[str, ...]
Flat = dict[Path, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """The data of both, and the fields where both wrote something different (`title.fr`)."""

    data: Data
    fields: tuple[str, ...]


def merge(base: Mapping[str, Any] | None, mine: Data, theirs: Data) -> Merged:
    """What I made of `base`, put together with what they made of it; where both differ, theirs stays in the data.

    Without a base nobody can tell who changed what, so whatever differs is named."""
    ours, other = flatten(mine), flatten(theirs)
    old = None if base is None else flatten(base)
    data: Flat = {}
    fields: list[str] = []
    for path in dict.fromkeys((*other, *ours)):
        here, there = ours.get(path, NOTHING), other.get(path, NOTHING)
        before = NOTHING if old is None else old.get(path, NOTHING)
        if here != there and (old is None or before not in (here, there)):
            fields.append(".".join(path))
        data[path] = here if old is not None and there == before else there
    return Merged(unfold(data, {**theirs, **mine}), tuple(fields))


def changed(before: Data, after: Data) -> dict[str, Any]:
    """The fields of `before` that are different in `after`, whole."""
    return {name: before.get(name) for name in after if before.get(name) != after[name]}


def flatten(data: Mapping[str, Any]) -> Flat:
    """Fields by their path; a field of several languages is one for each."""
    flat: Flat = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            flat |= {(name, part): words for part, words in value.items()}
        else:
            flat[name,] = value
    return flat


def unfold(flat: Flat, shape: Mapping[str, Any]) -> Data:
    """The data of these fields again, in the order of `shape`."""
    data: Data = {name: {} if isinstance(value, Mapping) else None for name, value in shape.items()}
    for path, value in flat.items():
        if value is NOTHING:
            continue
        if len(path) == 1:
            data[path[0]] = value
        else:
            data[path[0]][path[1]] = value
    return data
