"""The TwiML verbs as plain values, with every default already filled in and every URL absolute."""

from dataclasses import dataclass

ENDLESS = 1000  # Twilio repeats a loop of 0 this often


@dataclass(frozen=True)
class Say:
    """Words for the carrier's voice; `breaks` are the seconds of silence that SSML asks for."""

    text: str
    voice: str
    language: str
    loop: int = 1
    breaks: float = 0.0
    markup: str = ""


@dataclass(frozen=True)
class Play:
    """A sound file, or `digits` as tones."""

    url: str
    loop: int = 1
    digits: str = ""


@dataclass(frozen=True)
class Pause:
    """Silence of whole seconds."""

    seconds: int = 1


Spoken = Say | Play | Pause


@dataclass(frozen=True)
class Gather:
    """Prompts over which, and seconds after which, keys are awaited."""

    action: str
    method: str
    timeout: float
    finish_on_key: str
    num_digits: int | None
    action_on_empty: bool
    speech: bool
    barge_in: bool
    prompts: tuple[Spoken, ...]


@dataclass(frozen=True)
class Record:
    """A message after the tone; `timeout` is the silence and `max_length` the length that end it."""

    action: str
    method: str
    timeout: int
    finish_on_key: str
    max_length: int
    beep: bool
    callback: str | None
    callback_method: str
    callback_events: tuple[str, ...]


@dataclass(frozen=True)
class Redirect:
    """Go on with another document; `url` is empty where the verb had no text."""

    url: str
    method: str


@dataclass(frozen=True)
class Party:
    """Somebody to be rung; `url` is what the one who answers hears before being connected."""

    kind: str
    address: str
    url: str | None = None
    method: str = "POST"


@dataclass(frozen=True)
class Dial:
    """Ring others, all at once; the first to answer is connected."""

    parties: tuple[Party, ...]
    action: str | None
    method: str
    timeout: int
    caller_id: str | None
    hangup_on_star: bool


@dataclass(frozen=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True)
class Reject:
    """Never answer; `reason` is rejected or busy."""

    reason: str


Verb = Spoken | Gather | Record | Redirect | Dial | Hangup | Reject


@dataclass(frozen=True)
class Note:
    """Something for the technician's log; `level` is note, warning or error."""

    level: str
    text: str
    code: int | None = None


@dataclass(frozen=True)
class Document:
    """One answer of the museum, read; `url` is None for TwiML handed over inline."""

    verbs: tuple[Verb, ...]
    url: str | None = None
    notes: tuple[Note, ...] = ()
