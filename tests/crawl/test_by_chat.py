"""The whole chat, every button, command, link and word, by every rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from scenes.words import COMMANDS
from tests.crawl import rules_of_the_chat as chat
from tests.crawl.book import Book
from tests.crawl.chat_crawler import ChatCrawl, ChatCrawler
from tests.crawl.chat_house import open_chat_house
from tests.crawl.opening import LANGUAGES
from tests.crawl.rules_of_the_chat import find_faults

RULES = (
    chat.fits_into_telegram, chat.answers_everything, chat.is_never_refused, chat.keeps_one_keyboard,
    chat.labels_every_button, chat.leads_back_and_to_people, chat.gives_every_word, chat.reads_it_all,
    chat.writes_its_language, chat.speaks_of_buttons,
    chat.fills_every_gap,
)  # fmt: skip
PLACES = {
    "lobby", "choose", "people", "moods", "walks", "walk", "left", "item", "after", "make", "number", "ask", "review",
    "sent", "person", "message", "language", "help", "privacy", "forget", "stop",
}  # fmt: skip
KIND = {"/start item-", "/start e17_de", "/start x", "/start " + "A" * 64}


@dataclass(frozen=True)
class Chatted:
    """What a crawl found, the facts to judge it by, and what was logged meanwhile."""

    crawl: ChatCrawl
    book: Book
    logged: list[str]
    commands: list[str]


def walk(language: str, filled: Path, folder: Path) -> Chatted:
    """The whole chat, walked by people whose app has one language."""
    with open_chat_house(filled, folder) as opened, capture_logs() as logs:
        crawler, settings = ChatCrawler(opened, language), opened.house.settings
        crawl, commands = crawler.run(), crawler.person.commands()
        crawler.person.puts_away()
        book = Book(settings.public_url, opened.house.shelf.catalogue, settings.museum_name)
    return Chatted(
        crawl, book, [str(entry) for entry in logs if entry["log_level"] in {"warning", "error"}], commands
    )


# One test for each language: a crawl takes seconds, so that all rules look at the same one.
@pytest.mark.parametrize("language", LANGUAGES)
def test_chat_keeps_every_rule(language: str, filled: Path, tmp_path: Path) -> None:
    chatted = walk(language, filled, tmp_path / "museum")
    broken = {rule.__name__: find_faults(chatted.crawl.screens, chatted.book, rule) for rule in RULES}
    assert {name: faults for name, faults in broken.items() if faults} == {}
    assert chatted.logged == []
    assert chatted.commands == list(COMMANDS)
    assert {screen.head for screen in chatted.crawl.screens} >= PLACES
    check_codes(chatted)
    check_words_of_buttons(chatted)


def check_codes(chatted: Chatted) -> None:
    """Every item comes by its printed code, every command works, and a broken code leads to the lobby."""
    places = {screen.action: screen.place for screen in chatted.crawl.screens}
    for number in chatted.book.catalogue.items:
        assert places[f"/start item-{number}"] == f"item/{number}"
    assert {places[code] for code in KIND} == {"lobby"}
    for name in COMMANDS:
        assert places[f"/{name}"].startswith({"start": "lobby", "today": "item"}.get(name, name))


def check_words_of_buttons(chatted: Chatted) -> None:
    """The words of a button, written, lead where the button leads."""
    written = 0
    for before, screen in pairwise(chatted.crawl.screens):
        meant = {one.text: one.data for one in before.buttons}.get(screen.action, "")
        written += bool(meant)
        if meant in PLACES:
            assert screen.place == meant
    assert written >= 10
