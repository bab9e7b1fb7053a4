"""One leg of a telephone call: who, how far, what is heard now."""

import secrets
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from simulators.telephone.effects import Event, Fetch
from simulators.telephone.machine import Machine
from simulators.telephone.timeline import Timeline
from simulators.telephone.verbs import Document

WITHHELD = "+266696687"  # what Twilio sends for a withheld number: ANONYMOUS on the keys
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
GEOGRAPHY = [
    who + what for who in ("Caller", "Called", "From", "To") for what in ("City", "State", "Zip", "Country")
]


def new_sid(prefix: str) -> str:
    """An identifier as Twilio makes them: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


@dataclass(frozen=True)
class Troubles:
    """What shall go wrong on purpose in a call, as it does with the real carrier."""

    duplicates: bool = False  # every request is delivered twice
    reversed_callbacks: bool = False  # status callbacks arrive at the end, last one first
    silent_recordings_saved: bool = False  # an empty recording leads to its action all the same
    duplicated_callbacks: bool = False  # status callbacks arrive twice
    lost_callbacks: bool = False  # status callbacks never arrive


@dataclass(frozen=True)
class StatusCallback:
    """Where, how and of which events the museum wants to hear."""

    url: str
    method: str = "POST"
    events: tuple[str, ...] = ("completed",)


@dataclass(frozen=True)
class Opening:
    """What is run once the call is through: a document to fetch, one given inline, or nothing."""

    fetch: Fetch | None = None
    document: Document | None = None


@dataclass(eq=False)
class Call:
    """The state of one leg; only whoever holds `lock` changes it. `turn` counts the effects so far."""

    account_sid: str
    direction: str
    caller: str
    called: str
    machine: Machine
    opening: Opening
    callback: StatusCallback | None = None
    troubles: Troubles = field(default_factory=Troubles)
    parent: "Call | None" = None
    ring_seconds: int = 60
    detect_machine: bool = False
    detection: "StatusCallback | None" = None  # where to tell who lifted, when that is not waited for
    sid: str = field(default_factory=lambda: new_sid("CA"))
    status: str = "queued"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float = 0.0
    answered_at: float | None = None
    answered_by: str = ""
    turn: int = 0
    shown: int = -1
    reason: str = ""
    talking_with: "Call | None" = None
    children: list["Call"] = field(default_factory=list)
    timeline: Timeline = field(default_factory=Timeline)
    heard: dict[str, Any] = field(default_factory=dict)
    sound: bytes = b""
    inbox: deque[Event] = field(default_factory=deque)
    callbacks: deque[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=deque)
    callback_number: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen any more."""
        return self.status in OVER

    @property
    def duration(self) -> int:
        """Whole seconds since the call was answered; 0 for one that never was."""
        return 0 if self.answered_at is None else int(self.seconds - self.answered_at)

    def note(self, kind: str, text: str, **detail: Any) -> None:
        """Write something into the call's timeline."""
        self.timeline.add(kind, text, self.seconds, **detail)

    def params(self, status: str | None = None) -> list[tuple[str, str]]:
        """The form fields that come with every request about this call."""
        fields = {
            "AccountSid": self.account_sid, "ApiVersion": "2010-04-01", "CallSid": self.sid,
            "CallStatus": status or self.status, "Called": self.called, "Caller": self.caller,
            "Direction": self.direction, "From": self.caller, "To": self.called,
        }  # fmt: skip
        fields.update(dict.fromkeys(GEOGRAPHY, ""))
        if self.parent is not None:
            fields["ParentCallSid"] = self.parent.sid
        if self.answered_by:
            fields["AnsweredBy"] = self.answered_by
        return list(fields.items())
