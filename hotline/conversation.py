"""The plain middle of a call: a key, a silence or a recording comes in, the next turn goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.clock import Clock
from db.database import Database
from hotline import player, takes, turns
from hotline.callers import Call, Callers, find_quiet, recount
from hotline.player import Move
from hotline.takes import Take
from hotline.trail import Trail
from hotline.turns import Turn
from scenes import counting, visiting
from scenes.scene import Scene
from scenes.visit import Visit
from visitors import calls, tallies
from visitors.people import Channel
from visitors.tallies import What

LONGEST_PAUSE = 45 * 60


@dataclass(frozen=True)
class Conversation:
    """Everything a call needs to go on; it holds nothing of any call, so that any worker serves any step."""

    database: Database
    callers: Callers
    clock: Clock

    def answer(self, call: Call, trail: Trail) -> Turn:
        """A call comes in: the visitor is met, the call noted; an answer that waits comes before the lobby."""
        now = self.clock.now()
        newcomer, pace = self.database.write(lambda session: self._welcome(session, call, now))
        trail = replace(trail, pace=pace, k=int(now.timestamp()), n=int(newcomer))
        visit = self.callers.visit(call, trail, now)
        return turns.take_turn(visiting.enter(visiting.welcome(visit), visit), visit, trail, now)

    def arrive(self, place: str, call: Call, trail: Trail) -> Turn:
        """Nothing was pressed: the place that silence leads to."""
        now = self.clock.now()
        visit = self.callers.visit(call, trail, now)
        if trail.p and find_quiet(trail, now) < LONGEST_PAUSE:
            return turns.pause(visiting.enter(place, visit), visit, trail)
        return self._go(call, Move("hush/continue" if trail.p else place, replace(trail, p=0)), visit, now)

    def press(self, place: str, call: Call, trail: Trail, digits: str) -> Turn:
        """Keys were pressed at a place. Where another stands in its stead by now, that one is told: the key was
        not meant for it (a repeated webhook, for one, finds its message sent)."""
        now = self.clock.now()
        visit = self.callers.visit(call, trail, now, typed=digits)
        scene = visiting.enter(place, visit)
        if scene.place != place:
            return turns.take_turn(scene, visit, trail.after_key(int(now.timestamp())), now, after_key=True)
        move = turns.choose(scene, digits, trail, visit, now.timestamp())
        if move.trail.wrong > trail.wrong:
            self.database.write(lambda session: _count_wrong(session, scene, visit, digits))
        if move.left_at is not None:
            self.database.write(lambda session: _leave(session, scene, visit, move))
        if move.trail.p:
            return turns.pause(scene, visit, move.trail, after_key=True)
        return self._go(call, move, visit, now, after_key=True)

    def hear(self, place: str, call: Call, trail: Trail, take: Take | None, ended_by: str) -> Turn:
        """A voice was recorded at a place, or nothing was."""
        now = self.clock.now()
        visit = self.callers.visit(call, trail, now)
        scene = visiting.enter(place, visit)
        kept = None
        if take is not None:
            kept = self.database.write(lambda session: takes.accept(session, take, place, visit, ended_by))
        target = scene.target(ended_by) if ended_by in takes.LEAVING else f"review/{kept}" if kept else None
        if target is None:
            return self._fall_silent(call, scene, visit, trail, now)
        return self._go(call, Move(target, trail.after_key(int(now.timestamp()))), visit, now, after_key=True)

    def come_back(self, place: str, call: Call, trail: Trail, *, talked: bool) -> Turn:
        """The museum's telephone was rung: back from a talk, or nobody took the call."""
        now = self.clock.now()
        visit = self.callers.visit(call, trail, now)
        if talked:
            return self._go(call, Move("lobby/talked", trail.after_key(int(now.timestamp()))), visit, now)
        return self._fall_silent(call, visiting.enter(place, visit), visit, trail, now)

    def note(self, take: Take, place: str, language: str) -> None:
        """The carrier tells that a recording is finished."""
        now = self.clock.now()
        self.database.write(lambda session: takes.note(session, take, place, language, now))

    def apologise(self, call: Call, trail: Trail) -> Turn:
        """Sorry, and a way on, after a breath: mostly it was a key. A second fault in the call will not come here."""
        now = self.clock.now()
        trail = replace(trail.after_silence(stays=False), f=1)
        visit = self.callers.describe(call, trail, now)
        return turns.take_turn(visiting.enter("sorry", visit), visit, trail, now, after_key=True)

    def _fall_silent(self, call: Call, scene: Scene, visit: Visit, trail: Trail, now: datetime) -> Turn:
        silent = trail.after_silence(stays=scene.silence == scene.place)
        return self._go(call, Move(scene.silence, silent), visit, now)

    def _go(self, call: Call, move: Move, visit: Visit, now: datetime, *, after_key: bool = False) -> Turn:
        """Follow a target: pay what it costs in one transaction, then enter the place it leads to.

        What was counted within one place does not count in another that comes in its stead."""
        visit = recount(visiting.follow(move.target, visit), move.trail, now)
        place: str | None = move.target
        if visiting.costs(move.target):
            place = self.database.write(
                lambda session: self._act(session, call, move.target, visit, after_key)
            )
            trail = replace(move.trail, lang=visit.language, pace=visit.pace)
            visit = recount(self.callers.visit(call, trail, now, visit.typed), trail, now)
        if place is None:
            return Turn(None, visit, move.trail, move.trail)
        if place == "lobby" and visit.newcomer:
            visit = replace(visit, newcomer=False)  # greeted already
        scene, trail = visiting.enter(place, visit), move.trail
        if scene.place != place and (trail.silences or trail.wrong):
            trail = replace(trail, silences=0, wrong=0)
            scene = visiting.enter(place, recount(visit, trail, now))
        return turns.take_turn(scene, visit, trail, now, after_key=after_key)

    def _act(self, session: Session, call: Call, target: str, visit: Visit, after_key: bool) -> str | None:
        """Do what a target costs; None where the call is over and this step only comes late."""
        known = calls.find(session, call.sid)
        if known is not None and known.ended_at is not None:
            return None
        visit = replace(visit, visitor=visit.visitor or self.callers.meet(session, call, visit.now))
        place = visiting.act(session, target, visit)
        scene = visiting.enter(place, visit)
        visiting.delay(session, scene, visit, turns.find_lead(scene, after_key=after_key))
        return place

    def _welcome(self, session: Session, call: Call, now: datetime) -> tuple[bool, str]:
        visitor = self.callers.meet(session, call, now)
        line = self.callers.line(call)
        if calls.begin(session, call.sid, visitor.id, line.slug, now):
            day = now.astimezone(ZoneInfo(line.zone)).date()
            tallies.count(session, day, What.CALLS, Channel.PHONE, visitor.language or line.language)
        return calls.is_first(session, call.sid, visitor.id), visitor.pace


def _leave(session: Session, scene: Scene, visit: Visit, move: Move) -> None:
    """Keep how far a recording came; a repeated key finds it left already."""
    visitor = visit.visitor
    if visitor and visitor.item == scene.number and visitor.playing_since and move.left_at is not None:
        goes_on = bool(move.trail.p) or player.changes_pace(move.target)
        visiting.leave(session, scene.place, visit, move.left_at, for_good=not goes_on)


def _count_wrong(session: Session, scene: Scene, visit: Visit, digits: str) -> None:
    """A key that does nothing, and in what kind of place: which item or message it was is nobody's business."""
    counting.count(session, visit, What.WRONG, f"{scene.place.partition('/')[0]} {digits[:1]}")
