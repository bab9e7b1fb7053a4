"""What staff hear on the telephone, place by place: pure, the same words for the same facts."""

from __future__ import annotations

from scenes.menu import offer, person_last, universal
from scenes.places import write
from scenes.sayings import prompt
from scenes.scene import Choice, Listens, Saying, Scene
from scenes.studio.deeds import what_goes
from scenes.studio.subjects import Subject
from scenes.studio.telling import name_language, shorten, tell
from scenes.visit import Visit

STAFF = "staff"
NUMBER, MENU, OVER = f"{STAFF}/number", f"{STAFF}/menu", f"{STAFF}/over"
LONGEST = 600  # seconds of a take; an episode lasts eight minutes
MOMENT = 2  # seconds until we look again whether a sound has come
PATIENCE = 20  # looks


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
        options.append(
            _say_key(visit, "8", target, "staff.language", language=name_language(visit, following))
        )
    options.append(_say_key(visit, "*", MENU, "staff.another"))
    noted = (prompt(visit, f"staff.{note}"),) if note else ()
    says = (*noted, *tell(visit, subject))
    return offer(visit, place, tuple(options), says=says, back=MENU, onward=MENU, once_more=True)


def play_live(visit: Visit, subject: Subject) -> Scene:
    """What callers hear now; then back to the choices."""
    place, item = _at("hear", subject), name_item(subject)
    sound = subject.live.sound if subject.live else None
    says = (Saying(subject.text, subject.target.language, sound),)
    return Scene(place, visit.language, says, universal(visit, place, item, item), silence=item, wait=1)


def listen(visit: Visit, subject: Subject) -> Scene:
    """The tone, and the take."""
    place, item = _at("record", subject), name_item(subject)
    names = {"title": shorten(subject.title), "language": name_language(visit, subject.target.language)}
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
    first = prompt(visit, "staff.waiting" if waited else "staff.take", title=shorten(subject.title))
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
