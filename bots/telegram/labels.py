"""The few words that the chat adds to a scene, in the scene's language."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue import Catalogue
from scenes.sayings import speak


@dataclass(frozen=True, slots=True)
class Labels:
    """Words for buttons and headings; `told_by` and `number` have names to fill in."""

    read: str
    needed: str
    told_by: str
    number: str
    back: str
    person: str


KEYS = ("chat.read", "make.needed", "chat.told_by", "chat.number", "keys.back.button", "lobby.person.button")


def label(catalogue: Catalogue, language: str) -> Labels:
    """The chat's own words in a language; the house's where a translation is missing."""
    return Labels(*(speak(catalogue, language, key).text for key in KEYS))
