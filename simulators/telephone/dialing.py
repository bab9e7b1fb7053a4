"""Ringing others from within a call, connecting the first who answers, and parting again."""

from typing import Protocol

from simulators.telephone import callbacks
from simulators.telephone import effects as fx
from simulators.telephone.calls import Call
from simulators.telephone.machine import NOTHING
from simulators.telephone.verbs import Dial, Party


class Switch(Protocol):
    """Who opens legs for dialled parties and hears of every leg that ends."""

    def open_leg(self, parent: Call, party: Party, caller_id: str) -> Call:
        """Start ringing a party on behalf of a call."""
        ...

    def drop_children(self, call: Call) -> None:
        """End the legs a call had rung, when it goes on without them."""
        ...

    def left(self, call: Call, effect: fx.Ended) -> None:
        """Settle a leg whose machine has ended."""
        ...


def settle_dial(call: Call, verb: Dial, switch: Switch) -> None:
    """Ring everybody a Dial names, at once."""
    caller_id = verb.caller_id or (call.called if call.direction == "outbound-api" else call.caller)
    call.children = [switch.open_leg(call, party, caller_id) for party in verb.parties]
    call.note("note", f"ringing {len(call.children)} telephone(s) for up to {verb.timeout} s")


def is_screened(call: Call, effect: fx.Ended) -> bool:
    """Whether a dialled party has heard its words to the end and is now connected."""
    return call.parent is not None and effect.reason == NOTHING and not call.talking_with


def connect(child: Call) -> None:
    """Let the party and the caller talk; everybody else stops ringing."""
    parent = child.parent
    assert parent is not None
    child.talking_with, parent.talking_with = parent, child
    child.answered_at = child.seconds
    for other in parent.children:
        if other is not child and not other.is_over:
            callbacks.become(other, "canceled")
    for leg in (child, parent):
        leg.turn += 1
        leg.shown = leg.turn
        leg.note("note", "connected: both can talk")


def part(call: Call) -> None:
    """Take a leg out of its talk."""
    other, call.talking_with = call.talking_with, None
    if other is not None:
        other.talking_with = None


def outcome(call: Call) -> fx.Dialed | None:
    """How the dialling went, once nobody rings or talks any more."""
    if any(not child.is_over for child in call.children):
        return None
    bridged = [child for child in call.children if child.reason == "talked"]
    ranked = bridged or sorted(call.children, key=_rank)
    if not ranked:
        return fx.Dialed("failed", "", 0, False)
    chosen = ranked[0]
    return fx.Dialed(chosen.status, chosen.sid, chosen.duration if bridged else 0, bool(bridged))


def _rank(child: Call) -> int:
    order = ("completed", "busy", "no-answer", "failed", "canceled")
    return order.index(child.status)
