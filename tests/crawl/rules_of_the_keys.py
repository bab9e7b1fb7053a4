"""What keys do: the same everywhere, never nothing without a word, and silence is an answer."""

from __future__ import annotations

from collections.abc import Iterator

from content.catalogue import Words
from content.timing import sentence_ends, spoken_seconds
from scenes.places import parse
from tests.crawl.book import Book
from tests.crawl.crawler import Crawl, Step
from tests.crawl.line import LISTENED
from tests.crawl.pages import Page
from tests.crawl.rules_of_the_voice import LEADING, SILENCE, find_keys
from tests.crawl.shapes import find_item

HANDSET = 500
# Where the star leads, after the last column of the map.
PARENTS = {
    "lobby": "lobby", "choose": "lobby", "people": "choose", "moods": "choose", "walks": "choose", "left": "walks",
    "number": "lobby", "make": "choose", "walk": "walks", "continue": "lobby", "ask": "lobby", "message": "lobby",
    "review": "lobby", "sent": "lobby", "ticket": "lobby", "person": "lobby", "callme": "person", "language": "lobby",
    "help": "lobby", "privacy": "lobby", "forget": "lobby", "stop": "lobby", "sorry": "lobby",
    "mydata": "lobby", "moment": "lobby", "tell": "ask", "record": "lobby", "consent": "lobby", "name": "consent",
    "code": "lobby", "withdraw": "lobby", "answer": "lobby", "share": "lobby", "shared": "lobby", "reach": "lobby",
    "survey": "lobby",
}  # fmt: skip
HOMES = {"person": "people", "mood": "moods", "walk": "walks", "": "lobby", "today": "lobby"}
CONTENT = frozenset({"make", "goodbye"})
WAITING = frozenset(
    {"hush", "moment"}
)  # one asks, the other leads to the next moment, of which there are three
MOST_SILENCES = 6
Kind = tuple[str, bool, bool, int]


def gives_the_handset_time(step: Step, _: Book) -> Iterator[str]:
    """The handset is on its way back to the ear: half a second of silence after a key."""
    if not is_key(step) or step.result.ends or not step.result.prompts:
        return
    first = step.result.prompts[0]
    found = SILENCE.search(getattr(first, "url", ""))
    if not found or int(found[1]) != HANDSET:
        yield f"{step.result.place} begins with {str(first)[:60]}"


def star_goes_back(step: Step, _: Book) -> Iterator[str]:
    """To the fixed parent, never to what was before."""
    if step.action != "*" or step.page.head == "hush":
        return
    wanted = find_parent(step.page.place)
    if step.result.head != wanted:
        yield f"the star leads to {step.result.place}, not to {wanted}"


def hash_goes_on(step: Step, _: Book) -> Iterator[str]:
    """Done or skip: it always does something."""
    if step.action == "#" and step.result.wrong:
        yield "the hash key does nothing"


def nine_says_it_again(step: Step, _: Book) -> Iterator[str]:
    """The same again, or the recording from its beginning; after two wrong keys the choices."""
    page, result = step.page, step.result
    if step.action != "9" or page.head == "hush" or page.is_paused:
        return
    place = page.place.partition("~")[0]
    plays = page.is_playing or (page.head == "after" and page.wrong < 2)
    wanted = f"item/{place.split('/')[1]}/0" if plays else place
    if result.wrong or result.place.partition("~")[0] != wanted:
        yield f"9 leads to {result.place}{', as a wrong key' if result.wrong else ''}"


def zero_reaches_a_person(step: Step, _: Book) -> Iterator[str]:
    """In every place, spoken or not."""
    if step.action == "0" and step.result.head != "person":
        yield f"0 leads to {step.result.place}"


def wrong_key_changes_nothing(step: Step, book: Book) -> Iterator[str]:
    """The same place again, or the recording five seconds earlier; nobody is hung up on."""
    page, result = step.page, step.result
    if not is_key(step) or not result.wrong:
        return
    if page.is_playing:
        yield from _check_position(step, book, 5)
    elif result.place != page.place:
        yield f"a wrong key leads to {result.place}"


