"""The telephone as the outbox's carrier: it rings people, or writes them a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from content.shelf import Shelf
from hotline.carrier import CarrierFailed, Ring, Trace, Twilio
from hotline.outgoing.news import CALLS, TEXTS
from hotline.outgoing.words import write_text
from hotline.urls import Urls
from outbox.carrier import DeliveryFailed, Errand, Pace, Receipt
from outbox.contents import Letter
from outbox.outcomes import Outcome
from outbox.tables import Reason

T = TypeVar("T")
# One call a second for each account, else the carrier queues it, past bedtime if need be (22005); a long number
# writes one text a second.
CALL_PACE, TEXT_PACE = Pace("call", 1.0), Pace("sms", 1.0)
ABROAD = frozenset({13227, 21215, 21216, 21408})
NO_NUMBER = frozenset({21211, 21214, 21217, 21614})
STOPPED = 21610
OVERLOADED = 5.0  # seconds of rest after "too many requests"
OURS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})  # a password can be put right


@dataclass(frozen=True)
class Calls:
    """Rings people."""

    twilio: Twilio
    urls: Urls
    pace: Pace = CALL_PACE

    def weigh(self, letter: Letter) -> int:
        """A call is a call."""
        return 1

    def send(self, errand: Errand) -> Receipt:
        """Ring; raises `DeliveryFailed`."""
        steps = ("hello", "status", "detected")
        hello, told, detected = (self.urls.deliver(errand.delivery, errand.number, step) for step in steps)
        ring = Ring(errand.address.value, hello, told, detected, self.urls.fallback)
        return Receipt(_translate(lambda: self.twilio.ring(ring)))

    def find(self, errand: Errand) -> Receipt | None:
        """A call to this number since then that belongs to nobody we know."""
        found = _translate(lambda: self.twilio.list_calls(errand.address.value, errand.began_at))
        return next((Receipt(one.sid) for one in found if one.sid not in errand.taken), None)

    def look(self, carrier_id: str) -> Outcome | None:
        """How a call ended."""
        trace = _translate(lambda: self.twilio.look_at_call(carrier_id))
        return _judge(trace)


@dataclass(frozen=True)
class Texts:
    """Writes to people; the words are the same for the same delivery, so that one is known again."""

    twilio: Twilio
    urls: Urls
    shelf: Shelf
    museum: str
    pace: Pace = TEXT_PACE

    def weigh(self, letter: Letter) -> int:
        """It fits into one, or the carrier cuts it and puts it together."""
        return 1

    def send(self, errand: Errand) -> Receipt:
        """Write; raises `DeliveryFailed`."""
        words = write_text(self.shelf.catalogue, errand.language, self.museum)
        told = self.urls.deliver(errand.delivery, errand.number, "texted")
        return Receipt(_translate(lambda: self.twilio.write(errand.address.value, words, told)))

    def find(self, errand: Errand) -> Receipt | None:
        """A text to this number since then, in these words, that belongs to nobody we know."""
        words = write_text(self.shelf.catalogue, errand.language, self.museum)
        found = _translate(lambda: self.twilio.list_texts(errand.address.value, errand.began_at))
        fits = (one for one in found if one.body == words and one.sid not in errand.taken)
        return next((Receipt(one.sid) for one in fits), None)

    def look(self, carrier_id: str) -> Outcome | None:
        """How a text ended."""
        return TEXTS.get(_translate(lambda: self.twilio.look_at_text(carrier_id)).status)


def _judge(trace: Trace) -> Outcome | None:
    """A lifted call whose machine was noticed is one for a machine, even where the news of that were lost."""
    outcome = CALLS.get(trace.status)
    is_machine = trace.answered_by.startswith(("machine", "fax"))
    return Outcome.MACHINE if outcome == Outcome.COMPLETED and is_machine else outcome


def _translate(ask: Callable[[], T]) -> T:
    """The carrier's refusals as those of a delivery."""
    try:
        return ask()
    except CarrierFailed as error:
        raise DeliveryFailed(
            str(error), permanent=error.permanent and error.status not in OURS, reason=_name(error),
            unsure=error.unsure, wait=OVERLOADED if error.status == HTTPStatus.TOO_MANY_REQUESTS else 0,
        ) from error  # fmt: skip


def _name(error: CarrierFailed) -> Reason:
    if error.code == STOPPED:
        return Reason.STOPPED
    if error.code in NO_NUMBER:
        return Reason.NUMBER
    if error.code in ABROAD:
        return Reason.COUNTRY
    return Reason.REFUSED if error.permanent else Reason.CARRIER
