"""What every rule is told besides a document: the museum's address, what is published, and which files there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from content.catalogue import Catalogue
from tests.crawl.crawler import Crawl, Step
from tests.crawl.pages import Page


@dataclass(frozen=True)
class Book:
    """The facts; `files` are status and type of every file that was fetched, `tickets` all that were given out."""

    public: str
    catalogue: Catalogue
    museum: str = ""
    caller: str = ""
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def phrase(self, language: str, key: str) -> str:
        """Words of the line itself."""
        return self.catalogue.prompt(language, key).text

    def language_of(self, locale: str) -> str:
        """The language that has this tag; empty where none of ours has."""
        return next((one.code for one in self.catalogue.languages.values() if one.locale == locale), "")


Rule = Callable[[Page, Book], Iterable[str]]
StepRule = Callable[[Step, Book], Iterable[str]]


def find_breaches(crawl: Crawl, book: Book, rule: Rule) -> list[str]:
    """Every document that breaks a rule, and how; the first few are enough to begin with."""
    return list(dict.fromkeys(_tell(page, words) for page in crawl.pages for words in rule(page, book)))[:20]


def find_missteps(crawl: Crawl, book: Book, rule: StepRule) -> list[str]:
    """Every step that breaks a rule, and how."""
    return list(dict.fromkeys(_label(step, words) for step in crawl.steps for words in rule(step, book)))[:20]


def _tell(page: Page, words: str) -> str:
    return f"{page}: {words}"


def _label(step: Step, words: str) -> str:
    return f"{step.page}, {step.action}: {words}"