def seven_goes_back_ten_seconds(step: Step, book: Book) -> Iterator[str]:
    """And 5 pauses, until any key goes on from there."""
    page, result = step.page, step.result
    if page.is_paused and step.action not in {"0", "*", "wait", "quiet"}:
        yield from [] if result.is_playing else [f"no key of a pause may lead to {result.place}"]
    elif page.is_playing and step.action == "7":
        yield from _check_position(step, book, 10)
    elif page.is_playing and step.action == "5" and not result.is_paused:
        yield f"5 leads to {result.place}"


def spoken_keys_work(step: Step, book: Book) -> Iterator[str]:
    """Nothing is offered that does not work."""
    if is_key(step) and step.result.wrong and step.action in find_keys(step.page, book):
        yield f"{step.action} was offered and does nothing"


def nobody_is_hung_up_on(step: Step, _: Book) -> Iterator[str]:
    """Only the second silence after three quarters of an hour ends a call."""
    if step.result.ends and (step.page.head, step.action) != ("hush", "wait"):
        yield "the call ends"


def find_deaf_silences(crawl: Crawl) -> list[str]:
    """Places from which silence does not lead to something to hear within a few documents."""
    onward: dict[Kind, Page] = {}
    for step in crawl.steps:
        if step.action == "wait":
            onward.setdefault(_name(step.page), step.result)
    starts = [step for step in crawl.steps if step.action == "wait"]
    starts = [step for step in starts if step.page.head not in WAITING and not step.page.is_paused]
    return [f"{step.page}: silence leads to no content" for step in starts if not _reaches(step, onward)]


def _reaches(step: Step, onward: dict[Kind, Page]) -> bool:
    """Whether silence comes to something to hear, through documents of which each kind was waited at."""
    page = step.result
    if is_content(step.page):
        return True
    for _ in range(MOST_SILENCES):
        if is_content(page) or (page.head in LEADING and step.page.head not in LEADING):
            return True
        page = onward.get(_name(page), page)
    return False


def is_key(step: Step) -> bool:
    """Whether a single key was pressed, or a number typed."""
    return step.action.rstrip("*#").isdecimal() or step.action in {"*", "#"}


def is_content(page: Page) -> bool:
    """Whether there is something to hear or to do here, or a telephone rings."""
    return page.is_playing or page.head in CONTENT or page.dial is not None


def find_parent(place: str) -> str:
    """Where the map leads back to from a place."""
    path, _, of = place.partition("~")
    head = path.partition("/")[0]
    return HOMES.get(of.partition(".")[0], "choose") if head in {"item", "after"} else PARENTS[head]


def _check_position(step: Step, book: Book, back: int) -> Iterator[str]:
    """A recording goes on so many seconds before where it was left, to the second."""
    place, then = parse(step.page.place), parse(step.result.place)
    item = find_item(place, book.catalogue) if place else None
    if place is None or then is None or item is None or not step.result.is_playing:
        yield f"it does not go on but leads to {step.result.place}"
        return
    words = item.words.get(step.page.language) or next(iter(item.words.values()))
    left = min(_find_beginning(words, place.number(1) or 0) + LISTENED, spoken_seconds(words))
    wanted, second = max(0.0, left - back), then.number(1) or 0
    if not wanted - 1 <= second <= wanted:
        yield f"left at {left:.0f}, it goes on at {second}"


def _find_beginning(words: Words, second: float) -> float:
    """A recording begins at the second itself, the carrier's voice at the beginning of the sentence there."""
    return second if words.sound else max((end for end in sentence_ends(words) if end <= second), default=0.0)


def _name(page: Page) -> Kind:
    return page.head, page.is_playing, bool(page.silences), page.place.count("/")
