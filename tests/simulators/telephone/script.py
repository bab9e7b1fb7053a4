"""Plays one document to the machine and tells in short words what came of it."""

from simulators.telephone import effects as fx
from simulators.telephone import twiml, verbs
from simulators.telephone.machine import Machine

HOME = "http://museum.test/doc"
END, SILENCE, HANGUP = fx.Finished(), fx.Silent(), fx.HungUp()


def recorded(seconds: float, digits: str = "") -> fx.Recorded:
    """A recording was made."""
    return fx.Recorded("RE1", "http://carrier/RE1", seconds, digits)


def machine_at(body: str, url: str | None = HOME, fallback: fx.Fetch | None = None) -> Machine:
    """A machine that has just been given a document of these verbs."""
    machine = Machine(fallback)
    machine.receive(fx.Redirected(url or HOME))
    machine.receive(fx.Arrived(twiml.parse(f"<Response>{body}</Response>".encode(), url)))
    return machine


def course(body: str, *events: fx.Event | str, url: str | None = HOME) -> list[str]:
    """All effects of a document in words, from its first; a text among the events is keys pressed."""
    machine = machine_at(body, url)
    seen = [words(machine.now)]
    for event in events:
        for one in [fx.Pressed(key) for key in event] if isinstance(event, str) else [event]:
            seen.append(words(machine.receive(one)))
    return seen


def outcome(body: str, *events: fx.Event | str, url: str | None = HOME) -> str:
    """The last effect of a document in words."""
    return course(body, *events, url=url)[-1]


def words(effect: fx.Effect) -> str:
    """One effect in short words."""
    match effect:
        case fx.Fetch(url, method, params):
            shown = " ".join(
                f"{name}={value}" for name, value in params if name not in ("msg", "FinishedOnKey")
            )
            return f"{method} {url.removeprefix('http://museum.test')} {shown}".strip()
        case fx.Prompt(verb):
            return _prompt(verb)
        case fx.Listen(gather, digits):
            return f"listen {gather.timeout:g} {digits}".strip()
        case fx.Recording(verb):
            return f"record {verb.max_length} {verb.timeout}"
        case fx.Dialing(verb):
            return "dial " + " ".join(party.address for party in verb.parties)
        case fx.Ended(reason):
            return f"ended: {reason}"
    return ""


def _prompt(verb: verbs.Spoken) -> str:
    match verb:
        case verbs.Say(text=text):
            return f"say {text}"
        case verbs.Play(url=url):
            return f"play {url.removeprefix('http://museum.test')}"
    return f"pause {verb.seconds}"
