"""Calls off the beaten track: a line without staff, faults of ours, the fallback, those who answer inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.factory import create_app
from app.house import House
from tests.actors.museum import TurnedClock
from tests.crawl import rules_of_the_carrier as carrier
from tests.crawl import rules_of_the_voice as voice
from tests.crawl.book import Book
from tests.crawl.callers import ANA, write_book
from tests.crawl.crawler import Crawl, Crawler
from tests.crawl.line import Line
from tests.crawl.memory import Memory
from tests.crawl.opening import IN_HOURS, LANGUAGES, number_of, open_copy
from tests.crawl.pages import Page
from tests.crawl.rules import judge

NEAR_THE_PERSON = frozenset({"moment", "lobby", "person", "message", "review", "sent", "callme"})
SPEECHLESS = (
    carrier.is_answered,
    carrier.is_valid,
    carrier.has_whole_addresses,
    carrier.goes_on,
    voice.names_option_first,
)


class StumblingClock(TurnedClock):
    """A clock that fails once when it is asked, as a fault of ours."""

    stumbles = False

    def now(self) -> datetime:
        if self.stumbles:
            self.stumbles = False
            raise RuntimeError("the clock stumbled")
        return super().now()


@dataclass
class Odd:
    """One museum and its parts."""

    house: House
    clock: StumblingClock
    memory: Memory

    def line(self, language: str, *, staffed: bool = False) -> Line:
        """Somebody's call on one of the lines."""
        dialled = number_of(language, staffed=staffed)
        return Line(create_app(self.house), self.house, self.clock, self.memory, ANA, dialled)


@pytest.fixture
def odd(filled: Path, tmp_path: Path) -> Iterator[Odd]:
    clock = StumblingClock(IN_HOURS)
    house, _ = open_copy(filled, tmp_path / "museum", IN_HOURS, clock)
    memory = Memory(tmp_path / "museum")
    yield Odd(house, clock, memory)
    memory.close()
    house.database.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_without_staff_takes_wishes(odd: Odd, language: str) -> None:
    line = odd.line(language)
    crawl = Crawler(line, odd.house.shelf.catalogue, NEAR_THE_PERSON).run()
    book = write_book(odd.house, line, crawl)
    assert {page.head for page in crawl.opened} >= {"lobby", "person", "message", "review", "sent"}
    assert judge(crawl, book) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_fault_of_ours_is_told_with_a_way_on(odd: Odd, language: str) -> None:
    line = odd.line(language)
    lobby, crawl = line.rings(), Crawl()
    odd.clock.stumbles = True
    with capture_logs() as logs:
        sorry = line.presses(lobby, "2")
    assert [entry["event"] for entry in logs] == ["a step of a call failed"]
    assert sorry.head == "sorry"
    for key in "1234567890*#":
        crawl.add(sorry, key, line.presses(sorry, key))
    crawl.add(lobby, "2", sorry)
    assert line.waits(sorry).head in {"item", "walk"}
    book = write_book(odd.house, line, crawl)
    assert judge(crawl, book) == {}


def test_second_fault_reaches_the_fallback(odd: Odd) -> None:
    line = odd.line("fr")
    lobby = line.rings()
    odd.clock.stumbles = True
    sorry = line.presses(lobby, "2")
    odd.clock.stumbles = True
    away = line.presses(sorry, "1")
    assert away.redirect is not None
    pages = follow(line, away, 3)
    assert pages[-1].head == "lobby"
    book = Book(line.public, odd.house.shelf.catalogue, odd.house.settings.museum_name)
    for page in pages:
        assert [words for rule in SPEECHLESS for words in rule(page, book)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_answers_inside_takes_the_call_with_1(odd: Odd, language: str) -> None:
    line = odd.line(language, staffed=True)
    ringing = line.presses(line.rings(), "0")
    assert ringing.dial is not None
    url = ringing.dial.parties[0].url
    assert url is not None
    whisper = line.asks(url, ("whisper",))
    assert odd.house.settings.museum_name in whisper.words
    assert whisper.sentences[-1] == whisper.sentences[len(whisper.sentences) // 2 - 1]
    assert whisper.ends
    assert {say.language for say in whisper.says} == {odd.house.shelf.catalogue.languages[language].locale}
    assert line.presses(whisper, "1").document.verbs == ()
    assert line.presses(whisper, "2").ends


def follow(line: Line, page: Page, most: int) -> list[Page]:
    """A document and those that silence leads to, until the lobby."""
    pages = [page]
    while len(pages) <= most and pages[-1].head != "lobby":
        pages.append(line.waits(pages[-1]))
    return pages
