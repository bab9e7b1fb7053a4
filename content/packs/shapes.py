"""The files of a pack as shapes: which fields they have and what may stand in each."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
)

from content.catalogue import Audience, Intent, ItemKind, SeriesKind

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SPEAKER = 26  # "item/9999/3599~person." leaves this much of a place's 48 bytes
LONGEST_SERIES = 28  # "item/9999/3599~walk." likewise
LONGEST_LINE = 40
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)")


def _filled(words: str) -> str:
    if not words.strip():
        raise ValueError("there are no words here | Write them between the quotes")
    return words.strip()


def _spans(hours: Any) -> Any:
    """`10:00-12:30, 14:00-17:00` as pairs of times."""
    if not isinstance(hours, str):
        return hours
    return tuple(_span(part.strip()) for part in hours.split(","))


def _span(part: str) -> tuple[time, time]:
    match = SPAN.fullmatch(part)
    figures = [int(figure) for figure in match.groups()] if match else [0, 0, 0, 0]
    if (
        (figures[0], figures[1]) >= (figures[2], figures[3])
        or figures[2] > 23
        or max(figures[1], figures[3]) > 59
    ):
        raise ValueError(
            f'"{part}" are no hours | Write them like "10:00-17:00", two spans with a comma between'
        )
    return time(figures[0], figures[1]), time(figures[2], figures[3])


def _slugs(longest: int) -> AfterValidator:
    def check(named: dict[str, Any]) -> dict[str, Any]:
        for slug in named:
            if not SLUG.fullmatch(slug):
                raise ValueError(f'"{slug}" is no short name | Use small letters a to z, digits and hyphens')
            if len(slug) > longest:
                raise ValueError(f'"{slug}" is too long for a place | Make it {longest} letters or fewer')
        return named

    return AfterValidator(check)


Filled = Annotated[StrictStr, AfterValidator(_filled)]
Words = dict[str, Filled]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Spans = Annotated[tuple[tuple[time, time], ...], BeforeValidator(_spans)]


class Shape(BaseModel):
    """A table in a file: nothing but its own fields, and none of them changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LanguageShape(Shape):
    """A language that the house speaks."""

    endonym: Filled
    locale: Filled
    voice: Filled
    key: Annotated[StrictInt, Field(ge=1, le=9)]


class LineShape(Shape):
    """A telephone number with its hours; `greeting` takes the place of the house's own words."""

    language: Filled
    number: StrictStr = ""
    region: StrictStr = ""
    staff_phone: StrictStr = ""
    closed: tuple[date, ...] = ()
    hours: dict[Weekday, Spans] = {}
    greeting: Words = {}


class LinesFile(Shape):
    """lines.toml."""

    languages: Annotated[dict[str, LanguageShape], Field(min_length=1)]
    lines: Annotated[dict[str, LineShape], Field(min_length=1), _slugs(LONGEST_LINE)]


class SpeakerShape(Shape):
    """Somebody who tells."""

    name: Filled
    role: Words


class SeriesShape(Shape):
    """A trail or a serial."""

    kind: SeriesKind
    guide: Filled
    items: tuple[StrictInt, ...]
    weekdays: tuple[Weekday, ...] = ()
    title: Words
    teaser: Words


class SeasonShape(Shape):
    """Some weeks of the year, both days included."""

    name: Filled
    begins: date
    ends: date
    yearly: StrictBool = False
    items: tuple[StrictInt, ...] = ()
    greeting: Words = {}


class ThreadShape(Shape):
    """A link to another item."""

    to: StrictInt
    reason: Words


class RecordingShape(Shape):
    """A sound file that lies beside, and who or what speaks in it."""

    file: Filled
    synthetic: StrictBool = False
    voice: StrictStr = ""


class ItemFile(Shape):
    """item.toml."""

    kind: ItemKind
    speaker: Filled
    intent: Intent
    audience: Audience
    state: Literal["draft", "published", "withdrawn"]
    rights: Filled
    sensitive: StrictBool = False
    asks: StrictBool = False
    review_by: date | None = None
    sources: tuple[Filled, ...] = ()
    threads: tuple[ThreadShape, ...] = ()
    recordings: dict[str, RecordingShape] = {}


class TextHead(Shape):
    """What stands between the +++ of an item's text. `stale` says that the source has changed since."""

    title: Filled
    teaser: Filled
    description: StrictStr = ""
    credit: StrictStr = ""
    warning: StrictStr = ""
    review: Literal["draft", "reviewed"]
    stale: StrictBool = False


class SpeakersFile(Shape):
    """speakers.toml, its tables under one name."""

    all: Annotated[dict[str, SpeakerShape], _slugs(LONGEST_SPEAKER)]


class SeriesFile(Shape):
    """series.toml, its tables under one name."""

    all: Annotated[dict[str, SeriesShape], _slugs(LONGEST_SERIES)]


class SeasonsFile(Shape):
    """seasons.toml, its tables under one name."""

    all: Annotated[dict[str, SeasonShape], _slugs(LONGEST_LINE)]
