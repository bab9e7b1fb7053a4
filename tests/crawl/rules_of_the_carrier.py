"""What the carrier takes: valid documents within its limits, whole addresses, files it can play, a way on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from simulators.telephone import voices
from simulators.telephone.twiml import TwimlError
from simulators.telephone.verbs import Dial, Hangup, Redirect
from tests.crawl.book import Book
from tests.crawl.pages import Page, place_of

MOST_BYTES = 64 * 1024  # Twilio, error 11750
PLACE_BYTES = 48
ENCODED = 4500  # Twilio, error 13521
# Twilio, <Play>
PLAYABLE = frozenset(
    [
        "audio/mpeg",
        "audio/wav",
        "audio/wave",
        "audio/x-wav",
        "audio/aiff",
        "audio/x-aifc",
        "audio/x-aiff",
        "audio/x-gsm",
        "audio/gsm",
        "audio/ulaw",
    ]
)
TICKET = re.compile(r"/\d{6}(?:[/?~&#]|$)|=\d{6}(?:&|$)")


def is_answered(page: Page, _: Book) -> Iterator[str]:
    """Anything but 200 with XML sends the caller to the fallback."""
    if page.status != 200:
        yield f"status {page.status}"
    if page.kind not in {"text/xml", "application/xml"}:
        yield f"it is {page.kind}"


def is_valid(page: Page, _: Book) -> Iterator[str]:
    """Not a warning in the carrier's debugger."""
    try:
        yield from (f"{note.code} {note.text}" for note in page.document.notes)
    except TwimlError as error:
        yield f"{error.code} {error}"


def is_small(page: Page, _: Book) -> Iterator[str]:
    """The limit of a document."""
    if len(page.body) > MOST_BYTES:
        yield f"{len(page.body)} bytes"


def has_whole_addresses(page: Page, book: Book) -> Iterator[str]:
    """Every address is ours, whole, and leads to where it says."""
    yield from (f"the address {url!r}" for url in page.addresses if not url.startswith(f"{book.public}/"))
    yield from (f"the place {url!r} is long" for url in page.addresses if len(place_of(url)) > PLACE_BYTES)


def hides_people(page: Page, book: Book) -> Iterator[str]:
    """Addresses are logged by others: no number and no ticket stands in one."""
    digits = book.caller.removeprefix("+")
    for url in page.addresses:
        parts = urlsplit(url)
        if TICKET.search(f"{parts.path}?{parts.query}") or (digits.isdecimal() and digits in url):
            yield f"the address {url} tells too much"


def speaks_within_limits(page: Page, book: Book) -> Iterator[str]:
    """The voice exists, speaks the language, is the one of the language, and says no more than it can."""
    for say in page.says:
        wrong = voices.problem(say)
        if wrong:
            yield f"{wrong[0]} {wrong[1]}"
        if len(quote(say.text, safe="")) > ENCODED:
            yield f"{len(quote(say.text, safe=''))} characters once encoded"
        if not say.text:
            yield "a voice says nothing"
        known = book.catalogue.languages.get(book.language_of(say.language))
        if known is None or known.voice != say.voice:
            yield f"{say.voice} in {say.language} is no voice of ours"


def plays_what_exists(page: Page, book: Book) -> Iterator[str]:
    """A missing file ends the call."""
    for play in page.plays:
        status, kind = book.files.get(play.url, (0, "not fetched"))
        if status != 200 or kind not in PLAYABLE:
            yield f"{play.url}: {status} {kind}"


def goes_on(page: Page, _: Book) -> Iterator[str]:
    """A document that runs out of verbs hangs up; only a goodbye may do that, and must."""
    last = page.document.verbs[-1] if page.document.verbs else None
    is_goodbye = place_of(page.url) == "goodbye"
    if isinstance(last, Hangup) != is_goodbye:
        yield "it hangs up" if isinstance(last, Hangup) else "a goodbye that does not end"
    if not isinstance(last, Hangup | Redirect | Dial):
        yield f"it ends with {type(last).__name__}"
    if isinstance(last, Dial) and not last.action:
        yield "nothing follows a talk"
