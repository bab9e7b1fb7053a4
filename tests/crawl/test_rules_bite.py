"""Each rule has seen a document that breaks it: a rule that never bites would guard nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.crawl import rules_of_the_carrier as carrier
from tests.crawl import rules_of_the_chat as chat
from tests.crawl import rules_of_the_keys as keys
from tests.crawl import rules_of_the_voice as voice
from tests.crawl import rules_of_words as words
from tests.crawl.book import Book, Rule, StepRule
from tests.crawl.crawler import Crawl, Step
from tests.crawl.pages import Page
from tests.crawl.rules_of_the_chat import ChatRule
from tests.crawl.screens import Button, Screen
from tests.scenes.museum import make_catalogue

PUBLIC = "https://line.museum.example"
VOICES = {"en": "Polly.Amy-Neural", "fr": "Polly.Lea-Neural", "es": "Polly.Lucia-Neural"}
LANDS = {"en": "GB", "fr": "FR", "es": "ES"}
MADE = make_catalogue()
SPOKEN = {
    code: replace(one, voice=VOICES[code], locale=f"{code}-{LANDS[code]}")
    for code, one in MADE.languages.items()
}
HOUSE = replace(MADE, languages=SPOKEN, _lists={})
HUSHED = f"<Play>{PUBLIC}/media/{'a' * 64}/silence-500.wav</Play>"
BREATH = f"<Play>{PUBLIC}/media/{'a' * 64}/silence-600.wav</Play>"
BOOK = Book(
    PUBLIC, HOUSE, "the Museum of Small Things", "+12025550142",
    {f"{PUBLIC}/media/{'a' * 64}/silence-{one}.wav": (200, "audio/wav") for one in (500, 600)},
)  # fmt: skip
NOTHING = HOUSE.prompt("en", "keys.nothing").text
GREETING = "Hello, this is the story line."
PERSON, TODAY, CHOOSE = "To speak to someone, press 0.", "For today's story, press 1.", "To choose, press 2."


def say(text: str, language: str = "en") -> str:
    known = HOUSE.languages[language]
    return f'<Say voice="{known.voice}" language="{known.locale}">{text}</Say>'


def menu(*texts: str) -> str:
    return BREATH.join(map(say, texts))


def make(inner: str, place: str = "lobby", query: str = "lang=en&pace=ordinary&k=1", **more: Any) -> Page:
    """A document whose words stand in a Gather, with a way on after it."""
    values: dict[str, Any] = {
        "timeout": 10,
        "after": f"<Redirect>{PUBLIC}/hotline/at/today?lang=en</Redirect>",
    } | more
    trail = query.replace("&", "&amp;")
    gather = (
        f'<Gather action="{PUBLIC}/hotline/at/{place}?on=key&amp;{trail}" numDigits="1" finishOnKey=""'
        f' timeout="{values["timeout"]}">{inner}</Gather>'
    )
    body = f"<Response>{gather}{values['after']}</Response>".encode()
    return Page(f"{PUBLIC}/hotline/at/{place}?{query}", 200, "text/xml", body, ("ring",))


GOOD = make(menu(GREETING, PERSON, TODAY, CHOOSE))
WRONG = "lang=en&pace=ordinary&k=1&wrong=1"
TWICE = "lang=en&pace=ordinary&k=1&wrong=2"
SILENT = "lang=en&pace=ordinary&k=1&silences=1"
BROKEN: tuple[tuple[Rule, Page], ...] = (
    (carrier.is_answered, replace(GOOD, status=500)),
    (carrier.is_answered, replace(GOOD, kind="text/html")),
    (carrier.is_valid, make("<Speak>Hello</Speak>")),
    (carrier.is_valid, replace(GOOD, body=b"<Response><Say>")),
    (carrier.is_small, make(say("Hello. " * 10_000))),
    (carrier.has_whole_addresses, make(say("Hello."), after="<Redirect>/hotline/at/today</Redirect>")),
    (carrier.has_whole_addresses, make(say("Hello."), place="people/" + "1" * 48)),
    (carrier.hides_people, make(say("Hello."), place="sent/472016")),
    (carrier.hides_people, make(say("Hello."), query="lang=en&from=12025550142")),
    (carrier.speaks_within_limits, make(say("Hello. " * 700))),
    (carrier.speaks_within_limits, make('<Say voice="Polly.Amy" language="fr-FR">Bonjour.</Say>')),
    (carrier.speaks_within_limits, make(say("é" * 1000))),
    (carrier.speaks_within_limits, make(say(""))),
    (carrier.plays_what_exists, make(f"<Play>{PUBLIC}/media/none.wav</Play>")),
    (carrier.goes_on, make(say("Hello."), after="")),
    (carrier.goes_on, make(say("Hello."), after="<Hangup/>")),
    (carrier.goes_on, make(say("Goodbye."), place="goodbye")),
    (voice.names_option_first, make(menu(PERSON, "Press 1 to hear a story."))),
    (voice.names_option_first, make(say("Appuyez sur le 1 pour une histoire.", "fr"))),
    (voice.names_option_first, make(say("El 1 para una historia.", "es"))),
    (voice.offers_five_at_most, make(menu(*(f"For this, press {key}." for key in "012345")))),
    (voice.offers_person_in_time, make(menu(GREETING, TODAY, PERSON))),
    (voice.offers_person_in_time, make(menu(PERSON, TODAY), "choose", SILENT)),
    (voice.offers_person_in_time, make(menu(NOTHING, TODAY), "choose", WRONG)),
    (voice.offers_help_after_two, make(menu(NOTHING, TODAY, PERSON), "choose", TWICE)),
    (voice.offers_help_after_two, make(menu(NOTHING, "For help, press 7."), "choose", TWICE)),
    (voice.waits_ten_seconds, make(menu(PERSON), timeout=5)),
    (voice.waits_ten_seconds, make(menu("Step one."), "make/240/1", timeout=30)),
    (voice.greets_briefly, make(menu("Hello. " * 26, PERSON))),
    (voice.breathes_between_options, make(say(PERSON) + say(TODAY))),
    (voice.breathes_between_options, make(say(f"{PERSON} {TODAY}"))),
    (voice.says_when_a_key_is_wrong, make(menu(PERSON), "choose", WRONG)),
    (voice.says_when_a_key_is_wrong, make(menu(NOTHING, PERSON), "choose")),
    (words.fills_everything_in, make(say("Hello, {name}."))),
    (words.speaks_its_language, make(say("Bonjour, et bienvenue.", "fr"), "choose")),
    (words.says_what_its_voice_speaks, make(say("Pour une histoire, appuyez sur le un avec nous."))),
    (words.says_numbers_in_words, make(say("We open at 10:30."), "person")),
    (words.says_numbers_in_words, make(say("It takes about 4 minutes."), "item/214")),
    (words.says_numbers_in_words, make(say("There are 12 of us."), "choose")),
    (words.says_short_sentences, make(say("And " * 21 + "so."), "help")),
    (words.dictates_twice, make(say("A pencil, please. It is 47, 20, 16."), "sent/1")),
    (words.dictates_twice, make(say("It is 47, 20, 16. Again: 47, 20, 16."), "sent/1")),
    (words.offers_what_it_is, make("")),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "page"), BROKEN, ids=lambda one: getattr(one, "__name__", ""))
def test_rule_finds_what_breaks_it(rule: Rule, page: Page) -> None:
    assert list(rule(page, BOOK))


@pytest.mark.parametrize("rule", sorted({rule for rule, _ in BROKEN}, key=lambda rule: rule.__name__))
def test_rule_lets_a_good_document_pass(rule: Rule) -> None:
    assert list(rule(GOOD, BOOK)) == []


AFTER = make(HUSHED + menu(PERSON, TODAY))
MISSED = make(HUSHED + menu(NOTHING, TODAY), "lobby", WRONG)
PLAYING = make(say("Once upon a time."), "item/214/20~today", "lang=en&k=1&t=1")
LATER = make(HUSHED + say("A time."), "item/214/60~today", "lang=en&k=1&t=1&wrong=1")
PERSONAL = make(HUSHED + menu("I'm ringing somebody."), "person")
MISSTEPS: tuple[tuple[StepRule, Step], ...] = (
    (keys.gives_the_handset_time, Step(GOOD, "1", make(menu(PERSON), "choose"))),
    (keys.star_goes_back, Step(make("", "people/2"), "*", GOOD)),
    (keys.star_goes_back, Step(make("", "after/214~mood.calm"), "*", GOOD)),
    (keys.hash_goes_on, Step(GOOD, "#", MISSED)),
    (keys.nine_says_it_again, Step(make("", "choose"), "9", AFTER)),
    (keys.nine_says_it_again, Step(PLAYING, "9", PLAYING)),
    (keys.zero_reaches_a_person, Step(GOOD, "0", AFTER)),
    (keys.wrong_key_changes_nothing, Step(make("", "choose"), "8", MISSED)),
    (keys.wrong_key_changes_nothing, Step(PLAYING, "3", LATER)),
    (keys.seven_goes_back_ten_seconds, Step(PLAYING, "7", LATER)),
    (keys.seven_goes_back_ten_seconds, Step(PLAYING, "5", PLAYING)),
    (keys.spoken_keys_work, Step(GOOD, "1", MISSED)),
    (keys.nobody_is_hung_up_on, Step(GOOD, "3", make(say("Bye."), after="<Hangup/>"))),
)  # fmt: skip
STEPS = (Step(GOOD, "1", AFTER), Step(GOOD, "0", PERSONAL), Step(GOOD, "*", AFTER), Step(GOOD, "9", AFTER))


@pytest.mark.parametrize(("rule", "step"), MISSTEPS, ids=lambda one: getattr(one, "__name__", ""))
def test_rule_finds_the_misstep(rule: StepRule, step: Step) -> None:
    assert list(rule(step, BOOK))
    assert [words for good in STEPS for words in rule(good, BOOK)] == []


def test_silence_that_goes_in_circles_is_found() -> None:
    circle = make(menu(PERSON), "choose")
    assert keys.find_deaf_silences(Crawl([Step(circle, "wait", circle)], [circle]))
    assert keys.find_deaf_silences(Crawl([Step(circle, "wait", PLAYING)], [circle])) == []


LOBBY = (Button("1 Today's story", "today"), Button("2 Choose", "choose"), Button("0 A person", "person"))
BACK = (Button("Back", "lobby"), Button("0 A person", "person"))
HELLO = ({"text": "Hello! This is the story line, and we are glad that you are here."},)
LONG = HOUSE.items[214].words["en"]
SCREEN = Screen("Rosa", "en", "/start", "lobby", HELLO, LOBBY, 1, (("sendMessage", ""),), False)
ITEM = replace(SCREEN, place="item/214", buttons=BACK)
REFUSED = (("sendMessage", "Bad Request: message text is empty"),)
SCREENS: tuple[tuple[ChatRule, Screen], ...] = (
    (chat.fits_into_telegram, replace(SCREEN, fresh=({"text": "🐌" * 2049},))),
    (chat.fits_into_telegram, replace(SCREEN, fresh=({"caption": "é" * 1025},))),
    (chat.fits_into_telegram, replace(SCREEN, buttons=(Button("Here", "é" * 33),))),
    (chat.fits_into_telegram, replace(SCREEN, buttons=(Button("Here", ""),))),
    (chat.answers_everything, replace(SCREEN, fresh=())),
    (chat.answers_everything, replace(SCREEN, is_press=True)),
    (chat.is_never_refused, replace(SCREEN, calls=REFUSED)),
    (chat.keeps_one_keyboard, replace(SCREEN, keyboards=2)),
    (chat.labels_every_button, replace(SCREEN, buttons=(Button("1 ", "today"),))),
    (chat.labels_every_button, replace(SCREEN, buttons=(Button("Today's story", "today"),))),
    (chat.labels_every_button, replace(SCREEN, buttons=(Button("1 One", "a"), Button("1 Two", "b")))),
    (chat.leads_back_and_to_people, replace(SCREEN, place="help")),
    (chat.leads_back_and_to_people, replace(SCREEN, buttons=LOBBY[:2])),
    (chat.leads_back_and_to_people, replace(SCREEN, place="choose")),
    (chat.gives_every_word, replace(ITEM, fresh=({"text": LONG.title},))),
    (chat.reads_it_all, replace(ITEM, action="[read/214]")),
    (chat.writes_its_language, replace(SCREEN, fresh=({"text": "Bonjour, et bienvenue dans cette maison."},))),
    (chat.writes_its_language, replace(SCREEN, buttons=(Button("1 Une histoire pour vous et pour nous", "today"),))),
    (chat.speaks_of_buttons, replace(SCREEN, fresh=({"text": "Try another, then press the hash key."},))),
    (chat.speaks_of_buttons, replace(SCREEN, fresh=({"text": "For a story, press 1."},))),
    (chat.fills_every_gap, replace(SCREEN, fresh=({"text": "Hello, {name}."},))),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "screen"), SCREENS, ids=lambda one: getattr(one, "__name__", ""))
def test_rule_finds_the_bad_screen(rule: ChatRule, screen: Screen) -> None:
    assert list(rule(screen, BOOK))
    assert list(rule(SCREEN, BOOK)) == []
