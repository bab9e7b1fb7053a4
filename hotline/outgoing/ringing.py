"""A call of ours, step by step: hello, the answer, once more, no more of these, goodbye; a machine gets no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hotline.callers import Call, Callers
from hotline.outgoing import words
from hotline.render import Part, render_hangup, render_step
from hotline.sounds import Sounds
from hotline.trail import Trail
from hotline.urls import Urls
from outbox import outcomes, stops
from outbox.contents import Contents, Letter, NotYet
from outbox.outcomes import MACHINES, News, Outcome, find_attempt
from outbox.tables import AttemptRow, DeliveryRow, Way
from scenes.sayings import prompt
from scenes.visit import Visit

WAIT, SHORT_WAIT, BREATH = 10, 3, 2  # seconds for a key
MOST_HOLDS = 6  # breaths: detection has told by then, or it will not
STOP_KEY, YES = "#", "1"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a call of ours is. `person` says that somebody pressed a key; `holds` counts waits for the detection;
    `heard` says that it was played to its end."""

    delivery: int
    number: int
    name: str
    key: str = ""
    person: bool = False
    heard: bool = False
    holds: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """What a step needs to know."""

    step: Step
    visit: Visit
    letter: Letter
    attempt: AttemptRow


class Ringing:
    """Answers the carrier's requests for documents; what must be remembered is in the row of the try."""

    def __init__(self, callers: Callers, contents: Contents, sounds: Sounds, urls: Urls) -> None:
        self.callers, self._contents, self._sounds, self._urls = callers, contents, sounds, urls
        self._steps: dict[str, Callable[[Session, Talk], str]] = {
            "hello": self._hello, "answer": self._answer, "stop": self._stop, "done": self._done, "bye": self._bye,
        }  # fmt: skip

    def take_step(self, session: Session, step: Step, call: Call, now: datetime) -> str:
        """The next document; one that hangs up where there is nothing to bring any more."""
        outcomes.tell(session, News(step.delivery, step.number, call.sid), now)
        row, attempt = (
            session.get(DeliveryRow, step.delivery),
            find_attempt(session, step.delivery, step.number),
        )
        if row is None or attempt is None or step.name not in self._steps:
            return render_hangup()
        ours = Call(call.sid, call.dialled, call.caller)  # we dialled, so the other way round
        visit = self.callers.describe(ours, Trail(row.language), now)
        letter = self._read_letter(session, row)
        if letter is None:
            return self._say((prompt(visit, "deliver.gone"),), visit)
        return self._steps[self._lead(step)](session, Talk(step, visit, letter, attempt))

    def note_heard(self, session: Session, delivery: int, number: int, now: datetime) -> None:
        """Four fifths played count as heard."""
        row, attempt = session.get(DeliveryRow, delivery), find_attempt(session, delivery, number)
        letter = self._read_letter(session, row) if row is not None else None
        if attempt is None or attempt.playing_since is None or letter is None:
            return
        if now - attempt.playing_since >= timedelta(seconds=words.measure(letter)):
            outcomes.hear(session, delivery, number, now)

    @staticmethod
    def _lead(step: Step) -> str:
        """Where a key leads: the hash key asks whether to stop, 1 after that stops, any other plays it (again)."""
        if not step.key:
            return step.name
        if step.name == "stop":
            return "done" if step.key == YES else "answer"
        return "stop" if step.key == STOP_KEY else "answer"

    def _hello(self, _: Session, talk: Talk) -> str:
        return self._say(
            words.say_hello(talk.visit, talk.letter), talk.visit, talk.step, "answer", SHORT_WAIT
        )

    def _answer(self, session: Session, talk: Talk) -> str:
        """Only a person hears it; until the detection has told, we hold the line for a little."""
        by, is_person = talk.attempt.answered_by or "", talk.step.person or bool(talk.step.key)
        if by.startswith(MACHINES) and not is_person:
            return self._say(words.say_machine(talk.visit), talk.visit)
        if not by and not is_person and talk.step.holds < MOST_HOLDS:
            return self._hold(talk)
        letter = talk.letter
        outcomes.play(session, talk.step.delivery, talk.step.number, talk.visit.now)
        token = self._sounds.make_path_token(letter.phone) if letter.phone else ""
        return self._say(
            words.say_answer(talk.visit, letter, token), talk.visit, talk.step, "bye", WAIT, "heard=1"
        )

    def _hold(self, talk: Talk) -> str:
        says = () if talk.step.holds else (prompt(talk.visit, "deliver.hold"),)
        onward = f"holds={talk.step.holds + 1}"
        return self._say(says, talk.visit, talk.step, "answer", BREATH, onward)

    def _stop(self, _: Session, talk: Talk) -> str:
        says = (prompt(talk.visit, "deliver.sure"), prompt(talk.visit, "deliver.else"))
        is_heard = talk.attempt.playing_since is not None
        onward = "bye" if is_heard else "answer"
        return self._say(
            says, talk.visit, Step(talk.step.delivery, talk.step.number, "stop"), onward, WAIT, "person=1"
        )

    def _done(self, session: Session, talk: Talk) -> str:
        """No more calls to this number; its owner hears what waits when they ring."""
        row, now = session.get_one(DeliveryRow, talk.step.delivery), talk.visit.now
        keys = self.callers.keys
        if keys is not None and row.address:
            stops.stop(session, keys.hashes(keys.decrypt(row.address)), Way.CALL, now)
        self.note_heard(session, row.id, talk.step.number, now)
        if talk.attempt.heard_at is None:
            self._end_stopped(session, talk, now)
        return self._say((prompt(talk.visit, "deliver.stopped"),), talk.visit)

    def _bye(self, session: Session, talk: Talk) -> str:
        if talk.step.heard:
            outcomes.hear(session, talk.step.delivery, talk.step.number, talk.visit.now)
        self.note_heard(session, talk.step.delivery, talk.step.number, talk.visit.now)
        return self._say((prompt(talk.visit, "deliver.bye"),), talk.visit)

    def _end_stopped(self, session: Session, talk: Talk, now: datetime) -> None:
        """Why it was not heard is known here alone: the carrier only tells that somebody lifted."""
        sid = talk.attempt.carrier_id or ""
        news = News(talk.step.delivery, talk.step.number, sid, Outcome.STOPPED)
        ended = outcomes.tell(session, news, now)
        if ended is not None:
            self._contents.settled(session, ended, now)

    def _read_letter(self, session: Session, row: DeliveryRow) -> Letter | None:
        try:
            return self._contents.letter(session, row.subject, row.subject_id)
        except NotYet:
            return None

    def _say(
        self, parts: Iterable[Part], visit: Visit, step: Step | None = None, onward: str = "", wait: int = 0,
        query: str = "",
    ) -> str:  # fmt: skip
        """A document; without a step it is the last."""
        voices = visit.catalogue.languages
        if step is None:
            return render_step(parts, voices, self._urls, "", "", 0)
        where = (step.delivery, step.number)
        action = self._urls.deliver(*where, step.name, "on=key")
        return render_step(parts, voices, self._urls, action, self._urls.deliver(*where, onward, query), wait)
