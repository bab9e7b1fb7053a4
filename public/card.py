"""What stands on the printed card: taken from the menus as they are entered, so that what is read is what is heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from content.catalogue import Catalogue, Intent, Line
from public.print.codes import Code
from public.print.hours import write_hours
from public.print.words import say
from scenes import visiting
from scenes.lists import TODAY, is_unasked, numbers_of
from scenes.scene import Choice, Scene
from scenes.visit import Visit
from visitors.people import Channel, Visitor

EVERYWHERE = ("0", "9", "#", "*")
# These three belong to the telephone alone and stand in no scene.
PLAYER = {"5": "pause", "7": "back_ten", "8": "slower"}
COMMON = {"9": "again", "#": "skip", "*": "back"}
EACH_MOOD = 2
NO_DAY = datetime(2000, 1, 3, 12, tzinfo=UTC)  # nothing on paper may depend on the day it was printed


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """Keys that work at one moment of a visit."""

    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Items worth knowing, under the mood they are for."""

    mood: str
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on the card in one language. `number` is empty where the line has none."""

    museum: str
    title: str
    hello: str
    number: str
    codes: tuple[Code, ...]
    person: str
    sections: tuple[Section, ...]
    numbers: tuple[Numbers, ...]
    numbers_title: str
    numbers_how: str


def read_card(catalogue: Catalogue, language: str, museum: str, chat: str) -> Card:
    """The card as the line is now; `chat` is the bot's name on Telegram, empty where there is none."""
    visit = imagine(catalogue, language, museum)
    lobby, choose = visiting.enter("lobby", visit), visiting.enter("choose", visit)
    line, key = visit.line, {choice.target: choice.key for choice in (*choose.choices, *lobby.choices)}
    sections = (
        Section(say(language, "card.lobby"), _keys(lobby.choices, language)),
        Section(say(language, "card.choose", key=key["choose"]), _keys(choose.choices, language)),
        Section(say(language, "card.playing"), _player(language)),
        Section(say(language, "card.always"), _everywhere(lobby, choose, language)),
    )
    how = [say(language, "numbers.how", key=key["number"])]
    return Card(
        museum=capital(visit.museum),
        title=say(language, "card.title", museum=visit.museum),
        hello=say(language, "card.hello"),
        number=show_number(line),
        codes=make_codes(line, language, chat),
        person=_say_person(visit, key["person"]),
        sections=sections,
        numbers=_numbers(visit),
        numbers_title=say(language, "numbers.title"),
        numbers_how=" ".join([*how, say(language, "numbers.chat")] if chat else how),
    )


def imagine(catalogue: Catalogue, language: str, museum: str) -> Visit:
    """A visit that nobody makes: by telephone, in a language that was chosen, with something left unfinished."""
    line = find_line(catalogue, language)
    item = next(iter(numbers_of(catalogue, language, TODAY)), None)
    name = museum or catalogue.prompt(language, "museum.name").text
    return Visit(catalogue, line, Channel.PHONE, language, True, NO_DAY, name, Visitor(0, item=item))


def find_line(catalogue: Catalogue, language: str) -> Line:
    """The line that answers in a language, else the first."""
    return next((line for line in catalogue.lines if line.language == language), catalogue.lines[0])


def find_number_key(visit: Visit) -> str:
    """The key after which the line listens for an item's number."""
    choices = visiting.enter("lobby", visit).choices
    return next((choice.key for choice in choices if choice.target == "number"), "5")


def show_number(line: Line) -> str:
    """The line's number as people of its country write it, else with the code of its country."""
    number = _parse(line.number)
    if number is None:
        return ""
    is_home = number.country_code == phonenumbers.country_code_for_region(line.region[:2])
    style = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def make_codes(line: Line, language: str, chat: str, start: str = "") -> tuple[Code, ...]:
    """To ring, and to write; `start` is what the chat begins with."""
    codes, number = [], _parse(line.number)
    if number is not None:
        target = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        codes.append(Code(f"tel:{target}", say(language, "card.ring")))
    if chat:
        address = f"https://t.me/{chat}" + (f"?start={start}" if start else "")
        codes.append(Code(address, say(language, "card.chat", name=f"t.me/{chat}")))
    return tuple(codes)


def _parse(number: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _say_person(visit: Visit, key: str) -> str:
    """When a person answers; where nobody ever does, that one may leave a message."""
    line, language = visit.line, visit.language
    if not line.staff_phone or not line.hours:
        return say(language, "card.unstaffed", key=key)
    hours = write_hours(line, language, visit.catalogue.languages[language].locale)
    return say(language, "card.staffed", key=key, hours="; ".join(hours))


def _keys(choices: Iterable[Choice], language: str) -> tuple[Key, ...]:
    """The keys of a menu in the order of the digits; those that work everywhere stand elsewhere."""
    own = [choice for choice in choices if choice.key not in EVERYWHERE]
    return tuple(
        Key(choice.key, choice.label or say(language, f"keys.{choice.target}"))
        for choice in sorted(own, key=lambda choice: choice.key)
    )


def _player(language: str) -> tuple[Key, ...]:
    return tuple(Key(key, say(language, f"keys.{name}")) for key, name in PLAYER.items())


def _everywhere(lobby: Scene, choose: Scene, language: str) -> tuple[Key, ...]:
    """The keys that mean the same at any time, a person first, in the words of the lobby where it has some."""
    labels = {choice.key: choice.label for choice in lobby.choices if choice.label}
    working: Sequence[str] = [key for key in EVERYWHERE if choose.target(key) is not None]
    return tuple(Key(key, labels.get(key) or say(language, f"keys.{COMMON[key]}")) for key in working)


def _numbers(visit: Visit) -> tuple[Numbers, ...]:
    """Two items for each mood, of those that may be told to anybody."""
    found = [(mood, _of_mood(visit, mood)) for mood in Intent]
    text = visit.catalogue.prompt
    return tuple(
        Numbers(capital(text(visit.language, f"moods.{mood}").text), items) for mood, items in found if items
    )


def _of_mood(visit: Visit, mood: Intent) -> tuple[tuple[int, str], ...]:
    items = visit.catalogue.items
    numbers = numbers_of(visit.catalogue, visit.language, f"mood.{mood}")
    open_ = [number for number in numbers if is_unasked(items[number])][:EACH_MOOD]
    return tuple((number, items[number].words[visit.language].title) for number in open_)


def capital(words: str) -> str:
    """Words as they begin a line of their own."""
    return words[:1].upper() + words[1:]
