"""What is published now, held in memory: frozen, so that a turn of the menu asks no database for content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is."""

    STORY = "story"
    ACTIVITY = "activity"
    SMILE = "smile"


class Intent(StrEnum):
    """What an item is for; moods are chosen by it."""

    STORY = "story"
    SMILE = "smile"
    WONDER = "wonder"
    DOUBT = "doubt"
    CALM = "calm"
    MAKE = "make"


class Audience(StrEnum):
    """For whom an item is told."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    OLDER = "older"
    GROUP = "group"


class SeriesKind(StrEnum):
    """A trail is walked in any order, a serial in its own, on fixed weekdays."""

    TRAIL = "trail"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording ready to play: media paths (`<sha256>/<name>`) for each channel, and its length in seconds.

    `slow` is the telephone's with longer pauses, "" where there is none yet; `pauses` says where, and how much."""

    seconds: float
    phone: str
    chat: str
    synthetic: bool = False
    slow: str = ""
    pauses: Iterable[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is offered: code, its own name, BCP 47 tag and carrier's voice for `Say`."""

    code: str
    endonym: str
    locale: str
    voice: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice it is."""

    slug: str
    name: str
    role: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Thread:
    """A spoken link to another item, with the reason in each language."""

    to: int
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """An item in one language: what is said, shown and needed, and its recording where there is one."""

    title: str
    teaser: str
    text: tuple[str, ...]
    description: str
    credit: str
    warning: str = ""
    needed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    sound: Sound | None = None
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """Anything with a number that can be heard or read. `picture` is a media path or empty."""

    number: int
    kind: ItemKind
    speaker: Speaker
    intent: Intent
    audience: Audience
    words: Mapping[str, Words]
    sensitive: bool = False
    asks: bool = False
    picture: str = ""
    rights: str = ""
    threads: tuple[Thread, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """An ordered set of items; `weekdays` (0 is Monday) only for a serial."""

    slug: str
    kind: SeriesKind
    guide: Speaker
    title: Mapping[str, str]
    teaser: Mapping[str, str]
    items: tuple[int, ...]
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Season:
    """Some weeks from `begins` to `ends`, both included, with a greeting by language and items that open the day.

    A yearly one comes again on the same days, and may go over the turn of the year."""

    slug: str
    begins: date
    ends: date
    yearly: bool = False
    items: tuple[int, ...] = ()
    greeting: Mapping[str, str] = field(default_factory=dict)

    def is_on(self, day: date) -> bool:
        """Whether it is this season on a day."""
        if not self.yearly or day < self.begins:
            return self.begins <= day <= self.ends
        first, last, here = (_in_year(one) for one in (self.begins, self.ends, day))
        return first <= here <= last if first <= last else here >= first or here <= last


def _in_year(day: date) -> tuple[int, int]:
    return day.month, day.day


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours on one weekday (0 is Monday), in the line's zone."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone number with its language, hours and the telephone that rings for 0.

    `greeting` has, by language, the line's own words in place of the house's greeting."""

    slug: str
    number: str
    language: str
    zone: str
    hours: tuple[Opening, ...] = ()
    region: str = ""
    staff_phone: str = ""
    wait: int = 10
    closed: frozenset[date] = frozenset()
    greeting: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words of the line itself; a recording of them where somebody made one."""

    text: str
    sound: Sound | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Everything published, at one version."""

    version: int
    languages: Mapping[str, Language]
    lines: tuple[Line, ...]
    speakers: Mapping[str, Speaker]
    items: Mapping[int, Item]
    series: Mapping[str, Series]
    prompts: Mapping[str, Mapping[str, Prompt]]
    house: str
    seasons: tuple[Season, ...] = ()
    _lists: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict, repr=False)

    def prompt(self, language: str, key: str) -> Prompt:
        """The line's own words; the house language where a translation is missing."""
        return self.prompts.get(language, {}).get(key) or self.prompts[self.house][key]

    def season_on(self, day: date) -> Season | None:
        """The season of a day; of several the shortest, which is the most particular."""
        seasons = [season for season in self.seasons if season.is_on(day)]
        return min(seasons, key=lambda season: season.ends - season.begins, default=None)

    def line_for(self, number: str) -> Line:
        """The line that was dialled; the first one where the number is not ours."""
        return next((line for line in self.lines if line.number == number), self.lines[0])
