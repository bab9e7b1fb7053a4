"""Lengths and counts in words, as one says them."""

from __future__ import annotations

from functools import lru_cache

from babel import UnknownLocaleError
from babel.units import format_unit
from num2words import num2words

from scenes.sayings import speak
from scenes.visit import Visit

DAYS_OF_A_YEAR = 365
SHORT = 45  # seconds; under this nobody counts minutes


def say_length(visit: Visit, language: str, seconds: float) -> str:
    """Seconds as one says them: "about four minutes", in a language."""
    minutes = max(1, round(seconds / 60))
    if seconds < SHORT:
        return speak(visit.catalogue, language, "time.moment").text
    if minutes == 1:
        return speak(visit.catalogue, language, "time.minute").text
    return speak(visit.catalogue, language, "time.minutes", minutes=say_number(minutes, language)).text


@lru_cache(maxsize=512)
def say_number(number: int, language: str) -> str:
    """A number as a word; digits where the library does not know the language."""
    try:
        return str(num2words(number, lang=language))
    except NotImplementedError:
        return str(number)


def say_days(language: str, days: int) -> str:
    """So many days as one says them: "2 years", "30 days"; exact, never about."""
    is_years = days > 0 and days % DAYS_OF_A_YEAR == 0
    unit, count = ("year", days // DAYS_OF_A_YEAR) if is_years else ("day", days)
    try:
        return format_unit(count, unit, locale=language.replace("-", "_"))
    except UnknownLocaleError:
        return format_unit(count, unit, locale="en")


def end_sentence(title: str) -> str:
    """A title as a sentence of its own."""
    return title if title.endswith((".", "!", "?", "…")) else f"{title}."
