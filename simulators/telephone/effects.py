"""What a call does next, and what can happen to it: the two sides of the machine."""

from dataclasses import dataclass

from simulators.telephone.verbs import Dial, Document, Gather, Record, Spoken

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fetch:
    """Ask the museum for a document; `params` come on top of the standard ones."""

    url: str
    method: str = "POST"
    params: Params = ()


@dataclass(frozen=True)
class Prompt:
    """Something is heard; `interruptible` when a key would stop it."""

    verb: Spoken
    interruptible: bool = False
    speech: bool = False


@dataclass(frozen=True)
class Listen:
    """Keys are awaited for `timeout` seconds from the last one on."""

    gather: Gather
    digits: str = ""


@dataclass(frozen=True)
class Recording:
    """The caller is being recorded."""

    verb: Record


@dataclass(frozen=True)
class Dialing:
    """Others are being rung, or talked with."""

    verb: Dial


@dataclass(frozen=True)
class Ended:
    """The call is over; `status` is the carrier's word for how, `reason` ours."""

    reason: str
    status: str = "completed"


Effect = Fetch | Prompt | Listen | Recording | Dialing | Ended


@dataclass(frozen=True)
class Arrived:
    """A document came."""

    document: Document


@dataclass(frozen=True)
class Failed:
    """A document or a sound did not come, or was unusable."""

    code: int
    url: str
    message: str


@dataclass(frozen=True)
class Redirected:
    """The museum sends a live call elsewhere through the REST API."""

    url: str
    method: str = "POST"


@dataclass(frozen=True)
class Finished:
    """What was heard came to its end."""


@dataclass(frozen=True)
class Silent:
    """The time to press or to speak ran out."""


@dataclass(frozen=True)
class Pressed:
    """One key."""

    digit: str


@dataclass(frozen=True)
class Spoke:
    """Words, where a Gather listens for them."""

    text: str
    confidence: float = 0.9


@dataclass(frozen=True)
class Recorded:
    """A recording was made; `digits` is the key that ended it, or hangup."""

    sid: str
    url: str
    seconds: float
    digits: str = ""


@dataclass(frozen=True)
class Dialed:
    """The dialled party is gone, or never came."""

    status: str
    sid: str
    seconds: int
    bridged: bool


@dataclass(frozen=True)
class HungUp:
    """The caller put the receiver down, or the line dropped."""


Event = Arrived | Failed | Redirected | Finished | Silent | Pressed | Spoke | Recorded | Dialed | HungUp
