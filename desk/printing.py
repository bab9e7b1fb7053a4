"""Paper: the card in every language and size, and a sheet for each activity and each walk."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue import Catalogue, ItemKind
from desk.page import Page
from desk.parts import house
from desk.person import language
from desk.rendering import render
from scenes.lists import numbers_of

SIZES = ("a4", "a5")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something that can be printed: its title, and for each language the name its document has."""

    title: str
    names: tuple[tuple[str, str], ...]


def show_paper() -> str:
    """Everything there is to print."""
    catalogue = house().shelf.catalogue
    return render(
        "printing/paper", languages=catalogue.languages.values(), sizes=SIZES,
        activities=list_activities(catalogue, language()), walks=list_walks(catalogue, language()),
    )  # fmt: skip


def list_activities(catalogue: Catalogue, wanted: str) -> list[Sheet]:
    """Each activity with the languages it is told in."""
    return [
        Sheet(
            f"{item.number} {(item.words.get(wanted) or next(iter(item.words.values()))).title}",
            tuple((code, f"{item.number}-{code}") for code in catalogue.languages if code in item.words),
        )
        for item in catalogue.items.values()
        if item.kind == ItemKind.ACTIVITY
    ]


def list_walks(catalogue: Catalogue, wanted: str) -> list[Sheet]:
    """Each walk with the languages in which something of it is told."""
    sheets = []
    for series in catalogue.series.values():
        told = [
            c
            for c in catalogue.languages
            if c in series.title and numbers_of(catalogue, c, f"walk.{series.slug}")
        ]
        title = series.title.get(wanted) or next(iter(series.title.values()), series.slug)
        if told:
            sheets.append(Sheet(title, tuple((code, f"walk-{series.slug}-{code}") for code in told)))
    return sheets


PAGES = (Page("/paper", show_paper),)
