"""What somebody hears who rings at this moment and presses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from content.catalogue import Catalogue, Item, Line, Season, Words
from content.timing import spoken_seconds
from db.database import Database
from scenes import visiting
from scenes.hours import is_open
from scenes.places import parse
from scenes.visit import Visit
from visitors.people import Channel


@dataclass(frozen=True, slots=True)
class OnAir:
    """One line as it is now: its season, whether somebody lifts the receiver, and the story that silence leads to."""

    line: Line
    is_open: bool
    season: Season | None
    item: Item | None
    words: Words | None

    @property
    def minutes(self) -> int:
        """How long the story takes, a whole minute at least."""
        return max(1, round(spoken_seconds(self.words) / 60)) if self.words else 0


def list_on_air(database: Database, catalogue: Catalogue, museum: str, now: datetime) -> list[OnAir]:
    """Every line, as a caller meets it who has never rung before; nothing is written."""
    return list(_list(database, catalogue, museum, now))


def _list(database: Database, catalogue: Catalogue, museum: str, now: datetime) -> Iterator[OnAir]:
    for line in catalogue.lines:
        here = now.astimezone(ZoneInfo(line.zone))
        visit = Visit(catalogue, line, Channel.PHONE, line.language, False, here, museum)
        with database.reads() as session:
            place = parse(visiting.act(session, "today", visit))
        item = catalogue.items.get(place.number() or 0) if place else None
        words = (item.words.get(line.language) or item.words.get(catalogue.house)) if item else None
        yield OnAir(
            line,
            bool(line.staff_phone) and is_open(line, here),
            catalogue.season_on(here.date()),
            item,
            words,
        )
