"""A small museum made by hand: six people, some items of every kind, a trail and a serial, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from content.catalogue import (
    Audience,
    Catalogue,
    Intent,
    Item,
    ItemKind,
    Language,
    Line,
    Opening,
    Prompt,
    Series,
    SeriesKind,
    Sound,
    Speaker,
    Thread,
    Words,
)  # fmt: skip
from scenes.visit import Visit
from visitors.people import Channel, Visitor

PROMPTS = Path(__file__).parents[2] / "content" / "library" / "prompts"
LANGUAGES = ("en", "fr", "es")
ZONE = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 3, 10, 11, 0, tzinfo=ZONE)
PEOPLE = {"ana": "curator", "joseph": "guard", "samira": "cleaner", "ruth": "volunteer", "grace": "educator"}
ROLES = {slug: {code: f"{role} {code}" for code in LANGUAGES} for slug, role in PEOPLE.items()}
SPEAKERS = {slug: Speaker(slug, slug.title(), role) for slug, role in ROLES.items()}
NAMES = {"en": "English", "fr": "Français", "es": "Español"}


def read_prompts(code: str) -> dict[str, str]:
    """The shipped prompts of a language, keys flattened with dots."""
    tables = tomllib.loads((PROMPTS / f"{code}.toml").read_text(encoding="utf-8"))
    return dict(_flatten(tables))


def _flatten(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{key}.")
        else:
            yield before + key, value


def make_words(title: str, code: str, **more: Any) -> Words:
    """An item's words: three sentences, about half a minute."""
    text = ("One sentence of ten words lies here for the ear. " * 6).strip()
    teaser = f"a teaser for {title}"
    return Words(
        f"{title} {code}", teaser, (text, "What would you do?"), "A picture.", f"Credit of {title}.", **more
    )


def make_item(
    number: int, speaker: str, intent: Intent, kind: ItemKind = ItemKind.STORY, **more: Any
) -> Item:
    """An item in three languages, or in those of `codes`."""
    codes, words = more.pop("codes", LANGUAGES), more.pop("words", {})
    told = {code: make_words(f"Item {number}", code, **words) for code in codes}
    audience = more.pop("audience", Audience.EVERYONE)
    return Item(number, kind, SPEAKERS[speaker], intent, audience, told, **more)


STEPS = {"needed": ("A cup.", "Some wool."), "steps": ("Hold it.", "Turn it."), "ending": ("Well done.",)}
SAYS = {code: f"something near {code}" for code in LANGUAGES}
SOUND = Sound(200.0, "abc/phone.wav", "abc/chat.ogg")
ITEMS = (
    make_item(214, "ana", Intent.WONDER, asks=True, threads=(Thread(305, SAYS),), words={"sound": SOUND}),
    make_item(220, "ana", Intent.STORY, asks=True),
    make_item(230, "joseph", Intent.SMILE, ItemKind.SMILE),
    make_item(231, "samira", Intent.SMILE, ItemKind.SMILE, audience=Audience.CHILDREN),
    make_item(240, "grace", Intent.MAKE, ItemKind.ACTIVITY, words=STEPS),
    make_item(
        241, "grace", Intent.MAKE, ItemKind.ACTIVITY, words={"steps": ("Sit.",)}, audience=Audience.CHILDREN
    ),
    make_item(250, "ruth", Intent.DOUBT, sensitive=True, words={"warning": "This speaks of a death."}),
    make_item(260, "grace", Intent.CALM, ItemKind.ACTIVITY, audience=Audience.GROUP, words=STEPS),
    make_item(270, "joseph", Intent.CALM, codes=("en",)),
    make_item(281, "samira", Intent.WONDER),
    make_item(282, "samira", Intent.WONDER, sensitive=True, words={"warning": "This speaks of arsenic."}),
    make_item(283, "samira", Intent.WONDER),
    make_item(305, "joseph", Intent.CALM, threads=(Thread(999, SAYS), Thread(214, SAYS))),
    make_item(311, "ruth", Intent.SMILE, asks=True),
    make_item(312, "ruth", Intent.WONDER),
    make_item(313, "ruth", Intent.STORY),
    make_item(314, "ruth", Intent.STORY),
    make_item(315, "ruth", Intent.STORY),
    make_item(1400, "ana", Intent.STORY, audience=Audience.CHILDREN),
)
SERIES = {
    "three-blues": Series(
        "three-blues", SeriesKind.SERIAL, SPEAKERS["samira"], dict.fromkeys(LANGUAGES, "Three blues"),
        dict.fromkeys(LANGUAGES, "the story of a colour"), (281, 282, 283), frozenset({0, 3}),
    ),
    "guests": Series(
        "guests", SeriesKind.TRAIL, SPEAKERS["ruth"], dict.fromkeys(LANGUAGES, "Guests"),
        dict.fromkeys(LANGUAGES, "five animals who got in"), (311, 312, 313, 314, 315),
    ),
}  # fmt: skip
LINE = Line(
    "main", "+33123456789", "en", "Europe/Paris", tuple(Opening(day, time(10), time(17)) for day in (1, 2, 3, 4, 5)),
    region="FR", staff_phone="+33123456700",
)  # fmt: skip


@lru_cache
def make_catalogue() -> Catalogue:
    """Everything published, with the prompts that are shipped."""
    languages = {code: Language(code, NAMES[code], code, f"voice-{code}") for code in LANGUAGES}
    prompts = {code: {key: Prompt(text) for key, text in read_prompts(code).items()} for code in LANGUAGES}
    items = {item.number: item for item in ITEMS}
    return Catalogue(1, languages, (LINE,), SPEAKERS, items, SERIES, prompts, "en")


def make_visit(language: str = "en", channel: Channel = Channel.PHONE, **more: Any) -> Visit:
    """A visit on a Tuesday at eleven; somebody the line does not know yet, unless told otherwise."""
    visit = Visit(
        make_catalogue(), LINE, channel, language, language != "en", TUESDAY, "the Museum of Small Things"
    )
    return replace(visit, **more)


def make_visitor(**more: Any) -> Visitor:
    """Somebody the line knows."""
    return Visitor(more.pop("id", 1), **more)
