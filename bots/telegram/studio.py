"""Staff in the chat: a voice message with the number of an item goes on the line when they say so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram.error import TelegramError

from addresses.address import read_chat
from bots.telegram import drafts
from bots.telegram.downloads import Download
from bots.telegram.house import House
from bots.telegram.incoming import Incoming
from content.recordings import NotReady, Target
from db.carried import SoundState
from scenes.menu import universal
from scenes.places import parse, write
from scenes.sayings import prompt, text
from scenes.scene import Choice, Listens, Saying, Scene
from scenes.studio import deeds, subjects
from scenes.studio.deeds import NotYours
from scenes.studio.subjects import Subject
from scenes.studio.telling import name_language, shorten, tell
from scenes.visit import Visit
from staff import links, takes
from staff.people import Person
from staff.takes import TakeRow, TakeState
from visitors.people import Channel

STAFF, CAME_BY = "staff", "chat"
LINK = re.compile(r"/link(?:@\w+)?\s+(\d{6})|/start(?:@\w+)?\s+link-?(\d{6})", re.ASCII | re.IGNORECASE)
UNDO = re.compile(r"/undo(?:@\w+)?\s+(\d{3,5})(?:\s+([a-z]{2,3}))?", re.ASCII | re.IGNORECASE)
ITEM = re.compile(r"(\d{3,5})(?:\s+([a-z]{2,3}))?", re.ASCII | re.IGNORECASE)
Fetch = Callable[[str], Download]


@dataclass(frozen=True)
class Studio:
    """What somebody whose chat is linked may do; `fetch` gets a file, and raises `TelegramError`."""

    house: House
    fetch: Fetch

    def answer(self, incoming: Incoming, visit: Visit, present: Scene) -> Scene | None:
        """The scene to show; None where this is no business of staff."""
        code = LINK.fullmatch(incoming.text)
        if code:
            return self._link(incoming, code[1] or code[2], visit)
        if not self._may_concern(incoming, visit, present):
            return None
        who = self._who(incoming.chat)
        if who is None:
            return None
        visit = self._in_language(visit, who)
        try:
            return self._attend(incoming, who, visit)
        except NotYours:
            return _say(visit, prompt(visit, "staff.not_yours"))

    def _may_concern(self, incoming: Incoming, visit: Visit, present: Scene) -> bool:
        """Whether it is worth asking who this is: a sound where we asked for none, our buttons and words."""
        spoken = bool(incoming.sound) and not incoming.big and present.listens != Listens.VOICE
        ours = incoming.data.startswith(f"{STAFF}/") or bool(UNDO.fullmatch(incoming.text))
        return spoken or ours or self._waits(incoming, visit)

    def _waits(self, incoming: Incoming, visit: Visit) -> bool:
        """Whether a number comes that was asked for."""
        place = (visit.visitor.place if visit.visitor else None) or ""
        return (
            place.startswith(f"{STAFF}/which/") and bool(ITEM.fullmatch(incoming.text)) and not incoming.sound
        )

    def _attend(self, incoming: Incoming, who: Person, visit: Visit) -> Scene | None:
        undo = UNDO.fullmatch(incoming.text)
        if undo:
            return self._undo(int(undo[1]), (undo[2] or "").lower(), who, visit)
        if incoming.data:
            return self._press(incoming.data, who, visit)
        return self._hear(incoming, who, visit) if incoming.sound else self._name(incoming, who, visit)

    def _who(self, chat: int) -> Person | None:
        with self.house.database.reads() as session:
            return links.find_linked(session, self.house.keys.hashes(read_chat(chat)))

    def _in_language(self, visit: Visit, who: Person) -> Visit:
        known = who.language in visit.catalogue.languages
        return replace(visit, language=who.language) if known else visit

    def _link(self, incoming: Incoming, code: str, visit: Visit) -> Scene:
        """Link a chat; a group is nobody's own, for all in it would be staff."""
        if incoming.chat < 0:
            return _say(visit, prompt(visit, "staff.alone"))
        chat, now = self.house.keys.hash(read_chat(incoming.chat)), self.house.clock.now()
        who = self.house.database.write(lambda session: links.link(session, code, chat, now))
        if who is None:
            return _say(visit, prompt(visit, "staff.unlinked"))
        visit = self._in_language(visit, who)
        return _say(visit, prompt(visit, "staff.linked", name=who.name))

    def _hear(self, incoming: Incoming, who: Person, visit: Visit) -> Scene:
        """A voice message: kept under its number, or until its number comes."""
        named = ITEM.fullmatch(incoming.text)
        if named:
            return self._keep(incoming.sound or "", int(named[1]), named[2] or "", who, visit)
        take = TakeRow(
            state=TakeState.DRAFT, channel=Channel.CHAT, language=visit.language, account=who.id,
            origin=drafts.name_origins(self.house, incoming)[0], asked_at=visit.now,
            sound_state=SoundState.OWED, sound_source=incoming.sound, sound_seconds=incoming.seconds,
        )  # fmt: skip
        kept = self.house.database.write(lambda session: takes.keep(session, take))
        return _say(visit, prompt(visit, "staff.which"), place=write(STAFF, "which", kept))

    def _name(self, incoming: Incoming, who: Person, visit: Visit) -> Scene | None:
        """The number of the voice message that waits for it."""
        place = (visit.visitor.place if visit.visitor else None) or ""
        found, named = parse(place), ITEM.fullmatch(incoming.text)
        number = found.number(1) if found else None
        with self.house.database.reads() as session:
            take = takes.own(session, number or 0, who.id)
        if take is None or named is None or take.state != TakeState.DRAFT:
            return None
        scene = self._keep(take.sound_source or "", int(named[1]), named[2] or "", who, visit)
        if scene.place.startswith(f"{STAFF}/got/"):
            self.house.database.write(lambda session: takes.settle(session, take.id, who.id, TakeState.USED))
            return scene
        return replace(scene, place=place)  # another number may be tried

    def _keep(self, file_id: str, number: int, language: str, who: Person, visit: Visit) -> Scene:
        """A new take, that is not on the line: the question whether it shall be."""
        subject = self._find(number, language.lower() or visit.language, visit)
        if subject is None:
            return _say(visit, prompt(visit, "staff.unknown"))
        with self.house.database.reads() as session:
            if not subjects.may_change(session, who, subject.target):
                raise NotYours
        try:
            file = self.fetch(file_id)
        except TelegramError:
            return _say(visit, prompt(visit, "chat.unknown"))
        master = self.house.media.put_master(file.content, f"take.{file.safe_ending}")
        target, now = subject.target, self.house.clock.now()
        row = self.house.database.write(
            lambda session: deeds.put_in(session, who, target, master, CAME_BY, now, goes_live=False)
        )
        return _ask(visit, subject, row)

    def _press(self, data: str, who: Person, visit: Visit) -> Scene:
        """Put a take on the line, or throw it away; a button that comes twice changes nothing more."""
        found = parse(data)
        deed, row = (found.parts[0], found.number(1) or 0) if found and found.parts else ("", 0)
        act = {"put": deeds.put_on_line, "drop": deeds.throw_away}.get(deed)
        now = self.house.clock.now()
        try:
            target = self.house.database.write(lambda session: act(session, who, row, now)) if act else None
        except NotReady:
            return _say(visit, prompt(visit, "staff.failed"))
        if target is None:
            return _say(visit, prompt(visit, "lobby.lost"))
        return self._tell(target, "staff.kept" if deed == "put" else "staff.thrown", visit)

    def _undo(self, number: int, language: str, who: Person, visit: Visit) -> Scene:
        """One step back, and what is on the line then."""
        subject = self._find(number, language or visit.language, visit)
        goes = deeds.what_goes(subject) if subject else None
        if subject is None:
            return _say(visit, prompt(visit, "staff.unknown"))
        code, now, seen = subject.target.language, self.house.clock.now(), goes.number if goes else 0
        done = self.house.database.write(
            lambda session: deeds.roll_back(session, who, visit.catalogue, number, code, seen, now)
        )
        return self._tell(subject.target, "staff.undone" if done else "", visit)

    def _tell(self, target: Target, key: str, visit: Visit) -> Scene:
        """What was done, and what is on the line now."""
        subject = self._find(subjects.number_of(visit.catalogue, target), target.language, visit)
        facts = tell(visit, subject) if subject else ()
        return _say(visit, *((prompt(visit, key),) if key else ()), *facts)

    def _find(self, number: int, language: str, visit: Visit) -> Subject | None:
        with self.house.database.reads() as session:
            return subjects.find(session, visit.catalogue, number, language)


def _say(visit: Visit, *says: Saying, place: str = "lobby", choices: tuple[Choice, ...] = ()) -> Scene:
    """Words, and the way back below them."""
    words = Saying(" ".join(saying.text for saying in says), visit.language)
    back = universal(visit, place if place != "lobby" else STAFF, "lobby", "lobby")
    return Scene(place, visit.language, (words,), (*choices, *back))


def _ask(visit: Visit, subject: Subject, row: int) -> Scene:
    names = {
        "title": shorten(subject.title), "number": subject.number,
        "language": name_language(visit, subject.target.language),
    }  # fmt: skip
    choices = (
        Choice("1", write(STAFF, "put", row), text(visit, "staff.put.button")),
        Choice("2", write(STAFF, "drop", row), text(visit, "staff.drop.button")),
    )
    return _say(visit, prompt(visit, "staff.got", **names), place=write(STAFF, "got", row), choices=choices)
