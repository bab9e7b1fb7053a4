"""What staff hear when they answer a visitor by telephone, place by place: pure, the same words for the same facts."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.staff.rooms import LONGEST, MENU, STAFF
from scenes.menu import offer, person_last, universal
from scenes.places import write
from scenes.sayings import prompt
from scenes.scene import Choice, Listens, Saying, Scene
from scenes.studio.telling import name_language
from scenes.visit import Visit


@dataclass(frozen=True, slots=True)
class Letter:
    """A visitor's message: its words, or the token of its sound; `free` where this person may answer it."""

    id: int
    language: str
    words: str
    token: str
    free: bool

    def at(self, room: str) -> str:
        """The place of a room for it."""
        return write(STAFF, room, self.id, self.language)


def read(visit: Visit, letter: Letter) -> Scene:
    """The message itself, then whether to answer it; silence leads back to the menu."""
    place = letter.at("letter")
    options = [_say_key(visit, "1", letter.at("reply"), "staff.reply")] if letter.free else []
    options.append(_say_key(visit, "*", MENU, "staff.another"))
    first = prompt(visit, "staff.letter", language=name_language(visit, letter.language))
    told = Saying(letter.words, letter.language, token=letter.token)
    if not letter.words and not letter.token:
        told = prompt(visit, "staff.letter_coming")
    taken = () if letter.free else (prompt(visit, "staff.letter_taken"),)
    return offer(
        visit, place, tuple(options), says=(first, told, *taken), back=MENU, onward=MENU, once_more=True
    )


def listen(visit: Visit, letter: Letter) -> Scene:
    """The tone, and the answer."""
    place, back = letter.at("answer"), letter.at("letter")
    names = {"language": name_language(visit, letter.language)}
    says = prompt(visit, "staff.unheard") if visit.silences else prompt(visit, "staff.reply_speak", **names)
    return Scene(
        place, visit.language, (says,), universal(visit, place, back, back), person_last(visit),
        listens=Listens.VOICE, silence=back if visit.silences else place, longest=LONGEST,
    )  # fmt: skip


def review(visit: Visit, language: str, take: int, token: str, *, waited: bool) -> Scene:
    """The answer, to be heard; send it, say it again, or throw it away. Silence lets it wait for the next call."""
    options = (
        _say_key(visit, "1", write(STAFF, "send", take), "staff.reply_send"),
        _say_key(visit, "2", write(STAFF, "again", take), "staff.again"),
        _say_key(visit, "*", write(STAFF, "throw", take), "staff.throw"),
    )
    first = prompt(visit, "staff.reply_waiting" if waited else "staff.reply_take")
    waits = f"{MENU}/waits"
    sound = Saying("", language, token=token)
    place = write(STAFF, "take", take)
    return offer(visit, place, options, says=(first, sound), back=waits, onward=waits, once_more=True)


def _say_key(visit: Visit, key: str, target: str, name: str) -> Choice:
    """A choice for the ear alone."""
    return Choice(key, target, "", prompt(visit, f"{name}.say"))
