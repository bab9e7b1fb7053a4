"""Menus: whole sentences for the ear, words for the buttons, and the keys that mean the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scenes.sayings import knows, prompt, text
from scenes.scene import Choice, Saying, Scene
from scenes.visit import Visit
from visitors.people import Channel

PATIENCE = 2  # wrong keys after which help and a person are offered instead of the choices


def option(visit: Visit, key: str, target: str, name: str, /, **names: object) -> Choice:
    """A spoken choice from the prompts `<name>.say` (or `.short`, for those who know it) and `<name>.button`."""
    brief = (visit.silences or not visit.newcomer) and knows(visit, f"{name}.short")
    names = {"key": key, **names} if names else {}
    spoken = prompt(visit, f"{name}.short" if brief else f"{name}.say", **names)
    label = text(visit, f"{name}.button", **names)
    return Choice(key, target, label[:1].upper() + label[1:], spoken)


def unspoken(visit: Visit, key: str, target: str, name: str = "") -> Choice:
    """A choice that works without being said; with a name it has a button in the chat."""
    return Choice(key, target, text(visit, f"{name}.button") if name else "")


def offer(
    visit: Visit,
    place: str,
    options: tuple[Choice, ...],
    *,
    says: tuple[Saying, ...] = (),
    back: str = "lobby",
    onward: str = "today",
    once_more: bool = False,
    person: bool = True,
    **more: Any,
) -> Scene:
    """A menu. Silence leads `onward`, after saying it once more where asked to; so does the hash key.

    After a silence or a wrong key the introduction is left out, and the person comes last."""
    choices = (*options, *_universal(visit, place, options, back, onward))
    if visit.wrong >= PATIENCE:
        choices = _rescue(visit, place, choices)
    elif person and is_shaken(visit):
        choices = _person_last(visit, choices)
    silence = place if once_more and not visit.silences else onward
    more = {"silence": silence, "wait": visit.line.wait, **more}
    return Scene(place, visit.language, greet(visit, says), choices, **more)


def greet(visit: Visit, says: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """What comes before the choices: the introduction, or a word about the key that does nothing."""
    if visit.wrong:
        return (prompt(visit, "keys.nothing"),)
    return () if visit.silences else says


def person_last(visit: Visit) -> tuple[Saying, ...]:
    """A person, offered after all else to somebody who was silent or pressed a wrong key, where no menu is said."""
    return (prompt(visit, "keys.person.say"),) if is_shaken(visit) else ()


def is_shaken(visit: Visit) -> bool:
    """Whether somebody was silent or pressed a wrong key here, and may need a person."""
    return bool(visit.silences or visit.wrong)


def shows(visit: Visit, *keys: str, **names: object) -> tuple[str, ...]:
    """The words for the chat, where they differ from what is said; nothing on the telephone."""
    return tuple(text(visit, key, **names) for key in keys) if is_chat(visit) else ()


def is_chat(visit: Visit) -> bool:
    """Whether this visit is written."""
    return visit.channel == Channel.CHAT


def universal(visit: Visit, place: str, back: str, onward: str) -> tuple[Choice, ...]:
    """The keys that mean the same everywhere: back, done or skip, hear it again, a person."""
    label = text(visit, "keys.back.button") if is_chat(visit) and place != back else ""
    return (Choice("*", back, label), Choice("#", onward), Choice("9", place), Choice("0", "person"))


def _universal(
    visit: Visit, place: str, options: tuple[Choice, ...], back: str, onward: str
) -> tuple[Choice, ...]:
    taken = {choice.key for choice in options}
    return tuple(choice for choice in universal(visit, place, back, onward) if choice.key not in taken)


def _person_last(visit: Visit, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    person = next(choice for choice in choices if choice.key == "0")
    others = tuple(choice for choice in choices if choice.key != "0")
    return (*others, replace(person, spoken=prompt(visit, "keys.person.say")))


def _rescue(visit: Visit, place: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """After two wrong keys: help, the choices once more, and a person. All that was offered still works."""
    taken = {choice.key for choice in choices if choice.target != "help"}
    free = next((key for key in "76581234" if key not in taken), None)
    if free is None:
        return _person_last(visit, choices)
    quiet = [replace(choice, spoken=None) for choice in choices if choice.key not in {free, "9", "0"}]
    names = {"key": free}
    return (
        *quiet,
        Choice(free, "help", text(visit, "keys.help.button"), prompt(visit, "keys.help.say", **names)),
        Choice("9", place, "", prompt(visit, "keys.choices.say")),
        Choice("0", "person", "", prompt(visit, "keys.person.say")),
    )
