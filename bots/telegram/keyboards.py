"""Buttons under a message: the digit one presses on the telephone, then words; back and a person on every screen."""

from __future__ import annotations

from collections.abc import Iterator

from bots.telegram.outgoing import Button, Keyboard
from bots.telegram.typography import direct, units
from scenes.scene import Choice, Scene

DATA_BYTES = 64  # InlineKeyboardButton.callback_data
SHORT_LABEL = 20  # units; two such buttons stand beside each other on a small telephone
LAST = ("*", "0")


def lay_out(scene: Scene, extra: tuple[Button, ...], back: str, person: str) -> Keyboard:
    """The scene's choices, one or two in a row, then the way back and the way to a person."""
    shown = [
        choice for choice in scene.choices if choice.label and choice.key not in LAST and is_sendable(choice)
    ]
    buttons = (*extra, *(_button(choice, scene.language) for choice in shown))
    last = (*_last(scene, "*", back, scene.back), *_last(scene, "0", person, "person"))
    return (*_rows(buttons), *((last,) if last else ()))


def is_sendable(choice: Choice) -> bool:
    """Whether the target fits into a button."""
    return 1 <= len(choice.target.encode()) <= DATA_BYTES


def _last(scene: Scene, key: str, label: str, target: str) -> tuple[Button, ...]:
    """The way back, or to a person: as the scene words it, else in the chat's own words; not to where one is."""
    choice = next((one for one in scene.choices if one.key == key), None) or Choice(key, target)
    if choice.target == scene.place.partition("/")[0]:
        return ()
    worded = choice.label or label
    return (_button(Choice(key, choice.target, worded), scene.language),)


def _button(choice: Choice, language: str) -> Button:
    """A star or a hash says nothing to somebody without telephone keys: those buttons have words alone."""
    words = f"{choice.key} {choice.label}" if choice.key.isdecimal() else choice.label
    return Button(direct(words, language), choice.target)


def _rows(buttons: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    waiting: tuple[Button, ...] = ()
    for button in buttons:
        if units(button.text) > SHORT_LABEL:
            yield from ((waiting,) if waiting else ())
            waiting = ()
            yield (button,)
        elif waiting:
            yield (*waiting, button)
            waiting = ()
        else:
            waiting = (button,)
    if waiting:
        yield waiting
