"""Inline mode: an item sent from any chat into any other, as a card that leads to the story line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bots.telegram.cards import name_speaker
from bots.telegram.labels import label
from bots.telegram.typography import direct, escape
from content.catalogue import Words
from scenes import lists
from scenes.items import told
from scenes.sayings import speak
from scenes.scene import Card
from scenes.visit import Visit
from scenes.words import fold

MOST_RESULTS = 20  # Telegram takes 50; nobody scrolls that far
CACHE_SECONDS = 300


def find_items(query: str, visit: Visit) -> tuple[int, ...]:
    """Items that a few words or the beginning of a number mean; without words, those worth sharing today."""
    wanted = fold(query)
    found = _search(wanted, visit) if wanted else ()
    return tuple(dict.fromkeys(chain(found, () if found else _suggest(visit))))[:MOST_RESULTS]


def make_results(
    numbers: Sequence[int], visit: Visit, username: str, public_url: str
) -> list[InlineQueryResultArticle]:
    """Cards to choose from, in the language of the one who shares."""
    return [_make_card(number, visit, username, public_url) for number in numbers]


def _suggest(visit: Visit) -> Iterator[int]:
    """Today's story, then what this person has had, then the others of the day."""
    episode = lists.episode_of_the_day(visit)
    today = episode[1] if episode else lists.next_unheard(visit, lists.TODAY)
    yield from [today] if today else []
    yield from (number for number in sorted(visit.heard) if number in visit.catalogue.items)
    yield from lists.numbers_of(visit.catalogue, visit.language, lists.TODAY)


def _search(wanted: str, visit: Visit) -> tuple[int, ...]:
    """By number where it is one; else by every word in title, teaser or name, titles first."""
    items = visit.catalogue.items
    if wanted.isdecimal():
        return tuple(number for number in sorted(items) if str(number).startswith(wanted))
    ranked = (
        (_rank(wanted, told(visit, item)[0], item.speaker.name), number) for number, item in items.items()
    )
    return tuple(number for rank, number in sorted(ranked) if rank < 2)


def _rank(wanted: str, words: Words, name: str) -> int:
    """0: all words are in the title; 1: in title, teaser or name; 2: they are not."""
    parts, title = wanted.split(), fold(words.title)
    if all(part in title for part in parts):
        return 0
    whole = f"{title} {fold(words.teaser)} {fold(name)}"
    return 1 if all(part in whole for part in parts) else 2


def _make_card(number: int, visit: Visit, username: str, public_url: str) -> InlineQueryResultArticle:
    item = visit.catalogue.items[number]
    words, language = told(visit, item)
    labels = label(visit.catalogue, language)
    picture = (
        f"{public_url}/media/{item.picture}" if item.picture and public_url.startswith("https://") else None
    )
    by = name_speaker(Card(item, words, language), labels)
    told_of = [
        direct(escape(text), language) for text in (words.teaser, by, labels.number.format(number=number))
    ]
    listen = InlineKeyboardButton(
        direct(speak(visit.catalogue, language, "chat.listen").text, language),
        url=f"https://t.me/{username}?start=item-{number}",
    )
    return InlineQueryResultArticle(
        id=str(number),
        title=words.title,
        description=words.teaser,
        thumbnail_url=picture,
        reply_markup=InlineKeyboardMarkup([[listen]]),
        input_message_content=InputTextMessageContent(
            "\n".join([f"<b>{direct(escape(words.title), language)}</b>", *filter(None, told_of)]),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=picture is None, url=picture),
        ),
    )
