"""What staff hear on the telephone, place by place: pure, the same words for the same facts."""

from __future__ import annotations

from scenes.menu import offer, person_last, universal
from scenes.places import write
from scenes.sayings import prompt
from scenes.scene import Choice, Listens, Saying, Scene
from scenes.studio.deeds import what_goes
from scenes.studio.subjects import Subject
from scenes.times import say_day
from scenes.visit import Visit

STAFF = "staff"
NUMBER, MENU, OVER = f"{STAFF}/number", f"{STAFF}/menu", f"{STAFF}/over"
LONGEST = 600  # seconds of a take; an episode lasts eight minutes
MOMENT = 2  # seconds until we look again whether a sound has come
PATIENCE = 20  # looks
SHORT = 80  # characters of the line's own words by which one knows them again


def ask_number(visit: Visit) -> Scene:
    """The staff number, four digits."""
    return _listen(visit, NUMBER, (prompt(visit, "staff.number"),), back="lobby")


def ask_pin(visit: Visit, number: str, *, wrong: bool) -> Scene:
    """The PIN. It comes as digits of the form and stands in no address; what was wrong is not said."""
    place = write(STAFF, "pin", number)
    return _listen(visit, place, (prompt(visit, "staff.wrong" if wrong else "staff.pin"),), back=NUMBER)


def give_up(visit: Visit) -> Scene:
    """Five wrong tries in a call are enough, whoever they were."""
    return offer(
        visit,
        OVER,
        (_say_key(visit, "1", "lobby", "staff.lobby"),),
        says=(prompt(visit, "staff.over"),),
        onward="lobby",
    )


def enter_menu(visit: Visit, name: str, note: str) -> Scene:
    """Which item, or which words of the line?"""
    known = (prompt(visit, f"staff.{note}"),) if note and note != "hello" else ()
    hello = (prompt(visit, "staff.hello", name=name),) if note == "hello" else ()
    return _listen(visit, MENU, (*hello, *known, prompt(visit, "staff.menu")), back="lobby")


def enter_item(visit: Visit, subject: Subject, note: str) -> Scene:
    """What is on the line now, and what one may do: hear it, record it anew, go back one step."""
    place, code = name_item(subject), subject.target.language
    options = [
        _say_key(visit, "1", _at("hear", subject), "staff.hear"),
        _say_key(visit, "2", _at("record", subject), "staff.record"),
    ]
    goes = what_goes(subject)
    if goes is not None:
        undo = write(STAFF, "undo", subject.number, code, goes.number)
        options.append(_say_key(visit, "7", undo, "staff.undo"))
    following = _next_language(subject)
    if following != code:
        target = write(STAFF, "item", subject.number, following)
        options.append(_say_key(visit, "8", target, "staff.language", language=_endonym(visit, following)))
    options.append(_say_key(visit, "*", MENU, "staff.another"))
    noted = (prompt(visit, f"staff.{note}"),) if note else ()
    says = (*noted, *tell(visit, subject))
    return offer(visit, place, tuple(options), says=says, back=MENU, onward=MENU, once_more=True)


def tell(visit: Visit, subject: Subject) -> tuple[Saying, ...]:
    """Which item it is, what is on the line now, by whom and since when, and what is on its way."""
    language = _endonym(visit, subject.target.language)
    which = prompt(visit, "staff.item", number=_spell(subject.number), language=language)
    more = []
    if subject.coming:
        more.append(
            prompt(visit, "staff.coming", name=subject.coming.by or "…", version=subject.coming.number)
        )
    elif subject.failed:
        more.append(prompt(visit, "staff.failed"))
    return (which, say_live(visit, subject), *more)


def say_live(visit: Visit, subject: Subject) -> Saying:
    """ "On the line now: The astronomer looks up, version 3, recorded by Ana on 3 May." """
    live, title = subject.live, _short(subject.title)
    if live is None or live.synthetic:
        return prompt(visit, "staff.voice", title=title)
    day = say_day(visit, live.made_at.astimezone(visit.now.tzinfo).date())
    key = "staff.live" if live.by else "staff.live_nobody"
    return prompt(visit, key, title=title, version=live.number, name=live.by, day=day)


