"""Choosing what to hear: at once, by person, or by mood."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue import Intent
from scenes.lists import numbers_of
from scenes.menu import offer, option, shows, unspoken
from scenes.places import Place, write
from scenes.sayings import prompt, text
from scenes.scene import Choice, Scene
from scenes.visit import Visit

FULL_PAGE = 4  # entries where all of them fit; else three, and key 4 is "more"


def enter(_: Place, visit: Visit) -> Scene:
    """Four ways to something to hear; three of them play at once."""
    options = (
        option(visit, "1", write("pick", of="staff"), "choose.staff"),
        option(visit, "2", write("pick", of="smile"), "choose.smile"),
        option(visit, "3", "walks", "choose.walks"),
        option(visit, "4", write("pick", of="hands"), "choose.hands"),
        unspoken(visit, "5", "number", "choose.number"),
        unspoken(visit, "6", "moods", "choose.moods"),
        unspoken(visit, "7", "people", "choose.people"),
    )
    working = tuple(choice for choice in options if leads_somewhere(visit, choice.target))
    onward = working[0].target if working[0].spoken else "today"
    says, shown = (prompt(visit, "choose.say"),), shows(visit, "choose.chat")
    return offer(visit, "choose", working, says=says, onward=onward, once_more=True, shows=shown)


def enter_people(place: Place, visit: Visit) -> Scene:
    """Everybody who tells something, with their role; a page at a time."""
    catalogue, language = visit.catalogue, visit.language
    lists = {f"person.{one.slug}": one for one in catalogue.speakers.values()}
    entries = [
        (write("pick", of=name), {"name": one.name, "role": one.role.get(language, "")})
        for name, one in lists.items()
        if numbers_of(catalogue, language, name)
    ]
    return turn_pages(place, visit, "people.one", entries, back="choose")


def enter_moods(place: Place, visit: Visit) -> Scene:
    """What one is in the mood for; a page at a time."""
    moods = [mood for mood in Intent if numbers_of(visit.catalogue, visit.language, f"mood.{mood}")]
    entries = [(write("pick", of=f"mood.{mood}"), {"mood": text(visit, f"moods.{mood}")}) for mood in moods]
    return turn_pages(place, visit, "moods.one", entries, back="choose")


def turn_pages(
    place: Place,
    visit: Visit,
    name: str,
    entries: Sequence[tuple[str, dict[str, str]]],
    *,
    back: str,
    intro: str = "",
) -> Scene:
    """A page of a long list: up to four entries, or three and key 4 for more; the last page turns to the first."""
    head, pages = place.head, _split(entries)
    page = min(max(_page_of(place), 1), max(len(pages), 1))
    shown = pages[page - 1] if pages else ()
    options = tuple(_entry(visit, str(key), name, entry) for key, entry in enumerate(shown, 1))
    if len(pages) > 1:
        more = write(head, *_fixed(place), page % len(pages) + 1)
        options = (*options, option(visit, "4", more, "keys.more"))
    says = (prompt(visit, intro or f"{head}.say"),)
    onward = options[0].target if options else "today"
    return offer(visit, place.text, options, says=says, back=back, onward=onward, once_more=True)


def leads_somewhere(visit: Visit, target: str) -> bool:
    """Whether there is anything in this language behind a choice of ours."""
    catalogue, (_, _, name) = visit.catalogue, target.partition("~")
    lists = {
        "walks": [f"walk.{slug}" for slug in catalogue.series],
        "people": [f"person.{slug}" for slug in catalogue.speakers],
        "moods": [f"mood.{mood}" for mood in Intent],
    }
    wanted = lists.get(target, [name])
    return target == "number" or any(numbers_of(catalogue, visit.language, one) for one in wanted)


def _entry(visit: Visit, key: str, name: str, entry: tuple[str, dict[str, str]]) -> Choice:
    target, names = entry
    return option(visit, key, target, name, **names)


def _split(entries: Sequence[tuple[str, dict[str, str]]]) -> list[Sequence[tuple[str, dict[str, str]]]]:
    if len(entries) <= FULL_PAGE:
        return [entries] if entries else []
    size = FULL_PAGE - 1
    return [entries[at : at + size] for at in range(0, len(entries), size)]


def _page_of(place: Place) -> int:
    last = place.parts[-1] if place.parts else ""
    return int(last) if last.isdecimal() and len(last) < 4 else 1


def _fixed(place: Place) -> tuple[str, ...]:
    """The parts of a place that name what is listed, without the page."""
    return tuple(part for part in place.parts if not part.isdecimal())
