"""Walks through the museum: trails in any order, serials in their own."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from content.catalogue import Item, Series, SeriesKind
from content.timing import spoken_seconds
from scenes import items, playing
from scenes.choosing import turn_pages
from scenes.durations import end_sentence, say_length, say_number
from scenes.lists import numbers_of
from scenes.menu import is_chat, option
from scenes.places import Place, write
from scenes.sayings import prompt, text
from scenes.scene import Choice, Saying, Scene
from scenes.visit import Visit


def enter_walks(place: Place, visit: Visit) -> Scene:
    """Every walk with its stops and minutes; one that was begun comes first."""
    walks = [one for one in visit.catalogue.series.values() if _stops(visit, one.slug)]
    walks.sort(key=lambda one: not _is_begun(visit, one))
    entries = [(write("pick", of=f"walk.{one.slug}"), _describe(visit, one)) for one in walks]
    return turn_pages(place, visit, "walks.one", entries, back="choose")


def enter(place: Place, visit: Visit) -> Scene | None:
    """One stop: which it is and how long it takes; then it plays."""
    stop = _stop(place, visit)
    if stop is None:
        return None
    series, item, index = stop
    of, options = f"walk.{series.slug}", _options(visit, series, item, index)
    if is_chat(visit):
        return _bring(place, visit, item, of, options)
    says = (*items.caution(visit, item), *_announce(visit, series, item, index))
    return items.wait_through(place, visit, item, says, write("item", item.number, 0, of=of), options, of)


def enter_left(place: Place, visit: Visit) -> Scene | None:
    """What is left of a trail, to pick from; all of it once nothing is left."""
    slug = place.parts[0] if place.parts else ""
    stops = _stops(visit, slug)
    if not stops:
        return None
    left = [n for n in stops if n not in visit.heard] or list(stops)
    entries = [(write("walk", slug, stops.index(n) + 1), {"title": _title(visit, n)}) for n in left]
    return turn_pages(place, visit, "left.one", entries, back="walks")


def begin(session: Session, place: Place, visit: Visit) -> str:
    """A stop begins; in the chat it has come with its sound and words, so it is heard."""
    stop = _stop(place, visit)
    if stop is not None and is_chat(visit) and not stop[1].sensitive:
        playing.begin(session, Place("item", (str(stop[1].number), "0")), visit)
    return place.text


def _options(visit: Visit, series: Series, item: Item, index: int) -> tuple[Choice, ...]:
    """Skip to the next; a trail also lists what is left. Both are said at the first stop only."""
    onward = write("skip", item.number, of=f"walk.{series.slug}")
    following = option(visit, "1", onward, "walk.next")
    pick = option(visit, "2", write("left", series.slug), "walk.left")
    options = (following, pick) if series.kind == SeriesKind.TRAIL else (following,)
    return options if index == 1 else tuple(replace(choice, spoken=None) for choice in options)


def _bring(place: Place, visit: Visit, item: Item, of: str, options: tuple[Choice, ...]) -> Scene:
    """In the chat a stop comes whole, after its warning where it has one."""
    if item.sensitive:
        return items.warn(Place("item", (str(item.number),), of), visit, item)
    tell = (option(visit, "3", write("ask", item.number), "after.tell"),) if item.asks else ()
    return items.bring(place, visit, item, (*options, *tell), of)


def _announce(visit: Visit, series: Series, item: Item, index: int) -> tuple[Saying, ...]:
    """Which stop it is, "Stop two of five, about four minutes", and its title."""
    words, language = items.told(visit, item)
    total = len(_stops(visit, series.slug))
    names = {
        "index": say_number(index, visit.language),
        "total": say_number(total, visit.language),
        "length": say_length(visit, visit.language, spoken_seconds(words)),
    }
    key = "walk.stop" if series.kind == SeriesKind.TRAIL else "walk.part"
    signed = _sign(visit, series) if index == 1 else ()
    return (*signed, prompt(visit, key, **names), Saying(end_sentence(words.title), language))


def _sign(visit: Visit, series: Series) -> tuple[Saying, ...]:
    """Whose walk it is, said at its beginning."""
    title = end_sentence(series.title.get(visit.language, ""))
    role = series.guide.role.get(visit.language, "")
    return (prompt(visit, "walk.guide", title=title, name=series.guide.name, role=role),)


def _describe(visit: Visit, series: Series) -> dict[str, str]:
    stops = _stops(visit, series.slug)
    seconds = sum(spoken_seconds(items.told(visit, visit.catalogue.items[n])[0]) for n in stops)
    return {
        "title": series.title.get(visit.language, ""),
        "teaser": series.teaser.get(visit.language, ""),
        "stops": text(visit, f"walks.{series.kind}", count=say_number(len(stops), visit.language)),
        "length": say_length(visit, visit.language, seconds),
    }


def _stop(place: Place, visit: Visit) -> tuple[Series, Item, int] | None:
    series = visit.catalogue.series.get(place.parts[0]) if place.parts else None
    stops, index = _stops(visit, place.parts[0]) if series else (), place.number(1)
    if series is None or index is None or not 1 <= index <= len(stops):
        return None
    return series, visit.catalogue.items[stops[index - 1]], index


def _stops(visit: Visit, slug: str) -> tuple[int, ...]:
    return numbers_of(visit.catalogue, visit.language, f"walk.{slug}")


def _is_begun(visit: Visit, series: Series) -> bool:
    stops = _stops(visit, series.slug)
    return 0 < sum(number in visit.heard for number in stops) < len(stops)


def _title(visit: Visit, number: int) -> str:
    return items.told(visit, visit.catalogue.items[number])[0].title
