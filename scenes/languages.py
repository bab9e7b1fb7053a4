"""Choosing a language: each is offered in its own words and voice."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scenes import counting
from scenes.menu import offer, option, shows
from scenes.places import Place, write
from scenes.sayings import speak
from scenes.scene import Choice, Scene
from scenes.visit import Visit
from visitors import people
from visitors.tallies import What

PAGE = 3


def enter(place: Place, visit: Visit) -> Scene:
    """Three languages a page; the fourth key turns it."""
    codes = list(visit.catalogue.languages)
    last = -(-len(codes) // PAGE)
    page = min(max(place.number() or 1, 1), last)
    shown = codes[(page - 1) * PAGE : page * PAGE]
    options = tuple(_offer_language(visit, str(key), code) for key, code in enumerate(shown, 1))
    if last > 1:
        options = (*options, option(visit, "4", write("language", page % last + 1), "keys.more"))
    return offer(visit, place.text, options, onward="lobby", shows=shows(visit, "language.chat"))


def choose(session: Session, place: Place, visit: Visit) -> str:
    """Remember the language; a kind word in it follows."""
    code = place.parts[0] if place.parts else ""
    if code not in visit.catalogue.languages:
        return "language"
    if visit.visitor:
        if visit.visitor.language != code:
            counting.count(session, visit, What.LANGUAGE)
        people.choose_language(session, visit.visitor.id, code)
    return "lobby/spoken"


def _offer_language(visit: Visit, key: str, code: str) -> Choice:
    spoken = speak(visit.catalogue, code, "language.this", key=key)
    return Choice(key, write("speak", code), visit.catalogue.languages[code].endonym, spoken)
