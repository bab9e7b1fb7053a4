"""Words written in the chat: keys, numbers, the words of buttons, known words and commands, in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from content.catalogue import Catalogue
from scenes import numbers
from scenes.places import write
from scenes.scene import Scene
from scenes.visit import Visit

# A known word or command, and where it leads. The words stand in the prompts under `words.<name>`.
TARGETS: Mapping[str, str] = {
    "start": "lobby", "lobby": "lobby", "today": "today", "choose": "choose", "ask": "ask", "language": "language",
    "help": "help", "privacy": "privacy",
    "mydata": "mydata", "forget": "forget", "stop": "stop", "person": "person", "number": "number",
    "people": "people", "moods": "moods", "walks": "walks", "smile": "pick~smile", "make": "pick~hands",
}  # fmt: skip
COMMANDS = ("start", "today", "choose", "ask", "language", "help", "privacy", "mydata", "forget", "stop")
COMMAND = re.compile(r"/([a-z]+)(?:@\w+)?(?:\s+(\S+))?\s*", re.ASCII | re.IGNORECASE)
DEEP_LINK = re.compile(r"item-?(\d{3,4})", re.ASCII)
DIGITS = re.compile(r"\d+")
NUMBER_DIGITS = range(3, 9)
FEW_WORDS = 3
FIRST_DIGIT = re.compile(r"([0-9*#])\W*")


def understand(text: str, scene: Scene, visit: Visit) -> str | None:
    """The target that a text means in a scene; None where it is ordinary words."""
    plain = text.strip()
    command = COMMAND.fullmatch(plain)
    if command:
        return read_command(command[1].lower(), command[2] or "", visit)
    number = _read_number(plain)
    if number and not any(one.isalpha() for one in plain):
        return numbers.look_up(number, visit, "number")
    key = FIRST_DIGIT.fullmatch(plain)
    if key:
        return scene.target(key[1])
    known = _button(plain, scene) or known_words(visit.catalogue).get(fold(plain))
    return known or (numbers.look_up(number, visit, "number") if number else None)


def read_command(name: str, argument: str, visit: Visit) -> str | None:
    """Where a command leads; `/start item-214` is a link to an item. None where we know no such command."""
    link = DEEP_LINK.fullmatch(argument.lower())
    if name == "start" and link:
        return numbers.look_up(link[1], visit, "number")
    return TARGETS.get(name)


@lru_cache(maxsize=8)
def known_words(catalogue: Catalogue) -> Mapping[str, str]:
    """Folded words of every language and where they lead; a language by its own name is spoken from then on."""
    found = {fold(one.endonym): write("speak", one.code) for one in catalogue.languages.values()}
    for code in catalogue.languages:
        for name, target in TARGETS.items():
            listed = catalogue.prompts.get(code, {}).get(f"words.{name}")
            for word in listed.text.split(",") if listed else ():
                found.setdefault(fold(word), target)
    return found


def fold(text: str) -> str:
    """A text without case, accents and punctuation, so that somebody's hasty writing is understood."""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one)
    )
    return " ".join(re.findall(r"\w+", bare))


def _read_number(text: str) -> str:
    """The digits of "214!" and "48, 16, 19", as a ticket is spoken, and of "number 214, please"; else nothing."""
    groups = DIGITS.findall(text)
    is_bare = not any(one.isalpha() for one in text)
    digits = "".join(groups) if is_bare or (len(groups) == 1 and len(text.split()) <= FEW_WORDS) else ""
    return digits if len(digits) in NUMBER_DIGITS else ""


def _button(text: str, scene: Scene) -> str | None:
    """A button's words, with or without its digit."""
    wanted = fold(text)
    labels = ((choice, fold(choice.label)) for choice in scene.choices if choice.label)
    return next(
        (choice.target for choice, label in labels if wanted in {label, fold(f"{choice.key} {label}")}), None
    )
