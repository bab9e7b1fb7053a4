"""One step of a visit that nobody makes: entered in this process, as no visitor, and never committed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from content.catalogue import Catalogue, Item, Line
from scenes import visiting
from scenes.linting.walking import Fault, try_entering
from scenes.places import parse
from scenes.scene import Scene
from scenes.visit import Visit
from visitors.people import ORDINARY, SLOW, Channel

MOST_HEARD = 60  # remembered in the address
MOST_TIMES = 9
START, LOST = "lobby", "lobby/lost"
# What was really sent by somebody is none of a preview's business.
NOT_HERE = frozenset({"send", "throw", "again", "review", "sent", "ticket"})


@dataclass(frozen=True)
class Asked:
    """Where the preview stands; all of it travels in the address, so that every step can be shared and gone back to.

    `to` is a place or deed, `typed` a number in place of it; `heard` are the items that came so far."""

    to: str = START
    language: str = ""
    by: str = Channel.PHONE
    line: str = ""
    drafts: bool = True
    slow: bool = False
    chosen: bool = False
    silences: int = 0
    wrong: int = 0
    heard: tuple[int, ...] = ()
    typed: str = ""

    def query(self, **changes: Any) -> dict[str, Any]:
        """The same in an address, with some of it changed; what is as ever is left out."""
        one = replace(self, **changes)
        plain = {
            "to": one.to, "lang": one.language, "by": one.by, "line": one.line, "live": not one.drafts,
            "slow": one.slow, "chosen": one.chosen, "silences": one.silences, "wrong": one.wrong,
            "heard": ".".join(map(str, one.heard[-MOST_HEARD:])),
        }  # fmt: skip
        return {
            name: int(value) if isinstance(value, bool) else value for name, value in plain.items() if value
        }


@dataclass(frozen=True)
class Met:
    """What is there: the scene, or what it stumbles over, and where the preview stands now."""

    asked: Asked
    visit: Visit
    scene: Scene | Fault

    @property
    def item(self) -> Item | None:
        """The item that this place is about."""
        place = parse(self.scene.place)
        if place is None or place.head not in {"item", "after", "make", "walk"}:
            return None
        if place.head == "walk":
            series, index = self.visit.catalogue.series.get(place.parts[0]), place.number(1) or 0
            return self.visit.catalogue.items.get(series.items[index - 1]) if series else None
        return self.visit.catalogue.items.get(place.number() or 0)


def read_asked(values: Mapping[str, str]) -> Asked:
    """Where an address says that the preview stands; nonsense in it is passed over."""
    heard = tuple(
        int(part) for part in values.get("heard", "").split(".") if part.isdecimal() and len(part) < 5
    )
    return Asked(
        to=values.get("to", START), language=values.get("lang", ""), line=values.get("line", ""),
        by=Channel.CHAT if values.get("by") == Channel.CHAT else Channel.PHONE,
        drafts="live" not in values, slow="slow" in values, chosen="chosen" in values,
        silences=_count(values, "silences"), wrong=_count(values, "wrong"), heard=heard[-MOST_HEARD:],
        typed=values.get("typed", "")[:20],
    )  # fmt: skip


def meet(catalogue: Catalogue, asked: Asked, session: Session, museum: str, now: datetime) -> Met:
    """Take one step. The session belongs to nobody and is rolled back by whoever opened it."""
    visit = _visit(catalogue, asked, museum, now)
    target = visiting.look_up(asked.typed, visit, asked.to) if asked.typed else asked.to
    found = parse(target)
    if found is None or found.head in NOT_HERE:
        target = LOST
    visit = visiting.follow(target, visit)
    place = visiting.act(session, target, visit) if visiting.costs(target) else target
    scene = try_entering(place, visit)
    now_asked = replace(
        asked, to=scene.place, language=visit.language, line=visit.line.slug, slow=visit.is_slow,
        chosen=visit.chosen, typed="",
    )  # fmt: skip
    met = Met(now_asked, visit, scene)
    return replace(met, asked=_remember(now_asked, met.item))


def _visit(catalogue: Catalogue, asked: Asked, museum: str, now: datetime) -> Visit:
    line = next((one for one in catalogue.lines if one.slug == asked.line), catalogue.lines[0])
    language = asked.language if asked.language in catalogue.languages else line.language
    heard, known = frozenset(asked.heard), asked.chosen or _is_foreign(line, language)
    return Visit(
        catalogue, line, Channel(asked.by), language, known, now.astimezone(ZoneInfo(line.zone)), museum,
        load_heard=lambda: heard, silences=asked.silences, wrong=asked.wrong, newcomer=not heard,
        pace=SLOW if asked.slow else ORDINARY,
    )  # fmt: skip


def _is_foreign(line: Line, language: str) -> bool:
    """Whether somebody hears this language only because they chose it."""
    return language != line.language


def _remember(asked: Asked, item: Item | None) -> Asked:
    """What came counts as heard, so that "the next" is another one."""
    if item is None or item.number in asked.heard:
        return asked
    return replace(asked, heard=(*asked.heard, item.number))


def _count(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "")
    return min(int(text), MOST_TIMES) if text.isdecimal() and len(text) < 4 else 0
