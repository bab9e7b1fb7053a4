"""Days and hours in words: gender, firsts and halves, as each language says them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scenes.times import say_day, say_time
from scenes.visit import Visit
from tests.scenes.museum import make_visit

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)


def visit_in(language: str) -> Visit:
    return make_visit(language=language, now=NOW)


@pytest.mark.parametrize(
    ("language", "hour", "minute", "words"),
    [
        ("en", 10, 0, "ten o'clock"),
        ("en", 13, 0, "one o'clock"),
        ("en", 9, 30, "half past nine"),
        ("en", 0, 0, "twelve o'clock"),
        ("fr", 1, 0, "une heure"),
        ("fr", 10, 30, "dix heures et demie"),
        ("fr", 21, 0, "vingt et une heures"),
        ("fr", 14, 30, "quatorze heures trente"),
        ("es", 13, 0, "a la una"),
        ("es", 10, 30, "a las diez y media"),
    ],
)
def test_hours_are_said_naturally(language: str, hour: int, minute: int, words: str) -> None:
    assert say_time(visit_in(language), NOW.replace(hour=hour, minute=minute)) == words


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", date(2026, 11, 17), "today"),
        ("en", date(2026, 11, 18), "tomorrow"),
        ("en", date(2026, 11, 16), "yesterday"),
        ("en", date(2026, 11, 20), "on Friday"),
        ("en", date(2026, 12, 1), "on 1 December"),
        ("fr", date(2026, 12, 1), "le premier décembre"),
        ("fr", date(2026, 12, 2), "le 2 décembre"),
        ("es", date(2026, 12, 24), "el 24 de diciembre"),
    ],
)
def test_days_are_said_naturally(language: str, day: date, words: str) -> None:
    assert say_day(visit_in(language), day) == words
