"""A crawler presses every button in every language; nothing is refused, nothing breaks, nobody is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import Museum, open_museum
from tests.scenes.museum import LANGUAGES, read_prompts

MOST_PRESSES = 400
ALWAYS_NEW = ("send/", "throw/", "again/", "review/", "sent/", "speak/")


def buttons_of(visitor: Chatter) -> dict[str, int]:
    """Where the buttons on the screen lead, and under which message they stand."""
    shown: dict[str, int] = {}
    for message in visitor.messages():
        for row in message["buttons"]:
            shown |= {
                str(button["callback_data"]): int(message["id"])
                for button in row
                if "callback_data" in button
            }
    return shown


def crawl(visitor: Chatter, sorry: str) -> set[str]:
    """Press whatever was not pressed yet, until all of it was."""
    pressed: set[str] = set()
    known: set[str] = set(buttons_of(visitor))
    while todo := sorted(known - pressed):
        assert len(pressed) < MOST_PRESSES
        pressed.add(todo[0])
        visitor.presses_data(todo[0])
        fresh = set(buttons_of(visitor))
        assert sorry not in visitor.sees(), todo[0]
        assert fresh, f"no way on from {todo[0]}"
        assert sum(bool(one["buttons"]) for one in visitor.messages()) == 1
        known |= {data for data in fresh if not data.startswith(ALWAYS_NEW)}
    return pressed


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with open_museum(tmp_path_factory.mktemp("crawled")) as museum:
        yield museum


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_somewhere(
    crawled: Museum, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor = crawled.chat(f"Crawler {language}", language).opens()
    for name in ("start", "today", "choose", "ask", "language", "help", "privacy", "forget", "stop"):
        visitor.says(f"/{name}")
        assert buttons_of(visitor)
    pressed = crawl(visitor.says("/start"), read_prompts(language)["sorry.say"])
    heads = {data.partition("/")[0].partition("~")[0] for data in pressed}
    assert {
        "today",
        "choose",
        "ask",
        "person",
        "language",
        "help",
        "privacy",
        "forget",
        "pick",
        "item",
    } <= heads
    assert {"walks", "walk", "left", "make", "skip", "next", "message", "read", "moods", "people"} <= heads
    assert "could not be answered" not in capsys.readouterr().out
