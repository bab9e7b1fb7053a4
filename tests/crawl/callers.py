"""Who walks through the whole telephone: in each language somebody new who hides the number, and a known guest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from structlog.testing import capture_logs

from app.factory import create_app
from app.house import House
from tests.crawl.book import Book
from tests.crawl.crawler import Crawl, Crawler
from tests.crawl.line import Line
from tests.crawl.memory import Memory
from tests.crawl.opening import AFTER_HOURS, IN_HOURS, LANGUAGES, number_of, open_copy

ANA, HIDDEN = "+12025550142", "anonymous"


@dataclass(frozen=True)
class Caller:
    """A guest calls while somebody is there, after a call that dropped; a stranger in the evening."""

    language: str
    known: bool

    def __str__(self) -> str:
        """A name for the list of tests."""
        return f"{self.language}-{'guest' if self.known else 'stranger'}"


@dataclass(frozen=True)
class Walked:
    """What a crawl found, the facts to judge it by, and what was logged meanwhile."""

    crawl: Crawl
    book: Book
    logged: list[str]


CALLERS = [Caller(language, known) for language in LANGUAGES for known in (True, False)]


def walk(caller: Caller, filled: Path, folder: Path) -> Walked:
    """The whole telephone, walked by one caller."""
    house, clock = open_copy(filled, folder, IN_HOURS if caller.known else AFTER_HOURS)
    memory, dialled = Memory(folder), number_of(caller.language, staffed=True)
    line = Line(create_app(house), house, clock, memory, ANA if caller.known else HIDDEN, dialled)
    try:
        with capture_logs() as logs:
            if caller.known:
                come_before(line)
            crawl = Crawler(line, house.shelf.catalogue).run()
            book = write_book(house, line, crawl)
    finally:
        memory.close()
        house.database.close()
    return Walked(crawl, book, [str(entry) for entry in logs if entry["log_level"] in {"warning", "error"}])


def write_book(house: House, line: Line, crawl: Crawl) -> Book:
    """The facts to judge a crawl by; every file that was to be played is fetched."""
    urls = {play.url for page in crawl.pages for play in page.plays}
    files = {url: line.fetches(url) for url in urls}
    return Book(line.public, house.shelf.catalogue, house.settings.museum_name, line.caller, files)


def come_before(line: Line) -> None:
    """Yesterday's call of somebody who chose a language and whose line dropped in the middle of a story."""
    line.sid = "CA" + "0" * 32
    lobby = line.rings()
    languages = line.presses(lobby, "8")
    key = str(1 + LANGUAGES.index(lobby.language))
    story = line.waits(line.presses(line.presses(languages, key), "1"))
    assert story.is_playing
    line.clock.advance(40)
    line.tells_end()
    line.clock.advance(3600)
    line.sid = "CA" + "1" * 32
