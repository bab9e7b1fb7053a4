"""The addresses of calls and texts that we make: documents for the call, and news of how it goes."""

from __future__ import annotations

from flask import Response, abort
from sqlalchemy.orm import Session

from db.clock import Clock
from db.database import Database
from hotline.callers import Call, find_address
from hotline.door import here, xml
from hotline.outgoing import news
from hotline.outgoing.ringing import Ringing, Step
from hotline.urls import KEY
from outbox import outcomes, stops
from outbox.contents import Contents
from outbox.outcomes import News, Outcome
from outbox.tables import Way

MOST_DIGITS = 2


class OutgoingDoor:
    """The views."""

    def __init__(self, database: Database, clock: Clock, ringing: Ringing, contents: Contents) -> None:
        self._database, self._clock = database, clock
        self._ringing, self._contents = ringing, contents

    def step(self, delivery: int, number: int, step: str) -> Response:
        """The next document of a call of ours."""
        webhook = here()
        args, form = webhook.args, webhook.form
        key = form.get("Digits", "")[:1] if args.get("on") == KEY else ""
        where = Step(
            delivery, number, step, key, "person" in args, "heard" in args, _count(args.get("holds", ""))
        )
        call, now = Call.read(form), self._clock.now()
        return xml(self._database.write(lambda session: self._ringing.take_step(session, where, call, now)))

    def status(self, delivery: int, number: int) -> Response:
        """How far a call is, or how it ended."""
        return self._note(news.read_call(delivery, number, here().form))

    def detected(self, delivery: int, number: int) -> Response:
        """Whether a person lifted."""
        return self._note(news.read_detection(delivery, number, here().form))

    def texted(self, delivery: int, number: int) -> Response:
        """How far a text is. Who has told the carrier to stop has told us."""
        form = here().form
        told = news.read_text(delivery, number, form)
        address = find_address(form.get("To", ""))
        keys = self._ringing.callers.keys
        if told.outcome == Outcome.STOPPED and address is not None and keys is not None:
            hashes = keys.hashes(address)
            with self._database.writes() as session:
                stops.stop(session, hashes, Way.SMS, self._clock.now())
        return self._note(told)

    def _note(self, told: News) -> Response:
        if not told.carrier_id:
            abort(400)
        self._database.write(lambda session: self._settle(session, told))
        return Response(status=204)

    def _settle(self, session: Session, told: News) -> None:
        """What was played before the receiver went down counts too."""
        now = self._clock.now()
        if told.outcome == Outcome.COMPLETED:
            self._ringing.note_heard(session, told.delivery, told.number, now)
        ended = outcomes.tell(session, told, now)
        if ended is not None:
            self._contents.settled(session, ended, now)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
