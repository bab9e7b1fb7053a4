"""The plain middle of a chat: something comes in, the next messages go out. It remembers nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy.orm import Session

from addresses.address import read_chat
from bots.telegram import drafts, render, visits
from bots.telegram.house import House
from bots.telegram.incoming import Incoming
from bots.telegram.labels import Labels, label
from bots.telegram.outgoing import Outgoing, Text
from bots.telegram.studio import Studio
from bots.telegram.understanding import find_target
from scenes import visiting
from scenes.sayings import speak
from scenes.scene import Scene
from scenes.visit import Visit
from visitors import enclosing, people, privacy, requests, tallies
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState
from visitors.tallies import What


@dataclass(frozen=True, slots=True)
class Turn:
    """What to send, whose it is, which message to write over, which one loses its buttons, and in which language."""

    outgoing: Outgoing
    visitor: int
    edit: int | None = None
    bare: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Conversation:
    """Answers what came in; two short transactions a turn, none of them open while anything is sent."""

    house: House
    studio: Studio | None = None

    def answer(self, incoming: Incoming) -> Turn | None:
        """The next turn; None where nothing is to be said."""
        visit = self._visit(incoming)
        scene = self._present(visit)
        labels = label(visit.catalogue, visit.language)
        ours = self.studio.answer(incoming, visit, scene) if self.studio else None
        if ours is not None:
            return self._turn(render.render(ours, label(visit.catalogue, ours.language)), visit)
        if incoming.data:
            return self._press(incoming, scene, visit, labels)
        if incoming.unseen or incoming.big:
            return self._remark(scene, visit, "chat.long" if incoming.big else "chat.unknown")
        target = find_target(incoming, scene, visit, labels)
        if target is not None:
            return self._follow(incoming, target, visit)
        return self._take(incoming, scene, visit)

    def correct(self, incoming: Incoming) -> Turn | None:
        """A message was changed: a draft takes the new words; what was sent stays, and is told so."""
        visit = visits.describe(self.house, incoming.chat, incoming.language)
        row = self._find(incoming)
        if row is None or visit.visitor is None or row.state == RequestState.THROWN:
            return None
        visitor = visit.visitor.id
        if not self.house.database.write(
            lambda session: requests.reword(session, row.id, visitor, incoming.text)
        ):
            return self._remark(self._present(visit), visit, "chat.edited")
        return self._show(f"review/{row.id}", visit, writes_over=visit.visitor.place == f"review/{row.id}")

    def settle(self, turn: Turn, message: int | None) -> None:
        """The turn was sent: remember where its visitor is, and which message carries the buttons."""
        self.house.database.write(lambda session: self._settle(session, turn, message))

    def _settle(self, session: Session, turn: Turn, message: int | None) -> None:
        """A person who is here for the first time on a day of the museum's counts as a chat."""
        now = self.house.clock.now().astimezone(self.house.settings.zone)
        midnight = datetime.combine(now, time(), now.tzinfo)
        if people.come_today(session, turn.visitor, midnight, now):
            tallies.count(session, now.date(), What.CHATS, Channel.CHAT, turn.language)
        people.stand_at(session, turn.visitor, turn.outgoing.place, message)

    def lose(self, chat: int) -> None:
        """Nobody can be reached there any more, until they write again."""
        hashes = self.house.keys.hashes(read_chat(chat))
        self.house.database.write(lambda session: people.mark_unreachable(session, hashes))

    def regain(self, chat: int) -> None:
        """Somebody let us in again."""
        self.house.database.write(lambda session: visits.meet(session, self.house, chat))

    def move(self, old: int, new: int) -> None:
        """A group has another number from now on."""
        keys = self.house.keys
        self.house.database.write(
            lambda session: people.move(session, keys.hashes(read_chat(old)), keys.hash(read_chat(new)))
        )

    def _visit(self, incoming: Incoming) -> Visit:
        """This moment of the visit; whoever comes for the first time is met, or again after all was forgotten:
        then the buttons that were pressed are the present ones."""
        visit = visits.describe(self.house, incoming.chat, incoming.language)
        if visit.visitor is not None:
            self._know_again(incoming.chat, visit.visitor.key)
            return visit
        self.house.database.write(lambda session: visits.meet(session, self.house, incoming.chat))
        met = visits.describe(self.house, incoming.chat, incoming.language)
        visitor = replace(met.visitor, message=incoming.pressed or None) if met.visitor else None
        return replace(met, newcomer=True, visitor=visitor)

    def _know_again(self, chat: int, key: str) -> None:
        """Whoever was known by an older key is known by the current one from now on."""
        hashes = self.house.keys.hashes(read_chat(chat))
        if key != hashes[0]:
            self.house.database.write(lambda session: privacy.rekey(session, hashes))

    def _present(self, visit: Visit) -> Scene:
        """Where the visitor is; a newcomer is in the lobby."""
        place = visit.visitor.place if visit.visitor else None
        return visiting.enter(place or "lobby", visit)

    def _press(self, incoming: Incoming, scene: Scene, visit: Visit, labels: Labels) -> Turn:
        """What a button carries may be made by hand: it is only ever a place, and unknown ones lead to the lobby."""
        if incoming.data.startswith(render.READ):
            return self._read(incoming.data.removeprefix(render.READ), scene, visit, labels)
        is_newest = visit.visitor is not None and incoming.pressed == visit.visitor.message
        over = is_newest and not render.stays(scene)
        return self._follow(incoming, incoming.data, visit, writes_over=over)

    def _read(self, number: str, scene: Scene, visit: Visit, labels: Labels) -> Turn:
        """The words of an item: of the one that stands here, else of any by its number."""
        if scene.card is None or str(scene.card.item.number) != number:
            scene = visiting.enter(f"item/{number}/0", visit)
        return self._turn(render.read(scene, labels), visit)

    def _take(self, incoming: Incoming, scene: Scene, visit: Visit) -> Turn | None:
        """Words, a sound or a picture for the museum become a draft; a word or two are met with a kind one."""
        if not drafts.is_draft(incoming, scene):
            return self._remark(scene, visit, "chat.few_words")
        album = self._find_album(incoming, visit)
        if album is not None:
            joined = self._join(album, incoming, visit, late=True)
            return self._show(scene.place, visit) if joined and incoming.text else None
        with self.house.database.reads() as session:
            known = drafts.find_known(session, self.house, incoming, visit)
        if known is not None and not incoming.album:
            return self._show(f"review/{known}", visit)
        draft = drafts.find_open(scene)
        if draft is not None and self._join(draft, incoming, visit):
            return self._show(f"review/{draft}", visit)
        kept = self.house.database.write(
            lambda session: drafts.keep(session, self.house, incoming, scene, visit)
        )
        return self._show(f"review/{kept}", visit)

    def _join(self, draft: int, incoming: Incoming, visit: Visit, late: bool = False) -> bool:
        """More belongs to the draft that waits: a long letter comes in several messages, its photos after it."""
        return self.house.database.write(
            lambda session: drafts.join(session, self.house, incoming, draft, visit, late=late)
        )

    def _find_album(self, incoming: Incoming, visit: Visit) -> int | None:
        """The request that began with pictures sent together with this one, or got them."""
        if not incoming.album or visit.visitor is None:
            return None
        visitor, albums = visit.visitor.id, drafts.name_origins(self.house, incoming)
        with self.house.database.reads() as session:
            return enclosing.find_album(session, visitor, albums)

    def _find(self, incoming: Incoming) -> RequestRow | None:
        """The request that this message made before."""
        origins = drafts.name_origins(self.house, incoming)
        with self.house.database.reads() as session:
            return requests.find_origin(session, origins)

    def _follow(self, incoming: Incoming, target: str, visit: Visit, *, writes_over: bool = False) -> Turn:
        """Follow a target: pay what it costs in one transaction, then show the place it leads to."""
        visit = visiting.follow(target, visit)
        if visiting.costs(target):
            heard = visit.heard  # as it was before: what comes now counts as heard, yet is no old favourite
            target = self.house.database.write(lambda session: visiting.act(session, target, visit))
            paid = visits.describe(self.house, incoming.chat, incoming.language)
            visit = replace(visit, visitor=paid.visitor or visit.visitor, load_heard=lambda: heard)
        return self._show(target, visit, writes_over=writes_over)

    def _show(self, place: str, visit: Visit, *, writes_over: bool = False) -> Turn:
        scene = visiting.enter(place, visit)
        return self._turn(render.render(scene, label(visit.catalogue, visit.language)), visit, writes_over)

    def _remark(self, scene: Scene, visit: Visit, key: str) -> Turn:
        words = speak(visit.catalogue, visit.language, key).text
        return self._turn(render.remark(scene, label(visit.catalogue, visit.language), words), visit)

    def _turn(self, outgoing: Outgoing, visit: Visit, writes_over: bool = False) -> Turn:
        """A menu is written over the one before; all else comes below, and the old buttons go."""
        visitor, message = (visit.visitor.id, visit.visitor.message) if visit.visitor else (0, None)
        is_one = len(outgoing.parts) == 1 and isinstance(outgoing.parts[0], Text)
        if writes_over and is_one and not outgoing.comes_new:
            return Turn(outgoing, visitor, edit=message, language=visit.language)
        return Turn(outgoing, visitor, bare=message, language=visit.language)
