"""How the line sounds: the rules with numbers, for each document by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulators.telephone.verbs import Play, Say
from tests.crawl.book import Book
from tests.crawl.languages import TONGUES
from tests.crawl.pages import SENTENCE, Page

MOST_OPTIONS = 5
MOST_GREETING_WORDS = 25
WAIT, SHORTEST_BREATH, LONGEST_BREATH = 10, 500, 750
SOFT_WORD = 60
LEADING = frozenset({"item", "walk", "continue", "moment"})
# The keys are the very subject of the help; in a number, a question or a step they come as the order of things.
ENUMERATES = frozenset({"help"})
SILENCE = re.compile(r"/silence-(\d+)\.wav$")


def names_option_first(page: Page, book: Book) -> Iterator[str]:
    """ "To hear a story, press 1", never the other way round: who hears the key first has forgotten it."""
    for say in page.says:
        pattern = TONGUES[book.language_of(say.language) or page.language].key_first
        yield from (repr(one) for one in SENTENCE.split(say.text) if pattern.search(one))


def offers_five_at_most(page: Page, book: Book) -> Iterator[str]:
    """More nobody remembers."""
    named = set(find_keys(page, book))
    if len(named) > MOST_OPTIONS and page.head not in ENUMERATES:
        yield f"{len(named)} keys: {' '.join(sorted(named))}"


def offers_person_in_time(page: Page, book: Book) -> Iterator[str]:
    """0 comes first in the lobby, and last after a silence or a wrong key."""
    named = find_keys(page, book)
    if is_told(page) or page.head in {"person", "hush"}:
        return
    if page.silences or page.wrong:
        if page.dial is None and named[-1:] != ["0"]:
            yield f"a person comes not last but {named}"
    elif page.head == "lobby" and named[:1] != ["0"]:
        yield f"a person comes not first but {named}"


def offers_help_after_two(page: Page, book: Book) -> Iterator[str]:
    """After two wrong keys help and a person are offered, while something plays the person alone."""
    if page.wrong < 2 or page.dial is not None:
        return
    if "0" not in find_keys(page, book):
        yield "no person is offered"
    if not is_told(page) and page.record is None and TONGUES[page.language].help not in page.words.lower():
        yield "no help is offered"


def waits_ten_seconds(page: Page, _: Book) -> Iterator[str]:
    """The carrier's five seconds throw older callers out; what leads on by itself waits less."""
    if page.gather is None or page.record is not None or page.dial is not None:
        return
    soft = page.is_paused or page.head == "make"
    least, most = (SOFT_WORD, SOFT_WORD) if soft else (1, WAIT / 2) if is_told(page) else (WAIT, WAIT)
    if page.head == "make" and page.gather.timeout == WAIT:
        return  # the closing word, which leads on
    if not least <= page.gather.timeout <= most:
        yield f"it waits {page.gather.timeout} s"


def greets_briefly(page: Page, book: Book) -> Iterator[str]:
    """At most 25 words before the first choice."""
    if page.steps != ("ring",):
        return
    words = 0
    for sentence in page.sentences:
        if TONGUES[page.language].find_keys(sentence):
            break
        words += len(sentence.split())
    if words > MOST_GREETING_WORDS:
        yield f"{words} words before the first choice"


def breathes_between_options(page: Page, book: Book) -> Iterator[str]:
    """Half a second and more between two options; neither do two stand in one breath."""
    breath, named = WAIT * 1000, False
    for prompt in page.prompts:
        if isinstance(prompt, Play):
            found = SILENCE.search(prompt.url)
            breath += int(found[1]) if found else 0
        elif isinstance(prompt, Say):
            options = count_options(prompt, book)
            if options > 1 and page.head not in ENUMERATES:
                yield f"{options} options in one breath: {prompt.text[-120:]!r}"
            if options and named and not SHORTEST_BREATH <= breath <= LONGEST_BREATH:
                yield f"{breath} ms before {prompt.text!r}"
            breath, named = 0, named or bool(options)


def says_when_a_key_is_wrong(page: Page, book: Book) -> Iterator[str]:
    """A wrong key is no error, and is told; nothing else is called so."""
    words = book.phrase(page.language, "keys.nothing")
    if page.wrong and not page.words.startswith(words):
        yield f"it begins with {page.words[:60]!r}"
    if not page.wrong and words in page.words:
        yield "it complains of a key that did something"


def find_keys(page: Page, book: Book) -> list[str]:
    """The digits that a document offers, in their order; what an item tells is no offer."""
    found = []
    for say in page.says:
        tongue = TONGUES[book.language_of(say.language) or page.language]
        options = [one for one in SENTENCE.split(say.text) if is_option(one, say, book)]
        found += [key for one in options for key in tongue.find_keys(one) if key not in "*#"]
    return found


def is_option(sentence: str, say: Say, book: Book) -> bool:
    """Whether a sentence offers a key: it orders to press, or is as short as those who know it want it."""
    tongue = TONGUES[book.language_of(say.language) or book.catalogue.house]
    ordered = re.search(rf"\b{tongue.press}\b", sentence, re.IGNORECASE)
    short = re.search(r"(?:, (?:le |el )?|: (?:le |el )?)\d(?:[.,]|$)", sentence)
    return bool(tongue.find_keys(sentence)) and bool(ordered or short)


def count_options(say: Say, book: Book) -> int:
    """How many of its sentences offer a key."""
    return sum(is_option(sentence, say, book) for sentence in SENTENCE.split(say.text))


def is_told(page: Page) -> bool:
    """Whether this is told rather than offered: it plays, or leads in, and goes on by itself."""
    return page.is_playing or page.is_paused or page.head in LEADING
