"""What the technician does: tell Telegram where we are, look how the bot stands, poll where no address exists."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bots.telegram.carrier import ChatFailed
from bots.telegram.polling import PollingRefused, poll, run
from bots.telegram.registration import list_codes, list_commands, register
from bots.telegram.status import read_status
from scenes.words import COMMANDS
from tests.bots.telegram.museum import Museum, open_museum
from tests.scenes.museum import LANGUAGES, make_catalogue, read_prompts

SAYS = read_prompts("en")


@contextmanager
def polled(museum: Museum, *, take_over: bool = False) -> Iterator[None]:
    """The bot polls meanwhile, in a loop of its own."""
    loop, stopping = asyncio.new_event_loop(), asyncio.Event()
    polling = poll(museum.house, stopping, take_over=take_over)
    thread = threading.Thread(target=lambda: loop.run_until_complete(polling))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
        assert not thread.is_alive()
        loop.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_registered_in_every_language(museum: Museum, language: str) -> None:
    visitor = museum.chat(f"Reader of {language}", language).opens()
    assert [name.removeprefix("/") for name in visitor.commands()] == list(COMMANDS)
    assert {one.description for one in list_commands(make_catalogue(), language)} == {
        read_prompts(language)[f"commands.{name}"] for name in COMMANDS
    }


def test_every_command_means_something(museum: Museum) -> None:
    visitor = museum.chat("Commander").opens()
    for name in COMMANDS:
        assert visitor.says(f"/{name}").sees() not in {"", SAYS["chat.few_words"]}


def test_unknown_apps_get_the_house_language() -> None:
    assert list_codes(make_catalogue()) == {None: "en", "en": "en", "fr": "fr", "es": "es"}


def test_status_tells_the_webhook(museum: Museum) -> None:
    status = read_status(museum.house.settings)
    assert status.username == "museline_bot"
    assert status.url == f"{museum.house.settings.public_url}/bots/telegram"
    assert (status.pending, status.last_error, status.last_error_at) == (0, "", None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"telegram_bot_token": "9:wrong"}, "does not know this token"),
        ({"telegram_api_url": "http://127.0.0.1:1"}, "cannot be reached"),
    ],
)
def test_failure_is_told_in_plain_words(museum: Museum, change: dict[str, str], words: str) -> None:
    with pytest.raises(ChatFailed, match=words) as failed:
        read_status(museum.house.settings.model_copy(update=change))
    assert "9:wrong" not in str(failed.value)


def test_webhook_needs_a_public_address(museum: Museum) -> None:
    with pytest.raises(ChatFailed, match="PUBLIC_URL"):
        register(museum.house.settings.model_copy(update={"public_url": ""}), make_catalogue())


def test_polling_answers_just_the_same(tmp_path: Path) -> None:
    with open_museum(tmp_path, hooked=False) as museum, polled(museum):
        rosa = museum.chat().opens()
        assert rosa.buttons()[0] == "1 Today's story"
        assert rosa.presses("2").sees() == SAYS["choose.chat"]
        rosa.breaks("500", method="getUpdates").says("help")
        assert rosa.waits_for(SAYS["help.chat"][:20])


def test_polling_refuses_beside_a_webhook(museum: Museum) -> None:
    with pytest.raises(PollingRefused, match="--take-over"):
        asyncio.run(poll(museum.house, asyncio.Event()))


def test_polling_takes_over_when_told(own_museum: Museum) -> None:
    with polled(own_museum, take_over=True):
        assert own_museum.chat().opens().buttons()[0] == "1 Today's story"
    assert read_status(own_museum.house.settings).url == ""


def test_polling_needs_a_bot(museum: Museum) -> None:
    house = museum.house
    shut = house.settings.model_copy(update={"telegram_bot_token": "", "telegram_webhook_secret": ""})
    with pytest.raises(PollingRefused, match="TELEGRAM_BOT_TOKEN"):
        run(shut, house.database, house.shelf, house.media, house.keys, house.clock)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"telegram_bot_token": "9:wrong"}, "BotFather"),
        ({"telegram_api_url": "http://127.0.0.1:1"}, "network"),
    ],
)
def test_polling_says_what_is_wrong(museum: Museum, change: dict[str, str], words: str) -> None:
    house = museum.house
    settings = house.settings.model_copy(update=change)
    with pytest.raises(PollingRefused, match=words):
        run(settings, house.database, house.shelf, house.media, house.keys, house.clock)
