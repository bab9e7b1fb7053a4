"""What stands on a sheet: an activity with its things and steps, or a walk with its stops."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue import Catalogue, Item, ItemKind, Series, Speaker
from content.timing import spoken_seconds
from public.card import find_number_key, imagine, make_codes, show_number
from public.print.codes import Code
from public.print.words import say
from scenes.lists import numbers_of
from scenes.visit import Visit


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to make or do, as its sheet has it; `picture` is a media path or empty."""

    title: str
    by: str
    picture: str
    description: str
    words: tuple[str, ...]
    needed_title: str
    needed: tuple[str, ...]
    steps_title: str
    steps: tuple[str, ...]
    ending: tuple[str, ...]
    how: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a walk."""

    number: int
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through the museum, as its sheet has it."""

    title: str
    by: str
    teaser: str
    count: str
    stops: tuple[Stop, ...]
    how: str
    codes: tuple[Code, ...]


def read_activity(catalogue: Catalogue, number: int, language: str, chat: str) -> Activity | None:
    """A published activity in a language; None where there is none."""
    item = catalogue.items.get(number)
    words = item.words.get(language) if item and item.kind == ItemKind.ACTIVITY else None
    if item is None or words is None:
        return None
    visit = imagine(catalogue, language, "")
    how = _say_how(visit, "sheet", item=number)
    return Activity(
        title=words.title,
        by=_say_by(item.speaker, language, "sheet.with"),
        picture=item.picture,
        description=words.description,
        words=words.text,
        needed_title=say(language, "sheet.needed"),
        needed=words.needed,
        steps_title=say(language, "sheet.steps"),
        steps=words.steps,
        ending=words.ending,
        how=f"{how} {say(language, 'sheet.company')}",
        codes=make_codes(visit.line, language, chat, f"item-{number}"),
    )


def read_walk(catalogue: Catalogue, slug: str, language: str, chat: str) -> Walk | None:
    """A walk of which something is published in a language; None where there is none."""
    series, numbers = catalogue.series.get(slug), numbers_of(catalogue, language, f"walk.{slug}")
    if series is None or not numbers or language not in series.title:
        return None
    visit = imagine(catalogue, language, "")
    return Walk(
        series.title[language], _say_by(series.guide, language, "walk.guide"), series.teaser.get(language, ""),
        say(language, f"walk.{series.kind}", count=len(numbers)),
        tuple(_stop(catalogue.items[number], language) for number in numbers),
        _say_how(visit, "walk"), make_codes(visit.line, language, chat),
    )  # fmt: skip


def list_sheets(catalogue: Catalogue, language: str) -> tuple[list[Item], list[Series]]:
    """The activities and walks that have a sheet in a language."""
    activities = [
        one for one in catalogue.items.values() if one.kind == ItemKind.ACTIVITY and language in one.words
    ]
    walks = [
        one for one in catalogue.series.values()
        if language in one.title and numbers_of(catalogue, language, f"walk.{one.slug}")
    ]  # fmt: skip
    return activities, walks


def _stop(item: Item, language: str) -> Stop:
    words = item.words[language]
    minutes = say(language, "walk.minutes", count=max(1, round(spoken_seconds(words) / 60)))
    return Stop(item.number, words.title, ", ".join(filter(None, (minutes, words.teaser))))


def _say_by(speaker: Speaker, language: str, key: str) -> str:
    by = say(language, key, name=speaker.name, role=speaker.role.get(language, ""))
    return by.removesuffix(", ")


def _say_how(visit: Visit, family: str, **names: object) -> str:
    """How to hear it, with the line's number where it has one."""
    number = show_number(visit.line)
    name = f"{family}.ring" if number else f"{family}.written"
    return say(visit.language, name, number=number, key=find_number_key(visit), **names)
