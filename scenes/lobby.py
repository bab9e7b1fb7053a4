"""The lobby, where every visit begins and every lost way ends."""

from __future__ import annotations

from content.catalogue import Words
from scenes.menu import is_chat, is_shaken, offer, option, shows, unspoken
from scenes.places import Place
from scenes.sayings import prompt, speak
from scenes.scene import Choice, Saying, Scene
from scenes.visit import Visit

LOST = Place("lobby", ("lost",))
KIND_WORDS = frozenset({"lost", "later", "thrown", "forgotten", "spoken", "talked", "empty"})
MOST_LANGUAGES = 2


def enter(place: Place, visit: Visit) -> Scene:
    """The greeting and the first choices; `lobby/<why>` begins with a kind word about what happened."""
    why = place.parts[0] if place.parts else ""
    unfinished = None if why == "forgotten" else find_unfinished(visit)
    broke_off = visit.dropped and unfinished is not None
    return offer(
        visit,
        "lobby",
        _choices(visit, unfinished, broke_off),
        says=_greeting(visit, why),
        afterwards=() if broke_off else _languages(visit),
        silence="continue" if broke_off else "today",
        shows=_shown(visit, why),
    )


def find_unfinished(visit: Visit) -> Words | None:
    """What this visitor was listening to and may go on with."""
    item = visit.catalogue.items.get(visit.visitor.item) if visit.visitor and visit.visitor.item else None
    return (item.words.get(visit.language) or item.words.get(visit.catalogue.house)) if item else None


def _shown(visit: Visit, why: str) -> tuple[str, ...]:
    """In the chat a newcomer reads what this is, in a season after its greeting."""
    if why in KIND_WORDS:
        return shows(visit, f"lobby.{why}", museum=visit.museum)
    greeting = _of_season(visit) if is_chat(visit) else ""
    if greeting and not visit.newcomer:
        return (greeting,)
    known = shows(visit, "lobby.chat" if visit.newcomer else "lobby.welcome", museum=visit.museum)
    return (greeting, *known) if greeting else known


def _of_season(visit: Visit) -> str:
    """How the line greets in these weeks; empty outside of seasons, and where nobody translated it."""
    season = visit.catalogue.season_on(visit.now.date())
    return season.greeting.get(visit.language, "") if season else ""


def _greeting(visit: Visit, why: str) -> tuple[Saying, ...]:
    if why in KIND_WORDS:
        return (prompt(visit, f"lobby.{why}"),)
    if greeting := _of_season(visit):
        return (Saying(greeting, visit.language),)
    own = visit.line.greeting.get(visit.language)
    if own and visit.newcomer:
        return (Saying(own, visit.language),)
    return (prompt(visit, "lobby.hello" if visit.newcomer else "lobby.welcome", museum=visit.museum),)


def _choices(visit: Visit, unfinished: Words | None, broke_off: bool) -> tuple[Choice, ...]:
    person = option(visit, "0", "person", "lobby.person")
    goon = _continue(visit, unfinished, broke_off)
    stories = (
        option(visit, "1", "today", "lobby.today_too" if broke_off else "lobby.today"),
        option(visit, "2", "choose", "lobby.choose"),
        option(visit, "3", "ask", "lobby.ask"),
    )
    main = (*goon, *stories) if broke_off else (*stories, *goon)
    if is_shaken(visit) or is_chat(visit):
        return (*main, *_hidden(visit), person)
    return (person, *main, *_hidden(visit))


def _hidden(visit: Visit) -> tuple[Choice, ...]:
    """Keys that work without being said; in the chat, where reading is quick, they have buttons."""
    keys = (unspoken(visit, "5", "number"), unspoken(visit, "7", "help", "lobby.help"))
    if len(visit.catalogue.languages) == 1:
        return keys
    others = [one.endonym for code, one in visit.catalogue.languages.items() if code != visit.language]
    more = ["…"] if len(others) > MOST_LANGUAGES else []
    return (*keys, Choice("8", "language", " · ".join([*others[:MOST_LANGUAGES], *more])))


def _continue(visit: Visit, unfinished: Words | None, broke_off: bool) -> tuple[Choice, ...]:
    """Spoken once a language was chosen, or first of all when the last call broke off; it works before that too."""
    if unfinished is None:
        return ()
    choice = option(visit, "4", "continue", "lobby.goon_wait" if broke_off else "lobby.goon")
    spoken = choice.spoken if broke_off or visit.chosen or len(visit.catalogue.languages) == 1 else None
    return (Choice("4", "continue", choice.label, spoken),)


def _languages(visit: Visit) -> tuple[Saying, ...]:
    """Key 8, in at most two other languages, each in its own words; nobody hears it who has chosen."""
    if visit.chosen or visit.wrong:
        return ()
    others = [code for code in visit.catalogue.languages if code != visit.language][:MOST_LANGUAGES]
    return tuple(speak(visit.catalogue, code, "lobby.language.say") for code in others)
