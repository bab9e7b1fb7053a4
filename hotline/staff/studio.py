"""The way of staff through a call: a number, a PIN, then what they want to hear, record or take back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.callers import Call
from hotline.conversation import Conversation
from hotline.staff import replies, rooms, takes
from hotline.staff.desk import Desk
from hotline.takes import Take
from hotline.trail import Trail
from hotline.turns import LONE_KEYS, Turn, take_turn
from hotline.urls import KEY, VOICE
from hotline.webhook import Webhook
from scenes.numbers import MOST_GUESSES
from scenes.places import Place, parse, write
from scenes.scene import Listens, Scene
from scenes.visit import Visit
from staff import calls, pins
from staff.people import Person

SEQUENCE = re.compile(rf"0(\d{{{pins.NUMBER_DIGITS}}})")
DIGITS = re.compile(r"\d{1,8}")
NUMBERS = "number"


@dataclass(frozen=True)
class Studio:
    """Every step of it; like the conversation it holds nothing of any call."""

    conversation: Conversation
    desk: Desk

    def is_meant(self, place: str, webhook: Webhook) -> bool:
        """Whether a step is ours: a place of staff, or their sequence typed where callers type numbers."""
        typed = SEQUENCE.fullmatch(webhook.form.get("Digits", "")) and webhook.args.get("on") == KEY
        return place.partition("/")[0] == rooms.STAFF or (place == NUMBERS and bool(typed))

    def take_step(self, place: str, webhook: Webhook) -> Turn:
        """The next turn."""
        call, trail = Call.read(webhook.form), Trail.read(webhook.args)
        on, digits = webhook.args.get("on"), webhook.form.get("Digits", "")
        if on == KEY and digits:
            return self._press(place, call, trail, digits)
        if on == VOICE:
            return self._hear(place, call, trail, Take.read(webhook.form), digits)
        return self._enter(place, call, trail)

    def answer(self, call: Call, trail: Trail) -> Turn:
        """A call to the number of staff alone."""
        now = self.conversation.clock.now()
        return self._enter(rooms.NUMBER, call, replace(trail, k=int(now.timestamp())))

    def note(self, take: Take, place: str) -> None:
        """The carrier tells that a take is finished: the row is there even if its own step never comes."""
        if not take.is_empty:
            self._keep(take, place, "")

    def _press(self, place: str, call: Call, trail: Trail, digits: str) -> Turn:
        now = self.conversation.clock.now()
        after = trail.after_key(int(now.timestamp()))
        typed = SEQUENCE.fullmatch(digits)
        if place == NUMBERS and typed:
            return self._enter(write(rooms.STAFF, "pin", typed[1]), call, after, after_key=True)
        visit = self.conversation.callers.describe(call, trail, now)
        scene = self.desk.show(place, self._who(call, now), visit)
        if (
            scene.place.split("/")[1] not in place.split("/")[1:2]
        ):  # another stands there by now: the key was not for it
            return self._enter(scene.place, call, after, after_key=True)
        if scene.listens == Listens.NUMBER:
            return self._dial(scene, call, trail, after, digits)
        target = scene.target(digits[:1])
        if target is None:
            return self._enter(scene.place, call, trail.after_wrong_key(after.k), after_key=True)
        return self._follow(target, call, after, visit)

    def _dial(self, scene: Scene, call: Call, trail: Trail, after: Trail, digits: str) -> Turn:
        """A star anywhere, or 0 or 9 alone, is the key; all else is the number that was asked for."""
        key = "*" if "*" in digits else digits if digits in LONE_KEYS else ""
        target = scene.target(key) if key else None
        visit = self.conversation.callers.describe(call, trail, self.conversation.clock.now())
        if target is not None:
            return self._follow(target, call, after, visit)
        if scene.place.startswith(f"{rooms.STAFF}/pin/"):
            return self._open(scene.place.split("/")[2], digits, call, after)
        who = self._who(call, visit.now)
        if scene.place == rooms.MENU and replies.is_ticket(digits) and who:
            return self._enter(self.desk.find_letter(digits, who), call, after, after_key=True)
        typed = digits if DIGITS.fullmatch(digits) else "0"
        if scene.place == rooms.NUMBER:
            return self._enter(write(rooms.STAFF, "pin", typed), call, after, after_key=True)
        return self._enter(write(rooms.STAFF, "item", typed, visit.language), call, after, after_key=True)

    def _open(self, number: str, pin: str, call: Call, after: Trail) -> Turn:
        """Check a PIN; what was wrong, and whether there is such a number, nobody is told."""
        now = self.conversation.clock.now()

        def check(session: Session) -> Person | None:
            who = pins.check_pin(session, number, pin, now)
            if who is not None:
                calls.open_call(session, call.sid, who.id, now)
            return who

        who = self.conversation.database.write(check)
        if who is None:
            after = replace(after, guesses=after.guesses + 1)
            again = (
                rooms.OVER if after.guesses >= MOST_GUESSES else write(rooms.STAFF, "pin", number, "wrong")
            )
            return self._enter(again, call, after, after_key=True)
        spoken = self.conversation.callers.shelf.catalogue.languages
        after = replace(after, lang=who.language if who.language in spoken else after.lang)
        return self._enter(self.desk.welcome(who), call, after, after_key=True)

    def _hear(self, place: str, call: Call, trail: Trail, take: Take | None, ended_by: str) -> Turn:
        """A take was recorded, or nothing was."""
        kept = self._keep(take, place, ended_by) if take is not None else None
        if kept is not None:
            after = trail.after_key(int(self.conversation.clock.now().timestamp()))
            return self._enter(write(rooms.STAFF, "moment", kept), call, after, after_key=True)
        found = parse(place) or Place(rooms.STAFF)
        room = "letter" if found.parts[:1] == (takes.ANSWER,) else "item"
        item = write(rooms.STAFF, room, *found.parts[1:3])
        if ended_by == "*" or trail.silences:
            return self._enter(item, call, trail.after_silence(stays=False))
        return self._enter(place, call, trail.after_silence(stays=True))

    def _keep(self, take: Take, place: str, ended_by: str) -> int | None:
        found, now = parse(place) or Place(rooms.STAFF), self.conversation.clock.now()
        catalogue = self.conversation.callers.shelf.catalogue
        return self.conversation.database.write(
            lambda session: takes.keep(session, catalogue, take, found, ended_by, now)
        )

    def _follow(self, target: str, call: Call, after: Trail, visit: Visit) -> Turn:
        """Go where a key leads: another place of staff, something that is done first, or back to the stories."""
        if target.partition("/")[0] != rooms.STAFF:
            return self.conversation.arrive(target, call, after)
        now = self.conversation.clock.now()
        who = self._who(call, now)
        place = self.desk.do(target, who, visit.catalogue, now) if who else rooms.NUMBER
        return self._enter(place, call, after, after_key=True)

    def _enter(self, place: str, call: Call, trail: Trail, *, after_key: bool = False) -> Turn:
        if place.partition("/")[0] != rooms.STAFF:
            return self.conversation.arrive(place, call, trail)
        now = self.conversation.clock.now()
        who = self._who(call, now)
        catalogue = self.conversation.callers.shelf.catalogue
        place, trail = self.desk.lead(place, who, trail, catalogue)
        visit = self.conversation.callers.describe(call, trail, now)
        return take_turn(self.desk.show(place, who, visit), visit, trail, now, after_key=after_key)

    def _who(self, call: Call, now: datetime) -> Person | None:
        with self.conversation.database.reads() as session:
            return calls.find_caller(session, call.sid, now)
