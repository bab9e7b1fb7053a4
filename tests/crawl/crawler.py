"""Walks through the whole telephone, breadth first: every key, every silence, at every kind of document."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from content.catalogue import Catalogue
from tests.crawl.line import Line
from tests.crawl.memory import Snapshot
from tests.crawl.pages import Page
from tests.crawl.shapes import Shape, count_troubles, shapes_of

KEYS = "1234567890*#"
# Numbers nobody has, too short, too long, a ticket and a withdrawal code of nobody, keys of their own, and a slip.
NUMBERS = ("999", "21", "0", "9", "*", "00", "9999", "123456", "12345678", "21*4", "0214", "123456789012")
TELEPHONES = ("2025550142", "12", "*", "0", "9")
QUIET = 46 * 60
SHORT_OF_BREATH = 400  # kinds of documents; more would mean that the shapes do not hold
Action = tuple[str, Callable[[Page], Page]]


@dataclass(frozen=True)
class Step:
    """What was done at a document, and what was answered."""

    page: Page
    action: str
    result: Page


@dataclass
class Crawl:
    """Everything found: all steps, and the documents at which every key was pressed."""

    steps: list[Step] = field(default_factory=list)
    opened: list[Page] = field(default_factory=list)
    _known: set[Shape] = field(default_factory=set)

    @property
    def pages(self) -> list[Page]:
        """Every document, each once: those that differ in nothing but the moment count as one."""
        first = [page for page in self.opened if page.steps == ("ring",)]
        found = {page.fingerprint: page for page in (*first, *(step.result for step in self.steps))}
        return list(found.values())

    def add(self, page: Page, action: str, result: Page) -> None:
        """One more step."""
        self.steps.append(Step(page, action, result))

    def is_news(self, page: Page, catalogue: Catalogue) -> bool:
        """Whether this kind of document has not been seen before; from now on it has."""
        shapes = shapes_of(page, catalogue)
        news = bool(shapes - self._known)
        self._known |= shapes
        return news


class Crawler:
    """Presses, waits, speaks and types, each time from exactly the state in which a document was reached."""

    def __init__(self, line: Line, catalogue: Catalogue, within: frozenset[str] = frozenset()) -> None:
        """`within` keeps the crawl to some places."""
        self.line, self.catalogue, self.crawl, self._within = line, catalogue, Crawl(), within
        self._waiting: deque[tuple[Page, Snapshot]] = deque()
        self._language = ""

    def run(self) -> Crawl:
        """Everything there is, beginning with the bell."""
        first = self.line.rings()
        self._language = first.language
        self._meet(first)
        while self._waiting:
            page, state = self._waiting.popleft()
            assert len(self.crawl.opened) < SHORT_OF_BREATH
            for name, act in self._list_actions(page):
                self.line.memory.restore(state)
                result = act(page)
                self.crawl.add(page, name, result)
                self._meet(result)
        return self.crawl

    def _meet(self, page: Page) -> None:
        if page.gather is None or page.language != self._language:
            return
        if self._within and page.head not in self._within:
            return
        if self.crawl.is_news(page, self.catalogue):
            self.crawl.opened.append(page)
            self._waiting.append((page, self.line.memory.recall()))

    def _list_actions(self, page: Page) -> Iterator[Action]:
        line = self.line
        for digits in self._list_digits(page):
            yield digits, lambda page, digits=digits: line.presses(page, digits)  # type: ignore[misc]
        if not page.ends:
            yield "wait", line.waits
        if page.record is not None:
            yield from self._list_speeches()
        if page.dial is not None:
            for status, bridged in (("completed", "true"), ("completed", "false"), ("busy", "false")):
                yield f"{status} {bridged}", lambda page, one=(status, bridged): line.comes_back(page, *one)  # type: ignore[misc]
        if page.head == "hush":
            yield "hello", lambda page: line.says(page, "hello")
        elif page.redirect is not None and not any(count_troubles(page)):
            yield "quiet", self._falls_quiet

    def _list_digits(self, page: Page) -> list[str]:
        """Every key, or where a number is listened for, every item and what is no number of ours."""
        assert page.gather is not None
        if page.gather.num_digits == 1:
            return list(KEYS)
        if page.head == "callme":
            return list(TELEPHONES)
        items = [str(number) for number in self.catalogue.items] if not page.silences else []
        return [*NUMBERS, *items, *self.line.memory.tickets()]

    def _list_speeches(self) -> Iterator[Action]:
        line = self.line
        for seconds, ended_by in ((7, "#"), (7, "*"), (7, "0"), (7, "hangup"), (9, ""), (1, ""), (0, "")):
            yield f"speak {seconds}{ended_by}", lambda page, one=(seconds, ended_by): line.speaks(page, *one)  # type: ignore[misc]

    def _falls_quiet(self, page: Page) -> Page:
        """Nobody has pressed anything for more than three quarters of an hour."""
        now = self.line.clock.now()
        self.line.clock.advance(QUIET)
        try:
            return self.line.waits(page)
        finally:
            self.line.clock.set(now)
