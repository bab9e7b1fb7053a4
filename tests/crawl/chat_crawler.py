"""Walks through the whole chat: every kind of button, command, link, number, word, and whatever else people send."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from scenes.places import parse
from scenes.words import COMMANDS
from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import OGG, make_png
from tests.crawl.chat_house import ChatHouse
from tests.crawl.opening import LANGUAGES
from tests.crawl.screens import Json, Screen, read_buttons
from tests.crawl.shapes import describe, find_item

MOST_PRESSES = 250
LINKS = (
    "item-214",
    "item-999",
    "item-",
    "item-21x",
    "item-0202",
    "item-202-and-more",
    "x",
    "e17_de",
    "i202",
    "A" * 64,
)
ODD_COMMANDS = ("/nonsense", "/START", "/today@{bot}", "/", "/start@", "/help me please")
DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "1.", "٣")
NUMBERS = ("999", "0214", "123456", "12345678", "12 34 56", "1" * 40)
WORDS = {
    "en": (
        "story",
        "HELP!",
        "Good morning",
        "menu",
        "joke",
        "hm",
        "français",
        "Who painted the first ever snail?",
    ),
    "fr": (
        "histoire",
        "aide",
        "Bonjour",
        "menu",
        "une blague",
        "hm",
        "español",
        "Qui a peint le premier escargot ?",
    ),
    "es": (
        "cuento",
        "ayuda",
        "Buenos días",
        "menú",
        "un chiste",
        "hm",
        "english",
        "¿Quién pintó el primer caracol?",
    ),
}
DIGITS_AT, WORDS_AT, LABELS_AT = (
    ("lobby", "item/{story}", "number", "ask"),
    ("lobby", "ask"),
    ("lobby", "choose", "item/{story}"),
)
DEEDS = (("ask", ("send", "again", "throw")), ("message", ("send", "*")), ("lobby", ("send", "0")))
MANY = 25  # actions of one person; a long chat takes long to look at
PASSING = re.compile(r"(?:send|throw|again|review|sent|speak)/|forget/yes")


@dataclass
class ChatCrawl:
    """Every screen that was seen, in its order."""

    screens: list[Screen] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)


class ChatCrawler:
    """One person in the chat, whose app has a language."""

    def __init__(self, house: ChatHouse, language: str) -> None:
        self.house, self.language, self.crawl = house, language, ChatCrawl()
        self.catalogue = house.house.shelf.catalogue
        self.story = str(next(iter(self.catalogue.items)))
        self.person: Chatter = house.chat(f"Crawler {language}", language)
        self._done = 0
        self._shown: list[Json] = []

    def run(self) -> ChatCrawl:
        """Everything there is."""
        self._press_everything()
        for link in (*LINKS, *(f"item-{number}" for number in self.catalogue.items)):
            self.opens(link)
        bot = self.person.view()["bot"]["username"]
        commands = (*(f"/{name}" for name in COMMANDS), *(one.format(bot=bot) for one in ODD_COMMANDS))
        for text in (*commands, *NUMBERS, *map(str, list(self.catalogue.items)[:3])):
            self.says(text)
        self._say_everything(DIGITS_AT if self.language == LANGUAGES[0] else DIGITS_AT[:1], DIGITS)
        self._say_everything(WORDS_AT, WORDS[self.language])
        self._say_labels()
        self._ask_everything()
        self._speak_and_forget()
        return self.crawl

    def arrives(self) -> Screen:
        """Somebody new, in an empty chat."""
        self.person.puts_away()
        self.person, self._done = (
            self.house.chat(f"Crawler {self.language} {len(self.crawl.screens)}", self.language),
            0,
        )
        self._shown = []
        return self.opens("")

    def opens(self, payload: str) -> Screen:
        """A printed code."""
        return self._do(f"/start {payload}", lambda: self.person.opens(payload))

    def says(self, text: str) -> Screen:
        """Words, a command, a number."""
        return self._do(text, lambda: self.person.says(text))

    def presses(self, data: str) -> Screen:
        """A button that was seen somewhere."""
        self.crawl.pressed.add(data)
        return self._do(f"[{data}]", lambda: self.person.presses_data(data, self._newest()), is_press=True)

    def _press_everything(self) -> None:
        """One button of each kind, breadth first."""
        waiting = deque(sorted(self.arrives().data))
        known: set[tuple[object, ...]] = set()
        while waiting:
            data = waiting.popleft()
            kind = self._kind(data)
            if kind in known or PASSING.match(data):
                continue
            known.add(kind)
            assert len(known) < MOST_PRESSES
            self._make_room()
            waiting.extend(sorted(self.presses(data).data))

    def _kind(self, data: str) -> tuple[object, ...]:
        """What is alike in buttons: one item of a kind is as good as another."""
        place = parse(data)
        item = find_item(place, self.catalogue) if place else None
        if place is None or item is None:
            return (data,)
        return place.head, len(place.parts), place.of.partition(".")[0], *describe(place, item, self.language)

    def _say_everything(self, places: tuple[str, ...], texts: tuple[str, ...]) -> None:
        """Digits and words, each from the same place."""
        for place in places:
            self.arrives()
            for text in texts:
                self._return(place)
                self.says(text)

    def _say_labels(self) -> None:
        """The words of a button mean the button."""
        self.arrives()
        for place in LABELS_AT:
            for button in self._return(place).buttons:
                self._return(place)
                self.says(button.text)

    def _make_room(self) -> None:
        if self._done >= MANY:
            self.arrives()

    def _return(self, place: str) -> Screen:
        screen = self.presses(place.format(story=self.story))
        return screen if screen.language == self.language else self.presses(f"speak/{self.language}")

    def _ask_everything(self) -> None:
        """Words, a voice, a picture: sent, said anew, thrown away; and what nobody here can open."""
        question = WORDS[self.language][-1]
        sayings: tuple[tuple[str, Callable[[], Chatter]], ...] = (
            ("words", lambda: self.person.says(question)),
            ("long words", lambda: self.person.says(f"{question} " * 80)),
            ("a voice", lambda: self.person.sends_voice(OGG, 3)),
            ("a photo", lambda: self.person.sends_photo(make_png(), question)),
        )
        for place, deeds in DEEDS:
            self.arrives()
            for (name, act), deed in product(sayings, deeds):
                self.presses(place)
                found = sorted(one for one in self._do(name, act).data if one.startswith(f"{deed}/"))
                _ = self.presses(found[0]) if found else self.says(deed)
        for name, act in self._unseen():
            self._do(name, act)

    def _unseen(self) -> Iterator[tuple[str, Callable[[], Chatter]]]:
        yield "a sticker", lambda: self.person.sends_sticker("🐌")
        yield "a location", lambda: self.person.sends_location(48.86, 2.33)
        yield "a document", lambda: self.person.sends_document("menu.pdf", b"%PDF-1.4 " + bytes(200))

    def _speak_and_forget(self) -> None:
        """Every language in turn, then all is deleted."""
        for language in (*LANGUAGES, self.language):
            self.presses("language")
            self.presses(f"speak/{language}")
        for data in ("help", "privacy", "forget", "forget/yes", "review/1", "sent/1", "nowhere", "item/999"):
            self.presses(data)

    def _do(self, action: str, act: Callable[[], Chatter], *, is_press: bool = False) -> Screen:
        before, self._done = len(self.house.ledger.calls), self._done + 1
        seen = {one["id"]: one for one in self._shown}
        act()
        messages = self._shown = self.person.messages()
        place, language = self._stands()
        screen = Screen(
            self.person.name, language, action, place,
            tuple(one for one in messages if one["is_bot"] and is_news(one, seen.get(one["id"]))),
            tuple(read_buttons(messages)), sum(bool(one["buttons"]) for one in messages),
            tuple(self.house.ledger.calls[before:]), is_press,
        )  # fmt: skip
        self.crawl.screens.append(screen)
        return screen

    def _newest(self) -> int:
        """The museum's last message."""
        return next((int(one["id"]) for one in reversed(self._shown) if one["is_bot"]), 1)

    def _stands(self) -> tuple[str, str]:
        """Where the visitor is now, and in which language."""
        rows = self.house.memory.look("SELECT place, language FROM visitors ORDER BY id DESC LIMIT 1")
        place, language = rows[0] if rows else ("", None)
        return place or "", language or self.language


def is_news(message: Json, before: Json | None) -> bool:
    """Whether a message came or changed; buttons that only went are no news."""
    if before is None:
        return True
    said = [(one.get("text"), one.get("caption")) for one in (message, before)]
    return said[0] != said[1] or (bool(message["buttons"]) and message["buttons"] != before["buttons"])
