"""What is on the line, told to the people who work here: the same facts for the ear and the eye."""

from __future__ import annotations

from scenes.menu import is_chat
from scenes.sayings import prompt
from scenes.scene import Saying
from scenes.studio.subjects import Subject
from scenes.times import say_day
from scenes.visit import Visit

SHORT = 80  # characters of the line's own words by which one knows them again


def tell(visit: Visit, subject: Subject) -> tuple[Saying, ...]:
    """Which item it is, what is on the line now, by whom and since when, and what is on its way."""
    language = name_language(visit, subject.target.language)
    which = prompt(visit, "staff.item", number=spell(visit, subject.number), language=language)
    more: tuple[Saying, ...] = ()
    if subject.coming:
        version, name = subject.coming.number, subject.coming.by or "…"
        more = (prompt(visit, "staff.coming", name=name, version=version),)
    elif subject.failed:
        more = (prompt(visit, "staff.failed"),)
    return (which, say_live(visit, subject), *more)


def say_live(visit: Visit, subject: Subject) -> Saying:
    """ "On the line now: The astronomer looks up, version 3, recorded by Ana on 3 May." """
    live, title = subject.live, shorten(subject.title)
    if live is None or live.synthetic:
        return prompt(visit, "staff.voice", title=title)
    day = say_day(visit, live.made_at.astimezone(visit.now.tzinfo).date())
    key = "staff.live" if live.by else "staff.live_nobody"
    names = {"name": live.by} if live.by else {}
    return prompt(visit, key, title=title, version=live.number, day=day, **names)


def name_language(visit: Visit, code: str) -> str:
    """A language by its own name."""
    known = visit.catalogue.languages.get(code)
    return known.endonym if known else code


def shorten(title: str) -> str:
    """A title without its full stop; of the line's own words the beginning."""
    bare = title if len(title) <= SHORT else f"{title[:SHORT].rpartition(' ')[0]}…"
    return bare.rstrip(" .")


def spell(visit: Visit, number: int) -> str:
    """A number as one reads it, or for the ear digit by digit, as it was typed."""
    return str(number) if is_chat(visit) else " ".join(str(number))
