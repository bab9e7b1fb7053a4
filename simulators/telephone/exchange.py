"""The telephone exchange: every leg, the museum's number, and what is kept of them."""

import threading
from dataclasses import replace

from simulators.config import SimulatorConfig
from simulators.telephone import callbacks, dialing, diary
from simulators.telephone import effects as fx
from simulators.telephone.calls import Call, Opening, StatusCallback, Troubles
from simulators.telephone.conductor import Outside, give, refresh
from simulators.telephone.machine import Machine
from simulators.telephone.media import Media
from simulators.telephone.messages import Messages
from simulators.telephone.misbehaving import Misbehaviour
from simulators.telephone.numbers import Numbers
from simulators.telephone.recordings import Recordings
from simulators.telephone.shelf import Shelf
from simulators.telephone.transport import Transport
from simulators.telephone.verbs import Party
from simulators.telephone.words import Words


class Exchange:
    """All that one practice telephone knows; routes and actors act through it."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.home = f"{config.public_url.rstrip('/')}/2010-04-01/Accounts/{config.account_sid}"
        self.shelf = Shelf(config.data_dir / "telephone" if config.data_dir else None)
        self.transport = Transport(config.auth_token)
        self.recordings = Recordings(self.shelf, self.home)
        self.numbers = Numbers(config, self.shelf)
        self.messages = Messages(self.shelf)
        self.diary = diary.Diary(self.shelf)
        self.calls: dict[str, Call] = {}
        self.refusals = 0
        self.misbehaviour = Misbehaviour()
        words = Words(config.hotline_url, self.transport)
        self.outside = Outside(self.transport, Media(self.transport), words, self.recordings, self)
        self._changed = threading.Condition()
        self._version = 0

    # opening

    def dial(self, caller: str, troubles: Troubles) -> Call:
        """Ring the museum from a number; the call is through, or refused, when this returns."""
        number = self.numbers.one
        fallback = _fetch(number.voice_fallback_url, number.voice_fallback_method)
        callback = number.status_callback and StatusCallback(
            number.status_callback, number.status_callback_method
        )
        call = Call(
            self.config.account_sid, "inbound", caller, number.phone_number, Machine(fallback), Opening(),
            callback or None, troubles,
        )  # fmt: skip
        self.admit(call)
        with call.lock:
            callbacks.become(call, "ringing")
            give(call, self.outside, fx.Redirected(number.voice_url, number.voice_method))
        self.tell(call)
        return call

    def open_leg(self, parent: Call, party: Party, caller_id: str) -> Call:
        """Ring a dialled party; its leg shares the lock of the call it belongs to."""
        opening = Opening(fx.Fetch(party.url, party.method)) if party.url else Opening()
        leg = Call(
            parent.account_sid, "outbound-dial", caller_id, party.address, Machine(), opening,
            troubles=replace(parent.troubles), parent=parent, lock=parent.lock,
        )  # fmt: skip
        leg.status = "ringing"
        self.admit(leg)
        return leg

    def admit(self, call: Call) -> None:
        """Let a leg be known."""
        self.calls[call.sid] = call
        self.diary.write(call)

    def ring_waiting(self) -> list[Call]:
        """Let queued calls ring; all calls that ring at this moment, dialled parties included."""
        for call in list(self.calls.values()):
            with call.lock:
                if call.status == "queued":
                    callbacks.become(call, "initiated")
                    callbacks.become(call, "ringing")
                    self.tell(call)
                callbacks.deliver(call, self.transport)
        outgoing = ("outbound-api", "outbound-dial")
        calls = list(self.calls.values())  # meanwhile others may begin
        return [call for call in calls if call.status == "ringing" and call.direction in outgoing]

    # closing

    def left(self, call: Call, effect: fx.Ended) -> None:
        """A leg's machine has ended: connect a party that was only waiting for that, or close the leg."""
        if dialing.is_screened(call, effect):
            dialing.connect(call)
        else:
            self.close(call, effect.status, effect.reason)

    def close(self, call: Call, status: str, reason: str) -> None:
        """End a leg, and everything that hangs on it."""
        if call.is_over:
            return
        call.reason = "talked" if call.talking_with and call.parent else reason
        dialing.part(call)
        call.turn += 1
        callbacks.become(call, status)
        call.note("note", f"the call is over: {reason}")
        self.drop_children(call)
        self._lead_on(call.parent)
        callbacks.deliver(call, self.transport)
        self.diary.write(call)

    def drop_children(self, call: Call) -> None:
        """End the legs a call had rung, when it goes on without them."""
        for child in call.children:
            self.close(child, "canceled" if child.answered_at is None else "completed", "the caller left")

    def _lead_on(self, parent: Call | None) -> None:
        if parent is None or parent.is_over:
            return
        dialed = dialing.outcome(parent)
        if dialed is not None:
            give(parent, self.outside, dialed)

    # orders from outside

    def order(self, call: Call, event: fx.Event) -> None:
        """Put an order of the REST API before a call; it is carried out when the caller's side looks next.

        Fetching here would make the museum wait for itself: it is in the middle of its own request.
        """
        call.inbox.append(event)
        self.tell(call)

    def catch_up(self, call: Call) -> None:
        """Carry out what was ordered."""
        with call.lock:
            refresh(call, self.outside)

    # watching

    def tell(self, call: Call) -> None:
        """Wake up everybody who watches, after a change."""
        self.diary.write(call)
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def watch(self, version: int, seconds: float) -> int:
        """Wait until something is newer than `version`; the present version."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, seconds)
            return self._version


def _fetch(url: str, method: str) -> fx.Fetch | None:
    return fx.Fetch(url, method) if url else None