def play_live(visit: Visit, subject: Subject) -> Scene:
    """What callers hear now; then back to the choices."""
    place, item = _at("hear", subject), name_item(subject)
    sound = subject.live.sound if subject.live else None
    says = (Saying(subject.text, subject.target.language, sound),)
    return Scene(place, visit.language, says, universal(visit, place, item, item), silence=item, wait=1)


def listen(visit: Visit, subject: Subject) -> Scene:
    """The tone, and the take."""
    place, item = _at("record", subject), name_item(subject)
    names = {"title": _short(subject.title), "language": _endonym(visit, subject.target.language)}
    says = prompt(visit, "staff.unheard") if visit.silences else prompt(visit, "staff.speak", **names)
    return Scene(
        place, visit.language, (says,), universal(visit, place, item, item), person_last(visit),
        listens=Listens.VOICE, silence=item if visit.silences else place, longest=LONGEST,
    )  # fmt: skip


def wait_for_sound(visit: Visit, take: int) -> Scene:
    """The sound is still with the carrier: one moment."""
    place = write(STAFF, "moment", take)
    says = () if visit.silences else (prompt(visit, "staff.moment"),)
    onward = place if visit.silences < PATIENCE else f"{MENU}/waits"
    return Scene(
        place, visit.language, says, universal(visit, place, MENU, MENU), silence=onward, wait=MOMENT
    )


def review(visit: Visit, subject: Subject, take: int, token: str, *, waited: bool) -> Scene:
    """The take, to be heard; keep it, say it again, or throw it away. Silence lets it wait for the next call."""
    place = write(STAFF, "take", take)
    options = (
        _say_key(visit, "1", write(STAFF, "keep", take), "staff.keep"),
        _say_key(visit, "2", write(STAFF, "again", take), "staff.again"),
        _say_key(visit, "*", write(STAFF, "throw", take), "staff.throw"),
    )
    first = prompt(visit, "staff.waiting" if waited else "staff.take", title=_short(subject.title))
    sound = Saying("", subject.target.language, token=token)
    waits = f"{MENU}/waits"
    return offer(visit, place, options, says=(first, sound), back=waits, onward=waits, once_more=True)


def name_item(subject: Subject, note: str = "") -> str:
    """The place of an item, with a word about what was just done."""
    return write(STAFF, "item", subject.number, subject.target.language, *([note] if note else []))


def _say_key(visit: Visit, key: str, target: str, name: str, **names: object) -> Choice:
    """A choice for the ear alone."""
    return Choice(key, target, "", prompt(visit, f"{name}.say", **names))


def _at(room: str, subject: Subject) -> str:
    return write(STAFF, room, subject.number, subject.target.language)


def _listen(visit: Visit, place: str, says: tuple[Saying, ...], back: str) -> Scene:
    """Digits and the hash key; once more after a silence, then on to the stories."""
    keys = tuple(choice for choice in universal(visit, place, back, "lobby") if choice.key != "#")
    silence = _on_silence(visit, place, "lobby")
    return Scene(
        place, visit.language, says, keys, person_last(visit), listens=Listens.NUMBER, silence=silence
    )


def _on_silence(visit: Visit, place: str, onward: str) -> str:
    return onward if visit.silences else place


def _next_language(subject: Subject) -> str:
    at = subject.languages.index(subject.target.language)
    return subject.languages[(at + 1) % len(subject.languages)]


def _endonym(visit: Visit, code: str) -> str:
    return visit.catalogue.languages[code].endonym


def _short(title: str) -> str:
    """A title without its full stop; of the line's own words the beginning."""
    bare = title if len(title) <= SHORT else f"{title[:SHORT].rpartition(' ')[0]}…"
    return bare.rstrip(" .")


def _spell(number: int) -> str:
    """Digit by digit, as it was typed."""
    return " ".join(str(number))
