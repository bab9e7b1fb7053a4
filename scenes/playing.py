"""What playing costs: which item comes next, where one was left, and what counts as heard."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from content.catalogue import ItemKind
from content.timing import spoken_seconds
from scenes import counting, items, lists, surveying
from scenes.lists import TODAY
from scenes.menu import is_chat
from scenes.places import Place, write
from scenes.scene import Scene
from scenes.visit import Visit
from visitors import listening, people


def play_today(session: Session, _: Place, visit: Visit) -> str:
    """The item of the day, or the next unheard for who has heard it."""
    episode = lists.episode_of_the_day(visit)
    return write("item", episode[1], of=TODAY) if episode else pick(session, Place("pick", of=TODAY), visit)


def pick(session: Session, place: Place, visit: Visit) -> str:
    """The next unheard of a list that somebody asked for, else its oldest favourite."""
    number = lists.next_of(visit, place.of, _order(session, visit))
    if number is not None:
        return _at(visit, number, place.of)
    return "lobby/empty" if place.of == TODAY else "today"


def play_next(session: Session, place: Place, visit: Visit) -> str:
    """The next unheard of the list one came from; when all of it was heard, of the day's; then old favourites."""
    asked = surveying.divert(session, visit, place.text) if is_chat(visit) else place.text
    if asked != place.text:
        return asked
    for name in (place.of, TODAY):
        number = lists.next_unheard(visit, name)
        if number is not None:
            return _at(visit, number, name)
    return pick(session, Place("pick", of=place.of or TODAY), visit)


def finish(session: Session, place: Place, visit: Visit) -> str:
    """An item was played to its end, or skipped: it is heard. A walk goes on to its next stop."""
    item = items.find(place, visit)
    if item is None:
        return "lobby/lost"
    if place.head == "done":
        counting.hear(session, visit, item.number)
    elif visit.visitor:
        listening.finish(session, visit.visitor.id, item.number, visit.now)
    left = _left_of_walk(visit, place.of, item.number)
    onward = _at(visit, left, place.of) if left else write("after", item.number, of=place.of)
    return surveying.divert(session, visit, onward)


def begin(session: Session, place: Place, visit: Visit) -> str:
    """An item begins to play from a second. In the chat nobody knows how far one listens: what came is heard."""
    item, start = items.find(place, visit), place.number(1)
    if item is None or visit.visitor is None:
        return place.text
    if not is_chat(visit):
        if start is not None:
            listening.start(session, visit.visitor.id, item.number, start, visit.now)
    elif item.kind != ItemKind.ACTIVITY and (start is not None or not item.sensitive):
        counting.hear(session, visit, item.number)
    return place.text


def change_pace(session: Session, place: Place, visit: Visit) -> str:
    """`slow/<n>/<s>` and `even/<n>/<s>` go on at that second at the other pace, which is remembered; without a second
    the words before an item come again, without a number those before what was left unfinished."""
    if visit.visitor:
        people.choose_pace(session, visit.visitor.id, items.PACES[place.head])
    number, second = place.number(), place.number(1)
    if number is None:
        return "continue"
    return _at(visit, number, place.of) if second is None else write("item", number, second, of=place.of)


def delay(session: Session, scene: Scene, visit: Visit, seconds: float) -> None:
    """What plays is heard only after so many seconds: a breath, a word about a key. Positions count from there."""
    if scene.number and visit.visitor is not None:
        begins = visit.now + timedelta(seconds=seconds)
        listening.start(session, visit.visitor.id, scene.number, round(scene.start), begins)


def leave(
    session: Session, place: Place | None, visit: Visit, seconds: float, *, for_good: bool = True
) -> None:
    """A recording was left at a second: unfinished, or heard once four fifths have played. A pause is not for good."""
    item = items.find(place, visit) if place and place.head == "item" else None
    if item is not None and visit.visitor is not None:
        length = spoken_seconds(items.told(visit, item)[0])
        if listening.is_heard(seconds, length):
            counting.hear(session, visit, item.number)
            return
        listening.leave(session, visit.visitor.id, item.number, seconds, length, visit.now)
        if for_good:
            counting.stop(session, visit, item.number, seconds, length)


def _order(session: Session, visit: Visit) -> tuple[int, ...]:
    return listening.heard_order(session, visit.visitor.id) if visit.visitor else ()


def _at(visit: Visit, number: int, of: str) -> str:
    """The place of an item within its list: a stop of a walk, or the item."""
    kind, _, slug = of.partition(".")
    if kind != "walk":
        return write("item", number, of=of)
    stops = lists.numbers_of(visit.catalogue, visit.language, of)
    return write("walk", slug, stops.index(number) + 1) if number in stops else write("item", number)


def _left_of_walk(visit: Visit, of: str, number: int) -> int | None:
    """The stop that comes after this one on a walk, round to those left out before."""
    if not of.startswith("walk."):
        return None
    numbers = lists.numbers_of(visit.catalogue, visit.language, of)
    at = numbers.index(number) + 1 if number in numbers else 0
    return next((n for n in numbers[at:] + numbers[:at] if n not in visit.heard and n != number), None)
