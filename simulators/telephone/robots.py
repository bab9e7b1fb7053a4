"""Telephones that nobody sits at: they are busy, ring in vain, record like a machine, or listen to the end."""

from simulators.telephone import hands
from simulators.telephone.calls import Call
from simulators.telephone.exchange import Exchange
from simulators.telephone.view import state

MOST_STEPS = 200
ANSWERS = {"human": "human", "machine": "machine_end_beep"}


def let_live(exchange: Exchange) -> None:
    """Let every ringing telephone with a manner of its own behave in it."""
    for call in exchange.ring_waiting():
        manner = exchange.misbehaviour.numbers.get(call.called, "")
        if manner in ANSWERS:
            _listen(exchange, call, ANSWERS[manner])
        elif manner in ("busy", "no-answer", "failed"):
            exchange.close(call, manner, manner)


def _listen(exchange: Exchange, call: Call, answered_by: str) -> None:
    """Lift, and let everything be said to its end."""
    hands.act(exchange, call, {"event": "answer", "answered_by": answered_by})
    for _ in range(MOST_STEPS):
        if call.is_over:
            return
        seconds = state(call)["now"]["seconds"]
        hands.act(exchange, call, {"event": "finished", "elapsed_seconds": seconds, "turn": call.turn})
    hands.act(exchange, call, {"event": "hangup"})
