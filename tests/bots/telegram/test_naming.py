"""The bot's name for the printed card: asked once, and never waited for long."""

from __future__ import annotations

from pathlib import Path

from bots.telegram.naming import BotName
from tests.bots.telegram.museum import Museum, make_settings


def test_name_is_asked_of_telegram_once(museum: Museum) -> None:
    find = BotName(museum.house.settings)
    name = find()
    assert name
    assert find() == name


def test_silent_telegram_is_asked_again_later(tmp_path: Path) -> None:
    moments = [0.0]
    find = BotName(make_settings(tmp_path), lambda: moments[-1])
    assert find() == ""
    moments.append(60.0)
    assert find() == ""
    assert find._next_try == 600.0
    moments.append(700.0)
    assert find() == ""
    assert find._next_try == 1300.0


def test_museum_without_a_bot_has_no_name(tmp_path: Path) -> None:
    bare = make_settings(tmp_path, telegram_bot_token="", telegram_webhook_secret="")
    assert BotName(bare)() == ""
