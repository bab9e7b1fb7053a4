"""What an item's words have to have, and which of it is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.bodies import parse_body
from content.catalogue import ItemKind, SeriesKind
from content.checks.remarks import Remark


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an item besides its words: whether it asks, needs a warning, has a picture, and its series."""

    asks: bool = False
    sensitive: bool = False
    pictured: bool = False
    series: SeriesKind | None = None


def find_missing(kind: ItemKind, data: Mapping[str, str], facts: Facts | None) -> Iterator[Remark]:
    """Each part that is not there, in the order in which it is heard."""
    wanted = {"title": True, "teaser": True, "body": True}
    if facts is not None:
        wanted |= {"description": facts.pictured, "credit": True, "warning": facts.sensitive}
    for name, is_wanted in wanted.items():
        if is_wanted and not data.get(name):
            yield Remark(name, f"missing-{name}")
    body = data.get("body", "")
    if body and kind is ItemKind.ACTIVITY and not parse_body(kind, body).steps:
        yield Remark("body", "missing-steps")
    if body and facts is not None and facts.asks and "?" not in _last_paragraph(kind, body):
        yield Remark("body", "missing-question")


def _last_paragraph(kind: ItemKind, body: str) -> str:
    """What is heard last, where a question stays in the ear."""
    parts = parse_body(kind, body)
    return [*parts.text, *parts.needed, *parts.steps, *parts.ending][-1]
