"""The line's own words: option before key, a short greeting, places that are filled in."""

from __future__ import annotations

import pytest

from content.checks.keys import names_key, offers_key_first
from content.checks.prompts import check_greeting, check_prompt
from content.checks.remarks import Remark
from content.packs.documents import Documents
from content.packs.places import LIBRARY
from content.packs.reading import read_prompts

GOOD = {
    "en": ["To hear a story, press 1.", "For {mood}, press {key}.", "A person, 0.", "I heard 1 of them.",
           "When you have finished, press the hash key.", "One day, 5 men came."],
    "fr": ["Pour une histoire, appuyez sur le 1.", "Une personne, le 0.",
           "Pour la passer, appuyez sur la touche dièse."],
    "es": ["Para oír una historia, pulse el 1.", "Una persona, el 0.", "Para saltarla, pulse la almohadilla."],
}  # fmt: skip
BAD = {
    "en": ["Press 1 to hear a story.", "Please press the star to go back.", "1 for a story.", "Dial {key} for {mood}.",
           "Welcome. Press 0 for a person.", "Hit the hash key to go on."],
    "fr": ["Appuyez sur le 1 pour une histoire.", "Le 0 pour une personne.", "Tapez {key} pour {mood}.",
           "Appuyez sur l'étoile pour revenir.", "Bonjour. Appuyez sur la touche dièse pour continuer."],
    "es": ["Pulse el 1 para oír una historia.", "El 0 para hablar.", "Marque {key} para {mood}.",
           "Hola. Pulse la almohadilla para seguir."],
}  # fmt: skip


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


def codes(remarks: list[Remark]) -> list[str]:
    return [remark.code for remark in remarks]


@pytest.mark.parametrize(("language", "text"), pairs(BAD))
def test_key_before_its_option_is_found(language: str, text: str) -> None:
    assert codes(check_prompt(language, "choose.staff.say", text)) == ["key-first"]
    assert offers_key_first(language, text)


@pytest.mark.parametrize(("language", "text"), pairs(GOOD))
def test_option_before_its_key_is_good(language: str, text: str) -> None:
    assert check_prompt(language, "choose.staff.say", text) == []


def test_strange_language_is_trusted() -> None:
    assert offers_key_first("de", "Drücken Sie die 1 für eine Geschichte.") == ""
    assert names_key("de", "Für eine Geschichte, die Eins.")


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "For a story, press 1.", True),
        ("en", "A person, 0.", True),
        ("en", "For a story, press the one you like.", False),
        ("en", "Tell me more.", False),
        ("fr", "Une histoire, le 1, ou attendez.", True),
        ("fr", "Pour une histoire, attendez.", False),
        ("es", "Para irse, pulse la almohadilla.", True),
        ("es", "Una historia.", False),
    ],
)
def test_named_key_is_heard(language: str, text: str, named: bool) -> None:
    assert names_key(language, text) is named


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        (" ", None, "prompt-empty"),
        ("Hello {museum", None, "places-open"),
        ("Hello {}", None, "places-open"),
        ("Hello {musuem} and {museum}", "Hello {museum}", "places-extra"),
        ("Hello", "Hello {museum}", "places-lost"),
    ],
)
def test_what_silences_the_line_blocks(text: str, source: str | None, code: str) -> None:
    remarks = check_prompt("en", "lobby.hello", text, source)
    assert [(remark.code, remark.blocks) for remark in remarks] == [(code, True)]


def test_slip_in_the_source_blames_no_translation() -> None:
    assert check_prompt("fr", "lobby.hello", "Bonjour {museum}", "Hello {museum") == []


def test_buttons_and_word_lists_are_only_filled_in() -> None:
    long = "word " * 30
    for key in ("lobby.today.button", "words.start", "choose.chat"):
        assert check_prompt("en", key, f"1 for {long}") == []


def test_greeting_holds_twenty_five_words() -> None:
    assert check_greeting("Hello, this is the story line of {museum}.") == []
    assert codes(check_greeting("Hi. " * 24 + "{museum}")) == ["greeting-long"]
    assert codes(check_prompt("en", "lobby.hello", "Hello to you. " * 9)) == ["greeting-long"]


def test_long_sentence_of_the_line_is_quoted() -> None:
    (remark,) = check_prompt("en", "help.say", "Well" + " and on" * 10 + ".")
    assert (remark.code, remark.blocks) == ("sentence-long", False)


def test_shipped_prompts_are_praised() -> None:
    prompts = read_prompts(Documents(LIBRARY))
    found = {
        (language, key): remarks
        for language, words in prompts.items()
        for key, text in words.items()
        if (remarks := check_prompt(language, key, text, prompts["en"].get(key)))
    }
    assert len(prompts) == 3
    assert found == {}
