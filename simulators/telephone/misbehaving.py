"""Misbehaviour on request: what goes wrong between the museum and a carrier, and who does not lift."""

from collections import deque
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from simulators.telephone.calls import Troubles

# 429 and 500 are refused; `timeout` is not carried out either, but slowly; `lost` is carried out, and its answer lost.
FAULTS = ("429", "500", "timeout", "lost")
CODES = {"429": 20429, "500": 20500, "timeout": 20504, "lost": 20504}
# What becomes of a call or a text to a number; `human` listens to the end, `machine` records what it is told.
NUMBERS = ("busy", "no-answer", "failed", "machine", "human", "invalid", "stopped", "undelivered")
CALLBACKS = ("lost", "doubled", "reversed")


@dataclass
class Fault:
    """What goes wrong, how often, at which resource (`Calls`, `Messages` or `*`), and after how many seconds."""

    kind: str
    times: int = 1
    what: str = "*"
    seconds: float = 0.0


@dataclass
class Misbehaviour:
    """All that is switched on."""

    faults: deque[Fault] = field(default_factory=deque)
    numbers: dict[str, str] = field(default_factory=dict)
    callbacks: frozenset[str] = frozenset()

    def take(self, what: str) -> Fault | None:
        """The first fault that concerns a resource, counted down."""
        for fault in self.faults:
            if fault.what in ("*", what):
                fault.times -= 1
                self.faults = deque(one for one in self.faults if one.times > 0)
                return fault
        return None

    def troubles(self) -> Troubles:
        """What goes wrong with the callbacks of a call or a text that begins now."""
        wanted = self.callbacks
        return replace(
            Troubles(), duplicated_callbacks="doubled" in wanted, reversed_callbacks="reversed" in wanted,
            lost_callbacks="lost" in wanted,
        )  # fmt: skip

    def show(self) -> dict[str, Any]:
        """All of it, in the words of `change`."""
        faults = [asdict(one) for one in self.faults]
        return {"faults": faults, "numbers": self.numbers, "callbacks": sorted(self.callbacks)}

    def change(self, body: dict[str, Any]) -> None:
        """Switch on what a JSON body asks for; raises ValueError for what nobody knows."""
        faults = [Fault(**one) for one in body.get("faults", [])]
        numbers = {str(number): str(kind) for number, kind in body.get("numbers", {}).items()}
        callbacks = frozenset(map(str, body.get("callbacks", [])))
        unknown = [one.kind for one in faults if one.kind not in FAULTS]
        unknown += [kind for kind in numbers.values() if kind not in NUMBERS]
        unknown += [kind for kind in callbacks if kind not in CALLBACKS]
        if unknown:
            raise ValueError(f"no such misbehaviour: {', '.join(unknown)}")
        self.faults, self.numbers, self.callbacks = deque(faults), numbers, callbacks
