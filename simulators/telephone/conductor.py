"""Carries a call from one effect to the next: fetches, checks, writes down, until the caller's turn."""

from dataclasses import dataclass

from simulators.telephone import callbacks, twiml, verbs, voices
from simulators.telephone import effects as fx
from simulators.telephone.calls import Call
from simulators.telephone.dialing import Switch, settle_dial
from simulators.telephone.media import Media
from simulators.telephone.recordings import Recordings
from simulators.telephone.transport import Answer, FetchError, Transport
from simulators.telephone.words import Words

XML = frozenset({"text/xml", "application/xml", "text/html"})


@dataclass(frozen=True)
class Outside:
    """What a call needs of the world around it."""

    transport: Transport
    media: Media
    words: Words
    recordings: Recordings
    switch: Switch


def give(call: Call, outside: Outside, event: fx.Event) -> None:
    """Hand an event to the call's machine and carry out all that follows without the caller."""
    following: fx.Event | None = event
    while following is not None:
        _receive(call, outside, following)
        following = _carry_out(call, outside) or _from_inbox(call)
    _finish(call, outside)


def refresh(call: Call, outside: Outside) -> None:
    """Carry out what the REST API ordered since anybody last looked."""
    event = _from_inbox(call)
    if event is not None:
        give(call, outside, event)


def _receive(call: Call, outside: Outside, event: fx.Event) -> None:
    before = call.machine.now
    call.machine.receive(event)
    for note in call.machine.notes:
        call.note(note.level, note.text, **({"code": note.code} if note.code else {}))
    call.machine.notes.clear()
    if call.machine.now is not before:
        call.turn += 1
        if isinstance(before, fx.Dialing):
            outside.switch.drop_children(call)


def _from_inbox(call: Call) -> fx.Event | None:
    return call.inbox.popleft() if call.inbox and not call.is_over else None


def _carry_out(call: Call, outside: Outside) -> fx.Event | None:
    """Do what the present effect asks for; an event when that already leads on."""
    effect = call.machine.now
    if isinstance(effect, fx.Fetch):
        return _fetch(call, outside, effect)
    if call.shown == call.turn or isinstance(effect, fx.Ended):
        return None
    if call.status in ("queued", "ringing"):
        callbacks.become(call, "in-progress")
    call.shown = call.turn
    call.heard = {}
    if isinstance(effect, fx.Prompt):
        return _sound(call, outside, effect.verb)
    if isinstance(effect, fx.Recording):
        call.sound = b""
    if isinstance(effect, fx.Dialing):
        settle_dial(call, effect.verb, outside.switch)
    return None


def _fetch(call: Call, outside: Outside, effect: fx.Fetch) -> fx.Event:
    try:
        answer = _ask(call, outside.transport, effect)
        return fx.Arrived(read(answer))
    except FetchError as error:
        call.note("asked", f"{effect.method} failed", url=effect.url, params=dict(effect.params))
        return fx.Failed(error.code, error.url, str(error))
    except twiml.TwimlError as error:
        return fx.Failed(error.code, effect.url, str(error))


def _ask(call: Call, transport: Transport, effect: fx.Fetch) -> Answer:
    hung_up = ("Digits", "hangup") in effect.params
    standard, extra = call.params("completed" if hung_up else None), list(effect.params)
    answer = transport.ask(effect.url, effect.method, standard, extra)
    if call.troubles.duplicates:
        transport.ask(effect.url, effect.method, standard, extra)
        call.note("note", "the same request was delivered twice")
    call.note(
        "asked",
        f"{effect.method} {answer.status} in {round(answer.seconds * 1000)} ms",
        url=answer.url, params=dict(effect.params), body=answer.body.decode("utf-8", "replace"),
    )  # fmt: skip
    return answer


def read(answer: Answer) -> verbs.Document:
    """Make a document of whatever the museum answered; raises TwimlError."""
    if answer.content_type in XML:
        return twiml.parse(answer.body, answer.url)
    if answer.content_type.startswith("audio/"):
        return verbs.Document((verbs.Play(answer.url),), answer.url)
    if answer.content_type == "text/plain":
        text = answer.body.decode("utf-8", "replace").strip()
        voice, language = voices.voice_and_language(None, None)
        return verbs.Document((verbs.Say(text, voice, language, markup=text),), answer.url)
    raise twiml.TwimlError(12300, f"a document of type {answer.content_type or 'unknown'} is no TwiML")


def _sound(call: Call, outside: Outside, verb: verbs.Spoken) -> fx.Event | None:
    if isinstance(verb, verbs.Say):
        call.heard = {"text": verb.text, "seconds": voices.seconds_of(verb), "language": verb.language}
        call.note("heard", verb.text, language=verb.language, by="carrier")
        return None
    if isinstance(verb, verbs.Pause):
        call.heard = {"text": "", "seconds": float(verb.seconds)}
        return None
    if verb.digits:
        call.heard = {"text": f"(tones: {verb.digits})", "seconds": 0.25 * len(verb.digits)}
        return None
    return _recording(call, outside, verb.url)


def _recording(call: Call, outside: Outside, url: str) -> fx.Event | None:
    try:
        sound = outside.media.fetch(url)
    except FetchError as error:
        return fx.Failed(error.code, error.url, str(error))
    text = outside.words.of(url, sound.seconds)
    call.heard = {"text": text, "seconds": sound.seconds, "sound": sound, "url": url}
    call.note("heard", text, url=url, seconds=round(sound.seconds, 2), by="museum")
    return None


def _finish(call: Call, outside: Outside) -> None:
    effect = call.machine.now
    connected_leg = call.parent is not None and call.talking_with is not None
    if isinstance(effect, fx.Ended) and not call.is_over and not connected_leg:
        outside.switch.left(call, effect)
    callbacks.deliver(call, outside.transport)
