"""What stands behind the places of staff: it looks up what they name, and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from content.catalogue import Catalogue
from content.media import MediaStore
from db.carried import SoundState
from db.database import Database
from hotline.sounds import TAKE, Sounds
from hotline.staff import letters, replies, rooms, takes
from hotline.staff.letters import Letter
from hotline.trail import Trail
from scenes.places import Place, parse, write
from scenes.scene import Scene
from scenes.studio import deeds, subjects
from scenes.studio.deeds import NotYours
from scenes.studio.subjects import Subject
from scenes.visit import Visit
from staff.people import Person

NOTES = frozenset(
    {
        "hello",
        "unknown",
        "not_yours",
        "no_ticket",
        "letter_taken",
        "sent",
        "waits",
        "lost",
        "kept",
        "thrown",
        "undone",
    }
)
OF_LETTERS = frozenset({"letter", "answer"})
OF_ITEMS = frozenset({"item", "hear", "record"})
Deed = Callable[[Place, Person, Catalogue, datetime], str]


@dataclass(frozen=True)
class Desk:
    """The rows and sounds that staff ask for."""

    database: Database
    media: MediaStore
    sounds: Sounds
    zone: str

    def welcome(self, who: Person) -> str:
        """Where somebody comes in: to the take that waits since a call broke off, else to the menu."""
        with self.database.reads() as session:
            waiting = takes.find_waiting(session, who)
        return write(rooms.STAFF, "take", waiting, "waiting") if waiting else f"{rooms.MENU}/hello"

    def lead(self, place: str, who: Person | None, trail: Trail, catalogue: Catalogue) -> tuple[str, Trail]:
        """A take whose sound has come is heard, one whose sound has not is waited for; silences count anew there."""
        found = parse(place)
        if found is None or who is None or found.parts[:1] not in {("take",), ("moment",)}:
            return place, trail
        heard = self._find_take(found, who, catalogue)
        arrived = heard is not None and heard.sound_state == SoundState.KEPT
        if heard is None or arrived == (found.parts[0] == "take"):
            return place, trail
        return write(rooms.STAFF, "take" if arrived else "moment", *found.parts[1:]), replace(
            trail, silences=0
        )

    def show(self, place: str, who: Person | None, visit: Visit) -> Scene:
        """The scene of a place; whoever has not shown a PIN is asked who they are."""
        found = parse(place) or Place(rooms.STAFF)
        room, note = (
            (found.parts or ("",))[0],
            found.parts[-1] if found.parts[-1:] and found.parts[-1] in NOTES else "",
        )
        if room == "pin" and len(found.parts) > 1:
            return rooms.ask_pin(visit, found.parts[1], wrong=found.parts[-1] == "wrong")
        if room == "over":
            return rooms.give_up(visit)
        if who is None:
            return rooms.ask_number(visit)
        if room in OF_ITEMS:
            return self._show_item(found, who, visit, note)
        if room in {"take", "moment", *OF_LETTERS}:
            show = self._show_letter if room in OF_LETTERS else self._show_take
            return show(found, who, visit)
        return rooms.enter_menu(visit, who.name, note)

    def do(self, target: str, who: Person, catalogue: Catalogue, now: datetime) -> str:
        """Do what a target costs, once, and give the place it leads to; a place is itself."""
        found = parse(target) or Place(rooms.STAFF)
        done: dict[str, Deed] = {
            "keep": self._keep, "throw": self._throw, "again": self._again, "undo": self._undo,
            "reply": self._reply, "send": self._send,
        }  # fmt: skip
        deed = done.get(found.parts[0] if found.parts else "")
        try:
            return deed(found, who, catalogue, now) if deed else target
        except NotYours:
            return f"{rooms.MENU}/not_yours"

    def _show_item(self, found: Place, who: Person, visit: Visit, note: str) -> Scene:
        subject, allowed = self._find_subject(found.number(1) or 0, _language(found), who, visit.catalogue)
        if subject is None or not allowed:
            return rooms.enter_menu(visit, who.name, "unknown" if subject is None else "not_yours")
        if found.parts[0] == "hear":
            return rooms.play_live(visit, subject)
        return (
            rooms.listen(visit, subject)
            if found.parts[0] == "record"
            else rooms.enter_item(visit, subject, note)
        )

    def _show_take(self, found: Place, who: Person, visit: Visit) -> Scene:
        heard = self._find_take(found, who, visit.catalogue)
        if heard is None or heard.sound_state == SoundState.LOST:
            return rooms.enter_menu(visit, who.name, "lost" if heard else "")
        if heard.sound_state != SoundState.KEPT:
            return rooms.wait_for_sound(visit, heard.id)
        token = self.sounds.make_token(heard.id, TAKE)
        if heard.request is not None:
            return letters.review(visit, heard.language, heard.id, token, waited=found.parts[-1] == "waiting")
        subject, _ = self._find_subject(heard.number, heard.language, who, visit.catalogue)
        if subject is None:
            return rooms.enter_menu(visit, who.name, "unknown")
        return rooms.review(visit, subject, heard.id, token, waited=found.parts[-1] == "waiting")

    def find_letter(self, digits: str, who: Person) -> str:
        """The place of a message by its ticket, which stands in no address; the menu, where there is none."""
        with self.database.reads() as session:
            row = replies.find_ticket(session, digits, who)
        return write(rooms.STAFF, "letter", row.id, row.language) if row else f"{rooms.MENU}/no_ticket"

    def _show_letter(self, found: Place, who: Person, visit: Visit) -> Scene:
        with self.database.reads() as session:
            row = replies.find(session, found.number(1) or 0, who)
        if row is None:
            return rooms.enter_menu(visit, who.name, "no_ticket")
        token = self.sounds.make_token(row.id) if row.sound_path else ""
        letter = Letter(row.id, row.language, row.text or row.transcript, token, replies.is_free(row, who))
        is_tone = found.parts[0] == "answer" and row.claimed_by == who.id
        return letters.listen(visit, letter) if is_tone else letters.read(visit, letter)

    def _reply(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        number = found.number(1) or 0
        mine = self.database.write(lambda session: replies.claim(session, number, who, now))
        return write(rooms.STAFF, "answer" if mine else "letter", number, _language(found))

    def _send(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        sent = replies.send(self.database, self.media, who, found.number(1) or 0, self.zone, now)
        return f"{rooms.MENU}/{'sent' if sent else 'letter_taken'}"

    def _find_subject(
        self, number: int, language: str, who: Person, catalogue: Catalogue
    ) -> tuple[Subject | None, bool]:
        """What stands under a number, and whether somebody may change it."""
        with self.database.reads() as session:
            subject = subjects.find(session, catalogue, number, language)
            return subject, subject is not None and subjects.may_change(session, who, subject.target)

    def _find_take(self, found: Place, who: Person, catalogue: Catalogue) -> takes.Heard | None:
        with self.database.reads() as session:
            return takes.find(session, catalogue, found.number(1) or 0, who)

    def _keep(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        heard = self._find_take(found, who, catalogue)
        takes.put_on_line(self.database, self.media, who, found.number(1) or 0, now)
        return write(rooms.STAFF, "item", heard.number, heard.language, "kept") if heard else rooms.MENU

    def _throw(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        return self._drop(found, who, catalogue, "item", "thrown")

    def _again(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        return self._drop(found, who, catalogue, "record", "")

    def _drop(self, found: Place, who: Person, catalogue: Catalogue, room: str, note: str) -> str:
        heard = self._find_take(found, who, catalogue)
        self.database.write(lambda session: takes.throw_away(session, who, found.number(1) or 0))
        if heard and heard.request:
            return write(
                rooms.STAFF, "answer" if room == "record" else "letter", heard.request, heard.language
            )
        rest = (note,) if note else ()
        return write(rooms.STAFF, room, heard.number, heard.language, *rest) if heard else rooms.MENU

    def _undo(self, found: Place, who: Person, catalogue: Catalogue, now: datetime) -> str:
        """One step back from the version that was live when the key was offered."""
        number, language, seen = found.number(1) or 0, _language(found), found.number(3) or 0
        done = self.database.write(
            lambda session: deeds.roll_back(session, who, catalogue, number, language, seen, now)
        )
        return write(rooms.STAFF, "item", number, language, *(["undone"] if done else []))


def _language(found: Place) -> str:
    return found.parts[2] if len(found.parts) > 2 else ""
