"""The words themselves: in the right language, with nothing left to fill in, numbers as one says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scenes.places import parse
from tests.crawl.book import Book
from tests.crawl.languages import TONGUES, guess_language
from tests.crawl.pages import SENTENCE, Page
from tests.crawl.shapes import find_item

MOST_WORDS = 20
SEVERAL = frozenset({"lobby", "language"})
TOLD = frozenset({"item", "after", "make", "walk", "continue", "walks", "left"})
DICTATED = frozenset({"sent", "callme", "ticket", "review"})
BRACES = re.compile(r"[{}]|\bNone\b(?! of)|<[a-z/]")
CLOCK = re.compile(r"\d\s*(?::|h)\s*\d\d|\d{4}-\d\d")
COUNTED = re.compile(
    r"\d+ (?:minutes?|seconds?|steps?|stops?|étapes?|épisodes?|minutos?|segundos?|pasos?|paradas?)"
)
TWO_DIGITS = re.compile(r"\d\d")
PAIRS = re.compile(r"\d[\d ]*(?:, \d[\d ]*)+")


def fills_everything_in(page: Page, _: Book) -> Iterator[str]:
    """No brace, no None, no markup is read aloud."""
    yield from (repr(one) for one in page.sentences if BRACES.search(one))


def speaks_its_language(page: Page, book: Book) -> Iterator[str]:
    """Only offers of other languages are in another one, and items that are told in no other yet."""
    allowed = {page.language} | (set(book.catalogue.languages) if page.head in SEVERAL else set())
    place = parse(page.place)
    item = find_item(place, book.catalogue) if place and page.head in TOLD else None
    if item is not None and page.language not in item.words:
        allowed |= set(item.words)
    if page.head == "continue":
        allowed |= set(book.catalogue.languages)
    for say in page.says:
        if book.language_of(say.language) not in allowed:
            yield f"{say.language} says {say.text[:80]!r}"


def says_what_its_voice_speaks(page: Page, book: Book) -> Iterator[str]:
    """A French voice that reads English is not understood by anybody."""
    for say in page.says:
        spoken = book.language_of(say.language)
        for sentence in SENTENCE.split(say.text):
            guessed = guess_language(sentence.replace(book.museum, ""))  # a name is the same in all languages
            if guessed and guessed != spoken:
                yield f"{say.language} says {sentence[:80]!r}, which is {guessed}"


def says_numbers_in_words(page: Page, _: Book) -> Iterator[str]:
    """Keys and what is dictated are digits; times, dates and counts are words."""
    plain = page.head not in TOLD | DICTATED
    patterns = [CLOCK, COUNTED, *([TWO_DIGITS] if plain else [])]
    for sentence in page.sentences:
        if any(pattern.search(sentence) for pattern in patterns):
            yield repr(sentence)


def says_short_sentences(page: Page, _: Book) -> Iterator[str]:
    """Twenty words at most; what an item tells is checked where it is written."""
    if page.head not in TOLD:
        yield from (repr(one) for one in page.sentences if len(one.split()) > MOST_WORDS)


def dictates_twice(page: Page, book: Book) -> Iterator[str]:
    """A ticket comes in groups, twice, after a word about a pencil; a telephone number is read back twice."""
    found = PAIRS.findall(page.words) if page.head in DICTATED else []
    groups = [one.strip(" ,") for one in found]
    if not groups:
        return
    if len(groups) != 2 or groups[0] != groups[1]:
        yield f"not twice the same: {groups}"
    if page.head == "sent" and TONGUES[page.language].pencil not in page.words:
        yield "no time to find a pencil"


def offers_what_it_is(page: Page, book: Book) -> Iterator[str]:
    """Somebody always hears something: no document is mute, save a pause."""
    if not page.prompts and not page.is_paused and page.gather is not None:
        yield "nothing is heard"
    _ = book
