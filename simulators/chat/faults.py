"""Misbehaviour on request: the answers and delays that a real network brings now and then."""

from dataclasses import dataclass, field

from simulators.chat.refusals import Refused, too_many_requests

KINDS = ("429", "500", "timeout", "lost", "duplicate", "late")


@dataclass
class Fault:
    """What goes wrong, how often, and for which method (`*` for all)."""

    kind: str
    times: int = 1
    method: str = "*"
    seconds: int = 3

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; one of {', '.join(KINDS)}")


@dataclass
class Faults:
    """The switches that are on; each switches itself off when it has happened often enough."""

    on: list[Fault] = field(default_factory=list)

    def take(self, *kinds: str, method: str = "*") -> Fault | None:
        """The first switch of these kinds that concerns this method, counted down."""
        for fault in self.on:
            if fault.kind in kinds and fault.method.lower() in ("*", method.lower()):
                fault.times -= 1
                self.on = [one for one in self.on if one.times > 0]
                return fault
        return None


def refusal_of(fault: Fault) -> Refused:
    """The Bot API's words for a fault."""
    if fault.kind == "429":
        return too_many_requests(fault.seconds)
    return Refused(500, "Internal Server Error: restart")
