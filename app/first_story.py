"""The day's story is made ready before the doors open: the first who rings shall hear a voice."""

from __future__ import annotations

from app.house import House
from content.catalogue import Catalogue
from content.renditions import render_next
from scenes.lists import TODAY, episode_of_the_day, next_unheard
from scenes.visit import Visit
from visitors.people import Channel


def prepare_story(house: House) -> int | None:
    """Prepare the recording of what a newcomer hears today, if one waits; the item's number."""
    number = find_story(house, house.shelf.catalogue)
    if number is not None:
        render_next(house.database, house.media, house.clock, first=number)
    return number


def find_story(house: House, catalogue: Catalogue) -> int | None:
    """The number of what somebody who presses nothing hears today; None in a museum without stories."""
    now = house.clock.now().astimezone(house.settings.zone)
    line, museum = catalogue.lines[0], house.settings.museum_name
    visit = Visit(catalogue, line, Channel.PHONE, line.language, chosen=False, now=now, museum=museum)
    episode = episode_of_the_day(visit)
    return episode[1] if episode else next_unheard(visit, TODAY)
