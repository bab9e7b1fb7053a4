"""The words that are shipped: the same in three languages, and the option always before the key."""

from __future__ import annotations

import re

import pytest

from scenes.sayings import prompt
from scenes.words import TARGETS, fold
from tests.scenes.museum import LANGUAGES, make_visit, read_prompts

PLACEHOLDER = re.compile(r"{(\w+)}")
# Before the key, the key, and what may follow it: waiting, and nothing else.
LAST = {
    "en": (
        r"(press (the )?|[,:] (the )?)",
        r"(\d|{key}|star|hash key)",
        r"[.,]?( or just wait\.?| I'll wait\.)?",
    ),
    "fr": (
        r"[,:]? ?(sur )?(le|la) ",
        r"(\d|{key}|touche étoile|touche dièse)",
        r"[.,]?( ou attendez.*| J'attends\.)?",
    ),
    "es": (
        r"[,:] (pulse )?(el|la) ",
        r"(\d|{key}|asterisco|almohadilla)",
        r"[.,]?( o (simplemente )?espere\.| Yo espero\.)?",
    ),
}
# These name what waiting brings in a sentence of its own.
HAVE_MORE = {"sorry.lobby.say", "sorry.lobby.short"}
NO_OPTIONS = {"help.say", "tell.say", "ask.say", "message.say", "whisper.say"}
NAMES_A_KEY = re.compile(r"\d|{key}|star\.|étoile\.|asterisco\.")
COMMAND_FIRST = re.compile(r"\s*(press|appuyez|tapez|faites|pulse|marque)\b", re.IGNORECASE)


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_languages_have_the_same_keys(code: str) -> None:
    assert read_prompts(code).keys() == read_prompts("en").keys()


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_translations_fill_the_same_gaps(code: str) -> None:
    english, other = read_prompts("en"), read_prompts(code)
    gaps, others = (
        {key: set(PLACEHOLDER.findall(words[key])) for key in english} for words in (english, other)
    )
    assert gaps == others


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_prompt_is_left_empty(code: str) -> None:
    assert [key for key, words in read_prompts(code).items() if not words.strip()] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_options_come_before_their_keys(code: str) -> None:
    options = {key: words for key, words in read_prompts(code).items() if is_option(key, words)}
    assert len(options) > 60
    wrong = {
        key: words for key, words in options.items() if not reads_well(code, words) and key not in HAVE_MORE
    }
    assert wrong == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_begins_with_pressing(code: str) -> None:
    spoken = {key: words for key, words in read_prompts(code).items() if is_option(key, words)}
    assert [key for key, words in spoken.items() if COMMAND_FIRST.match(words)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_greeting_keeps_within_25_words(code: str) -> None:
    prompts = read_prompts(code)
    for greeting in ("lobby.hello", "lobby.welcome", "lobby.lost", "lobby.later", "lobby.spoken"):
        assert len(prompts[greeting].split()) + 4 <= 25


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_stay_short_for_the_ear(code: str) -> None:
    heard = {
        key: words for key, words in read_prompts(code).items() if not key.startswith(("words.", "sms."))
    }
    long = [
        key
        for key, words in heard.items()
        for part in re.split(r"[.!?;:]\s", words)
        if len(part.split()) > 24
    ]
    assert long == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_known_word_means_one_thing(code: str) -> None:
    prompts = read_prompts(code)
    words = [fold(word) for name in TARGETS for word in prompts[f"words.{name}"].split(",")]
    assert sorted(words) == sorted(set(words))


def is_option(key: str, words: str) -> bool:
    """Whether a prompt offers a key."""
    return key.endswith((".say", ".short")) and bool(NAMES_A_KEY.search(words)) and key not in NO_OPTIONS


def reads_well(code: str, words: str) -> bool:
    """Whether a key is named after its option, and nothing but waiting follows."""
    found = re.search("".join(LAST[code]), words)
    return bool(found) and found.end() == len(words) and len(words[: found.start()].split()) >= 1


@pytest.mark.parametrize(("language", "name"), [("en", "the museum"), ("fr", "le musée"), ("es", "el museo")])
def test_nameless_museum_is_named_in_each_language(language: str, name: str) -> None:
    assert name in prompt(make_visit(language), "lobby.hello", museum="").text
