"""All rules of the telephone, and what a whole crawl must have seen."""

from __future__ import annotations

from collections.abc import Sequence

from tests.crawl import rules_of_the_carrier as carrier
from tests.crawl import rules_of_the_keys as keys
from tests.crawl import rules_of_the_voice as voice
from tests.crawl import rules_of_words as words
from tests.crawl.book import Book, Rule, StepRule, find_breaches, find_missteps
from tests.crawl.crawler import Crawl

PAGE_RULES: tuple[Rule, ...] = (
    carrier.is_answered, carrier.is_valid, carrier.is_small, carrier.has_whole_addresses, carrier.hides_people,
    carrier.speaks_within_limits, carrier.plays_what_exists, carrier.goes_on,
    voice.names_option_first, voice.offers_five_at_most, voice.offers_person_in_time, voice.offers_help_after_two,
    voice.waits_ten_seconds, voice.greets_briefly, voice.breathes_between_options, voice.says_when_a_key_is_wrong,
    words.fills_everything_in, words.speaks_its_language, words.says_what_its_voice_speaks,
    words.says_numbers_in_words, words.says_short_sentences, words.dictates_twice, words.offers_what_it_is,
)  # fmt: skip
STEP_RULES: tuple[StepRule, ...] = (
    keys.gives_the_handset_time, keys.star_goes_back, keys.hash_goes_on, keys.nine_says_it_again,
    keys.zero_reaches_a_person, keys.wrong_key_changes_nothing, keys.seven_goes_back_ten_seconds,
    keys.spoken_keys_work, keys.nobody_is_hung_up_on,
)  # fmt: skip
PLACES = frozenset({
    "lobby", "choose", "people", "moods", "walks", "number", "item", "after", "make", "walk", "left", "ask", "review",
    "sent", "person", "language", "help", "privacy", "forget", "hush", "message",
})  # fmt: skip


def judge(
    crawl: Crawl, book: Book, pages: Sequence[Rule] = PAGE_RULES, steps: Sequence[StepRule] = STEP_RULES
) -> dict[str, list[str]]:
    """Every rule that was broken, with where and how."""
    found = {rule.__name__: find_breaches(crawl, book, rule) for rule in pages}
    found |= {rule.__name__: find_missteps(crawl, book, rule) for rule in steps}
    found["silence_leads_to_content"] = keys.find_deaf_silences(crawl)
    return {name: breaches for name, breaches in found.items() if breaches}


def find_unseen(crawl: Crawl, book: Book) -> set[str]:
    """Places at which no key was pressed, items that nobody entered, and a goodbye that nobody heard."""
    entered = {page.place for page in crawl.pages}
    items = {f"item/{number}" for number in book.catalogue.items}
    return (PLACES - {page.head for page in crawl.opened}) | (items - entered) | ({"goodbye"} - entered)
